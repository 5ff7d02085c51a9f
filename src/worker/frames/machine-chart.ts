/** Reads the chart of a life-cycle off the very machine that runs. Nothing is drawn from a copy. */
import { shardConsumerMachine } from '../../engine/consumers/kcl/shard-consumer.machine.ts';
import { workerMachine } from '../../engine/consumers/kcl/worker.machine.ts';
import { deliveryMachine } from '../../engine/firehose/delivery/delivery.machine.ts';
import { streamMachine } from '../../engine/kinesis/stream.machine.ts';
import type { ChartState, ChartTransition, MachineChart, MachineName } from '../../protocol/machine-chart.ts';

/** What is read of an XState machine and its nodes. */
interface Definition {
  root: Node;
}

interface Node {
  key: string;
  path: string[];
  type: string;
  states: Record<string, Node>;
  initial?: { target?: readonly Node[] };
  transitions: Map<string, readonly Transition[]>;
  always?: readonly Transition[];
}

interface Transition {
  target?: readonly Node[];
  guard?: unknown;
}

const MACHINES: Record<MachineName, Definition> = {
  'kcl-worker': workerMachine as unknown as Definition,
  'kcl-shard-consumer': shardConsumerMachine as unknown as Definition,
  stream: streamMachine as unknown as Definition,
  delivery: deliveryMachine as unknown as Definition,
};

export function machineChart(machine: MachineName): MachineChart {
  return chartOf(machine, MACHINES[machine]);
}

export function chartOf(machine: MachineName, { root }: Definition): MachineChart {
  const states: ChartState[] = [];
  const edges = new Map<string, ChartTransition>();
  const first = new Set(initialsOf(root));
  for (const node of below(root)) {
    states.push({ name: nameOf(node), initial: first.has(node), final: node.type === 'final' });
    for (const [event, transitions] of node.transitions) for (const each of transitions) draw(edges, node, wordOf(event), each);
    for (const each of node.always ?? []) draw(edges, node, 'always', each);
  }
  return { machine, states, transitions: [...edges.values()] };
}

function draw(edges: Map<string, ChartTransition>, from: Node, word: string, { target, guard }: Transition): void {
  const label = guard === undefined ? word : `${word} [${guardWord(guard)}]`;
  for (const node of target ?? [from]) {
    const key = `${nameOf(from)}→${nameOf(node)}`;
    const edge = edges.get(key) ?? { from: nameOf(from), to: nameOf(node), labels: [] };
    if (!edge.labels.includes(label)) edge.labels.push(label);
    edges.set(key, edge);
  }
}

function below(node: Node): Node[] {
  return Object.values(node.states).flatMap((state) => [state, ...below(state)]);
}

function initialsOf(node: Node): Node[] {
  return (node.initial?.target ?? []).flatMap((state) => [state, ...initialsOf(state)]);
}

function nameOf({ path }: Node): string {
  return path.join('.');
}

/** `xstate.after.create.stream.CREATING` is the delay `create`; its state is known from where it stands. */
function wordOf(event: string): string {
  const [, delay] = /^xstate\.after\.([^.]+)/.exec(event) ?? [];
  if (delay === undefined) return event === '*' ? 'any event' : event;
  return /^\d+$/.test(delay) ? `after ${delay} ms` : `after ${delay}`;
}

function guardWord(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  if (typeof guard === 'object' && guard !== null && 'type' in guard && typeof guard.type === 'string') return guard.type;
  return 'if';
}
