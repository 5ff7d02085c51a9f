/**
 * Which commands made the producers and consumers what they are: the `seq` of every `command-given` that changed one, oldest
 * first. A client without an entry is as the scenario began it. Causes of throttles and delays are found here.
 */
import type { Command } from '../commands.ts';
import type { Kinesis } from './kinesis.ts';

type ProducerSpec = Extract<Command, { type: 'add-producer' }>['producer'];
type ConsumerSpec = Extract<Command, { type: 'add-consumer' }>['consumer'];

/** load: what a producer sends · failures: what it does with refusals · consumer: how it reads. */
export type SetWhat = 'load' | 'failures' | 'consumer';

/** By `what:id`. */
export type SetBy = Record<string, number[]>;

function note({ sim, state }: Kinesis, what: SetWhat, id: string): void {
  if (sim.cause !== null) (state.setBy[`${what}:${id}`] ??= []).push(sim.cause);
}

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** `before` is undefined for a new one. */
export function noteProducerSet(kinesis: Kinesis, before: ProducerSpec | undefined, { id, failures, ...load }: ProducerSpec): void {
  const { failures: failuresBefore, id: _, ...loadBefore } = before ?? { failures: undefined, id };
  if (differ(loadBefore, load)) note(kinesis, 'load', id);
  if (differ(failuresBefore, failures)) note(kinesis, 'failures', id);
}

export function noteConsumerSet(kinesis: Kinesis, before: ConsumerSpec | undefined, spec: ConsumerSpec): void {
  if (differ(before, spec)) note(kinesis, 'consumer', spec.id);
}

/** The last command before event `beforeSeq` that set it; null where the scenario did. */
export const lastSetBy = ({ state }: Pick<Kinesis, 'state'>, what: SetWhat, id: string, beforeSeq = Infinity): number | null =>
  state.setBy[`${what}:${id}`]?.findLast((seq) => seq < beforeSeq) ?? null;

/** The later of two events, where there are any. */
export const later = (a: number | null, b: number | null): number | null => (a === null || (b !== null && b > a) ? b : a);
