/** What a shard consumer goes through, and what it does about its shard's parents and children. */
import { expect } from 'vitest';
import {
  askToStop,
  childLeases,
  finishTask,
  higherReason,
  shardConsumerMachine,
  startCheckpoint,
  startShardConsumer,
  taskOf,
  unfinishedParents,
  type Lease,
  type ShardConsumerState,
  type ShutdownReason,
} from '../../../src/engine/index.ts';
import { testCases } from './cases.ts';
import { leaseRow } from './lease-taking.ts';

interface Trace {
  name: string;
  events: string[];
  finalState?: string;
  initializeCalls?: number;
}

export interface ShardConsumerSection {
  states?: string[];
  initial?: string;
  terminal?: string;
  taskOfState?: Record<string, string>;
  transitions?: { state: string; event: string; next: string }[];
  reasonRank?: Record<ShutdownReason, number>;
  reasonUpgrade?: { current: ShutdownReason | null; new: ShutdownReason; result: ShutdownReason }[];
  traces?: Trace[];
  blockOnParent?: { parents: (string | null)[]; result: string }[];
  mergeChildLease?: { parent0: boolean; parent1: boolean; result: string }[];
}

/** Both halves of a requested shutdown go by one name in the library; the file tells them apart. */
const STATES: Record<string, ShardConsumerState> = {
  'SHUTDOWN_REQUESTED.notification': 'SHUTDOWN_REQUESTED',
  'SHUTDOWN_REQUESTED.completion': 'SHUTDOWN_REQUESTED_COMPLETION',
};
const stateOf = (name: string): ShardConsumerState => STATES[name] ?? (name as ShardConsumerState);

type Life = ReturnType<typeof startShardConsumer>;
const fresh = (): Life => startShardConsumer({ checkpoint: startCheckpoint('TRIM_HORIZON') });
const lifeIn = (state: string, reason: ShutdownReason | null = null): Life => ({ ...fresh(), state: stateOf(state), reason });

const NO_SUCH = new Set([null, 'missing', 'absent', 'none', 'MISSING']);

export function testShardConsumer(section: ShardConsumerSection): void {
  const { states, initial, terminal, reasonRank } = section;
  testCases('its states', states === undefined ? [] : [{ states }], (one) => {
    expect(Object.keys(shardConsumerMachine.states).toSorted()).toEqual(one.states.map(stateOf).toSorted());
  });
  testCases('where it begins and ends', initial === undefined ? [] : [{ initial }], (one) => {
    expect(fresh().state).toBe(one.initial);
    if (terminal !== undefined) expect(shardConsumerMachine.states[stateOf(terminal) as 'PROCESSING'].type).toBe('final');
  });
  testCases(
    'its tasks',
    Object.entries(section.taskOfState ?? {}).map(([state, task]) => ({ name: state, state, task })),
    ({ state, task }) => expect(taskOf(stateOf(state)) ?? '(none)').toBe(task),
  );
  testCases(
    'transition',
    section.transitions?.map((one) => ({ ...one, name: `${one.state} ${one.event}` })),
    runTransition,
  );
  testCases('reason to stop', section.reasonUpgrade, ({ current, new: next, result }) => {
    expect(higherReason(current, next)).toBe(result);
    expect(askToStop(lifeIn('PROCESSING', current), next).reason).toBe(result);
  });
  testCases('ranks of the reasons', reasonRank === undefined ? [] : [reasonRank], (ranks) => {
    const ranked = Object.entries(ranks) as [ShutdownReason, number][];
    for (const [a, rankA] of ranked) for (const [b, rankB] of ranked) expect(higherReason(a, b)).toBe(rankB > rankA ? b : a);
  });
  testCases('trace', section.traces, runTrace);
  testCases('parents', section.blockOnParent, ({ parents, result }) => {
    const keys = parents.map((_, i) => `p${i}`);
    const rows = parents.flatMap((at, i): [string, Lease][] => (NO_SUCH.has(at) ? [] : [[keys[i], rowAt(keys[i], at!)]]));
    expect(unfinishedParents({ parentShardIds: keys }, new Map(rows)).length === 0 ? 'proceed' : 'blocked').toBe(result);
  });
  testCases('leases of a merged child', section.mergeChildLease, runMerge);
}

const rowAt = (key: string, sequenceNumber: string): Lease => ({
  ...leaseRow(key, 'w'),
  checkpoint: { sequenceNumber, subSequenceNumber: 0 },
});

function runTransition({ state, event, next }: { state: string; event: string; next: string }): void {
  const isOutcome = event === 'SUCCESS' || event === 'FAILURE';
  const life = lifeIn(state, isOutcome ? null : (event as ShutdownReason));
  expect(finishTask(life, event === 'FAILURE' ? 'FAILURE' : 'SUCCESS').state).toBe(stateOf(next));
  // A task that fails keeps the state, whatever reason is stored.
  expect(finishTask(life, 'FAILURE')).toEqual(life);
  if (event === 'SHARD_END') expect(finishTask(lifeIn(state), 'END_OF_SHARD').state).toBe(stateOf(next));
}

/** A trace in words: a pass first tells the machine what the task in hand came to. */
function runTrace({ name, events, finalState }: Trace): boolean {
  const [, failing] = /^(\w+) task always fails/.exec(name) ?? [];
  let life = failing === undefined ? fresh() : lifeIn({ initialize: 'INITIALIZING' }[failing] ?? failing);
  let outcome: 'SUCCESS' | 'FAILURE' | 'END_OF_SHARD' = 'SUCCESS';
  events.forEach((event, i) => {
    const [, from] = /^([A-Z_]{6,}(?:\.\w+)?)\b/.exec(event) ?? [];
    const [, to] = /-> ([A-Z_]+(?:\.\w+)?)/.exec(event) ?? [];
    const [, reason] = /^reason ([A-Z_]+)/.exec(event) ?? [];
    const [, passes] = /^(\d+) x executeLifecycle/.exec(event) ?? [];
    if (i === 0 && from !== undefined && to === undefined) life = lifeIn(from);
    if (reason === 'SHARD_END') outcome = 'END_OF_SHARD';
    else if (reason !== undefined) life = askToStop(life, reason as ShutdownReason);
    if (to !== undefined) {
      life = finishTask(life, outcome);
      expect(life.state).toBe(stateOf(to));
      outcome = 'SUCCESS';
    }
    if (/\((fail\w*|exception)\)/.test(event)) outcome = 'FAILURE';
    for (let pass = 0; pass < Number(passes ?? 0); pass++) life = finishTask(life, failing === undefined ? 'SUCCESS' : 'FAILURE');
  });
  if (finalState !== undefined) expect(life.state).toBe(stateOf(finalState));
  return finalState !== undefined || events.some((event) => event.includes('-> '));
}

function runMerge({ parent0, parent1, result }: { parent0: boolean; parent1: boolean; result: string }): void {
  const child = { shardId: 'c', parentShardIds: ['p0', 'p1'], startingHashKey: '0', endingHashKey: '9' };
  const rows = [...(parent0 ? ['p0'] : []), ...(parent1 ? ['p1'] : [])].map((key): [string, Lease] => [key, leaseRow(key, 'w')]);
  const kindAt = (drawn: number) => childLeases([child], new Map(rows), () => drawn).kind;
  const odds = Number(/1\/(\d+) drop/.exec(result)?.[1] ?? 30);
  const kinds = Array.from({ length: odds }, (_, drawn) => kindAt(drawn));
  if (result.startsWith('create')) expect(new Set(kinds)).toEqual(new Set(['create']));
  else expect(kinds.toSorted()).toEqual([...Array<string>(odds - 1).fill('defer'), 'drop']);
  let bound = 0;
  childLeases([child], new Map(rows), (below) => (bound = below) - 1);
  expect(bound).toBe(result.startsWith('create') ? 0 : odds);
}
