/** A parcel's life: opened, stepped through delivery.machine.ts, woken when something is due to it, and gone when it has come to an end. */
import { transition } from 'xstate';
import { schedule } from '../../kernel/simulation.ts';
import type { DeliveryStream, Firehose, FirehoseTimer, Parcel, ParcelWay } from '../firehose-state.ts';
import { deliveryMachine, type DeliveryEvent, type DeliveryState } from './delivery.machine.ts';
import { hintsOf } from './hints.ts';
import { queueOf } from './lanes.ts';

export interface Into {
  way: ParcelWay;
  lane: string;
  partition: Record<string, string> | null;
}

/** Moves a parcel on; what its state does not know leaves it where it is. */
export function step(parcel: Parcel, event: DeliveryEvent): void {
  const [next] = transition(deliveryMachine, deliveryMachine.resolveState({ value: parcel.state }), event);
  parcel.state = next.value as DeliveryState;
}

/** At `atUs` the next thing happens to it; timers of before are void. */
export function wakeAt({ sim }: Firehose, stream: DeliveryStream, parcel: Parcel, atUs: number): void {
  parcel.dueUs = Math.max(atUs, sim.nowUs);
  schedule<FirehoseTimer>(sim, parcel.dueUs, {
    owner: 'firehose',
    kind: 'parcel-due',
    deliveryStream: stream.number,
    parcel: parcel.number,
  });
}

export const openParcelOf = ({ parcels }: DeliveryStream, way: ParcelWay, lane: string): Parcel | undefined =>
  parcels.find((parcel) => parcel.state === 'buffering' && parcel.way === way && parcel.lane === lane);

export function openParcel({ sim }: Firehose, stream: DeliveryStream, { way, lane, partition }: Into): Parcel {
  const { sizeBytes, intervalSeconds } = hintsOf(stream, way);
  const parcel: Parcel = {
    number: stream.nextParcel++,
    way,
    lane,
    queue: queueOf(stream.spec, way, lane),
    partition,
    failures: [],
    state: 'buffering',
    batches: [],
    records: 0,
    bytes: 0,
    openedUs: sim.nowUs,
    curve: [],
    sealedUs: null,
    trigger: null,
    sizeHintBytes: sizeBytes,
    intervalSeconds,
    attempts: 0,
    failedUs: null,
    dueUs: null,
    lastError: null,
    transform: null,
    delivery: null,
    file: null,
  };
  stream.parcels.push(parcel);
  return parcel;
}

const isBefore = (a: Parcel, b: Parcel): boolean => a.sealedUs! < b.sealedUs! || (a.sealedUs === b.sealedUs && a.number < b.number);

/** Who has been sent before comes first, then who was sealed first. */
const goesBefore = (a: Parcel, b: Parcel): boolean => (a.attempts > 0 === b.attempts > 0 ? isBefore(a, b) : a.attempts > 0);

/** Whether none of its queue goes before it. */
export const isItsTurn = ({ parcels }: DeliveryStream, parcel: Parcel): boolean =>
  !parcels.some((other) => other !== parcel && other.sealedUs !== null && other.queue === parcel.queue && goesBefore(other, parcel));

/** It has come to an end: it is let go of, and whoever waits behind it is woken. */
export function finish(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  stream.parcels.splice(stream.parcels.indexOf(parcel), 1);
  let next: Parcel | null = null;
  for (const other of stream.parcels) {
    const isWaiting = other.sealedUs !== null && other.dueUs === null && other.queue === parcel.queue;
    if (isWaiting && (next === null || isBefore(other, next))) next = other;
  }
  if (next !== null) wakeAt(firehose, stream, next, firehose.sim.nowUs);
}
