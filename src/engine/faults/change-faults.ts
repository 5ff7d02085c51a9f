/**
 * Begins and ends faults: each is handed to those it concerns. Not of AWS, though its Fault Injection Service breaks the like:
 * https://docs.aws.amazon.com/fis/latest/userguide/what-is.html. Simplified: what is broken is broken at once.
 *
 * Losses of workers, instances and zones are over in the moment they happen, and workers start again by `start-worker`. All else lasts.
 */
import { emit, schedule, type Simulation } from '../kernel/simulation.ts';
import type { Breakables, FaultTimer } from './breakable.ts';
import type { Command } from '../commands.ts';
import type { Fault, StandingFault } from './fault.ts';
import { concerned, consumerOf, deliveryStreamOf, isGone, whyImpossible, whyNoWorker } from './why-impossible.ts';

type FaultCommand = Extract<Command, { type: 'inject-fault' | 'end-fault' | 'start-worker' }>;

/** Null where it was carried out, else why it cannot be. */
export function changeFaults(breakables: Breakables, command: FaultCommand): string | null {
  switch (command.type) {
    case 'inject-fault':
      return injectFault(breakables, command.id, command.fault);
    case 'end-fault':
      return endFault(breakables, command.id);
    case 'start-worker': {
      const impossible = whyNoWorker(breakables, command.consumer, command.worker);
      if (impossible !== null) return impossible;
      const start = consumerOf(breakables, command.consumer)!.startWorker;
      return start === undefined ? `${command.consumer} cannot start a worker.` : start(command.worker);
    }
  }
}

function injectFault(breakables: Breakables, id: string, fault: Fault): string | null {
  const { sim, standing } = breakables;
  if (standing.some((other) => other.id === id)) return `A fault named ${id} stands already; choose another name.`;
  const impossible = whyImpossible(breakables, fault);
  if (impossible !== null) return impossible;
  const lasts = fault.kind !== 'worker-crash' && fault.kind !== 'instance-loss' && fault.kind !== 'zone-loss';
  const event = emit(sim, lasts ? { type: 'fault-began', id, fault } : { type: 'fault-struck', fault });
  const refused = becauseOf(sim, event, () => handOut(breakables, fault, event));
  if (refused !== null) {
    sim.history.length = event - 1; // what refuses tells nothing, so this is still the last event
    return refused;
  }
  if (lasts) standing.push({ id, fault, sinceUs: sim.nowUs, event, target: targetOf(breakables, fault) });
  if (fault.kind === 'worker-freeze')
    schedule<FaultTimer>(sim, sim.nowUs + Math.round(fault.forMs * 1000), { owner: 'fault', kind: 'over', id, event });
  return null;
}

/** Where several consumers are concerned, it is done if one of them can be broken. */
function handOut(breakables: Breakables, fault: Fault, event: number): string | null {
  if ('deliveryStream' in fault) {
    deliveryStreamOf(breakables, fault.deliveryStream)!.fault(fault, true);
    return null;
  }
  if (fault.kind === 'network-duplicate') {
    breakables.producers.find(({ id }) => id === fault.producer)!.loseAnswers({ share: fault.share, event });
    return null;
  }
  const answers = concerned(breakables, fault).map((consumer) =>
    consumer.fault === undefined ? `${consumer.id} cannot be broken in this way.` : consumer.fault(fault, true),
  );
  return answers.includes(null) ? null : answers[0];
}

function targetOf(breakables: Breakables, fault: Fault): number {
  if ('deliveryStream' in fault) return deliveryStreamOf(breakables, fault.deliveryStream)!.number;
  if (fault.kind === 'network-duplicate') return breakables.producers.find(({ id }) => id === fault.producer)!.number;
  return concerned(breakables, fault)[0].number;
}

/** Does it with an event as the cause of all that it brings about. */
function becauseOf<Answer>(sim: Simulation, event: number, act: () => Answer): Answer {
  const before = sim.cause;
  sim.cause = event;
  const answer = act();
  sim.cause = before;
  return answer;
}

function endFault(breakables: Breakables, id: string): string | null {
  const { standing } = breakables;
  const found = standing.find((fault) => fault.id === id);
  if (found !== undefined) {
    end(breakables, found, 'command');
    return null;
  }
  if (standing.length === 0) return `There is no fault named ${id}: nothing stands broken.`;
  return `There is no fault named ${id}; ${standing.map((fault) => fault.id).join(', ')} can be ended.`;
}

function end(breakables: Breakables, ended: StandingFault, by: 'command' | 'time' | 'gone'): void {
  const { sim, standing, consumers, producers, deliveryStreams } = breakables;
  const { id, fault, sinceUs, event, target } = ended;
  standing.splice(standing.indexOf(ended), 1);
  const ending = emit(sim, { type: 'fault-ended', id, fault, by, lastedUs: sim.nowUs - sinceUs }, by === 'time' ? event : sim.cause);
  becauseOf(sim, ending, () => {
    if ('deliveryStream' in fault) deliveryStreams.find(({ number }) => number === target)?.fault(fault, false);
    else if (fault.kind === 'network-duplicate') producers.find(({ number }) => number === target)?.loseAnswers(null);
    else consumers.find(({ number }) => number === target)?.fault?.(fault, false);
  });
}

/** A fault of the scenario is due; or one has lasted as long as it was to, unless it was ended before. */
export function onFaultTimer(breakables: Breakables, timer: FaultTimer): void {
  if (timer.kind === 'due') {
    beginDue(breakables, timer);
    return;
  }
  const found = breakables.standing.find(({ id, event }) => id === timer.id && event === timer.event);
  if (found !== undefined) end(breakables, found, 'time');
}

function beginDue(breakables: Breakables, { id, fault, lastsMs }: Extract<FaultTimer, { kind: 'due' }>): void {
  const { sim, standing } = breakables;
  if (injectFault(breakables, id, fault) !== null || lastsMs === undefined) return;
  const begun = standing.find((other) => other.id === id);
  if (begun === undefined) return; // over in the moment in which it happens
  schedule<FaultTimer>(sim, sim.nowUs + lastsMs * 1000, { owner: 'fault', kind: 'over', id, event: begun.event });
}

/** After a change of consumers, producers or delivery streams: what concerned one that is there no more stands no longer. */
export function endOrphans(breakables: Breakables): void {
  for (const fault of breakables.standing.filter((standing) => isGone(breakables, standing))) end(breakables, fault, 'gone');
}
