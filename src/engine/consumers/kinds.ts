/** The kinds of consumer: one folder and one line each. */
import type { ConsumerKind, ConsumerSpec } from './consumer-spec.ts';
import type { Consumers, ConsumerState, ConsumerTimer } from './consumer-state.ts';
import type { Fault } from '../faults/fault.ts';
import { FAN_OUT } from './fan-out/fan-out-kind.ts';
import { FIREHOSE_SOURCE } from './firehose-source/firehose-source-kind.ts';
import { KCL } from './kcl/kcl-kind.ts';
import { LAMBDA } from './lambda/lambda-kind.ts';
import { POLLING } from './polling/polling-kind.ts';
import { follow } from './sink.ts';

/** Why a command is refused. */
export interface ConsumerRefusal {
  error: string;
  message: string;
}

export interface Kind<Spec, State, KindTimer> {
  /** Why there can be no such consumer, in AWS's words where it is AWS that refuses; null where there can. */
  whyNot?(consumers: Consumers, spec: Spec): ConsumerRefusal | null;
  /** Appends the consumer to the list and begins. */
  add(consumers: Consumers, spec: Spec): void;
  /** The same consumer with other settings; where it begins elsewhere it is removed and added instead. */
  update(consumers: Consumers, consumer: State, spec: Spec): void;
  /** One of another kind goes on as one of this; undefined where this kind cannot go on from that. */
  takeOver?(consumers: Consumers, before: ConsumerState, spec: Spec): State | undefined;
  /** It is taken off the list: what it holds elsewhere (a registration, subscriptions, leases) is given back. */
  remove(consumers: Consumers, consumer: State): void;
  onTimer(consumers: Consumers, consumer: State, timer: KindTimer): void;
  /** A fault that concerns this consumer begins, or ends. A sentence where it cannot; absent where the kind has none. */
  fault?(consumers: Consumers, consumer: State, fault: Fault, begins: boolean): string | null;
  /** A worker that died starts again; a sentence where it cannot. */
  startWorker?(consumers: Consumers, consumer: State, worker: string): string | null;
}

type AnyKind = Kind<ConsumerSpec, ConsumerState, ConsumerTimer>;

const KINDS: Partial<Record<ConsumerKind, unknown>> = {
  polling: POLLING,
  'fan-out': FAN_OUT,
  kcl: KCL,
  lambda: LAMBDA,
  firehose: FIREHOSE_SOURCE,
};

/** A kind is handed only specs, states and timers of its own: `spec.kind` says which. */
export function kindOf({ kind }: ConsumerSpec): AnyKind {
  const found = KINDS[kind];
  if (found === undefined) throw new Error(`There is no kind of consumer called ${kind}.`);
  return found as AnyKind;
}

export const whyNoConsumer = (consumers: Consumers, spec: ConsumerSpec): ConsumerRefusal | null =>
  kindOf(spec).whyNot?.(consumers, spec) ?? null;

export function addConsumer(consumers: Consumers, spec: ConsumerSpec): void {
  kindOf(spec).add(consumers, spec);
}

export function removeConsumer(consumers: Consumers, consumer: ConsumerState): void {
  const { list } = consumers.state;
  list.splice(list.indexOf(consumer), 1);
  kindOf(consumer.spec).remove(consumers, consumer);
}

/**
 * Another stream or start is another reading: it begins anew under the same name. So does another kind, unless it can go on from
 * where the consumer is.
 */
export function updateConsumer(consumers: Consumers, consumer: ConsumerState, spec: ConsumerSpec): void {
  const before = consumer.spec;
  const isSame = before.stream === spec.stream && JSON.stringify(before.start) === JSON.stringify(spec.start);
  if (isSame && before.kind === spec.kind) return kindOf(spec).update(consumers, consumer, spec);
  const next = isSame ? kindOf(spec).takeOver?.(consumers, consumer, spec) : undefined;
  if (next !== undefined) {
    const { list } = consumers.state;
    list[list.indexOf(consumer)] = next;
    return kindOf(before).remove(consumers, consumer);
  }
  removeConsumer(consumers, consumer);
  addConsumer(consumers, spec);
  const begun = consumers.state.list.find(({ spec: { id } }) => id === spec.id);
  if (begun !== undefined && before.stream === spec.stream) follow(begun.sink, consumer.sink);
}
