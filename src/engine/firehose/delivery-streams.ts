/** Delivery streams come, change and go; records are taken in; timers fall due. */
import type { DeliveryStreamSpec } from './delivery-stream-spec.ts';
import type { Firehose, FirehoseTimer } from './firehose-state.ts';
import type { RecordBatch } from './record-batch.ts';

export interface DeliveryRefusal {
  error: string;
  message: string;
}

/** Why there can be no such delivery stream, in AWS's words where it is AWS that refuses; null where there can. */
export function whyNoDeliveryStream(_firehose: Firehose, _spec: DeliveryStreamSpec, _isNew: boolean): DeliveryRefusal | null {
  return null;
}

/** `activeAtOnce`: a scenario's delivery streams are ACTIVE when the run starts. */
export function addDeliveryStream(_firehose: Firehose, _spec: DeliveryStreamSpec, _activeAtOnce = false): void {}

export function updateDeliveryStream(_firehose: Firehose, _spec: DeliveryStreamSpec): void {}

/** What is buffered is dropped. */
export function removeDeliveryStream(_firehose: Firehose, _id: string): boolean {
  return false;
}

/** Records of a source arrive. Numbers are given here. */
export function takeIn(_firehose: Firehose, _deliveryStream: string, _lane: string, _batch: RecordBatch): void {}

export function onFirehoseTimer(_firehose: Firehose, _timer: FirehoseTimer): void {}
