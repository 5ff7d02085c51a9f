/**
 * Splunk as a destination: its HTTP Event Collector, which acknowledges what it has indexed.
 * https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html
 * Simplified: an event that HEC cannot read fails alone, where HEC itself stops at it; an acknowledgement takes one to ten seconds.
 */
import { nextFloat } from '../../kernel/random.ts';
import { SECOND } from '../../kernel/time.ts';
import type { DeliveryStream, Parcel } from '../firehose-state.ts';
import type { DeliveryAttempt } from '../steps.ts';
import { jsonObjectOf } from './json-text.ts';
import { closeDelivery, openDelivery, recordsThere } from './open-delivery.ts';
import { countOf, refusedRecords, refusesByFault } from './parcel-records.ts';
import { arrived, losesAnswer, networkUs, refused } from './s3.ts';

const CONNECTION_TIMEOUT_US = 10 * SECOND;
const FASTEST_ACK_US = SECOND;
const SLOWEST_ACK_US = 10 * SECOND;

const NO_CONNECTION = { code: 'Splunk.ConnectionTimeout', message: 'The connection to Splunk timed out. The request will be retried.' };
const NO_ACK = {
  code: 'Splunk.AckTimeout',
  message: 'No acknowledgement came from HEC before the acknowledgement timeout. The data may have been indexed nevertheless.',
};
const NO_EVENT = {
  code: 'Splunk.InvalidDataFormat',
  message: 'The data is not formatted correctly: the event endpoint takes JSON objects that have an "event".',
};

export function attemptSplunk(stream: DeliveryStream, parcel: Parcel): DeliveryAttempt {
  const { spec, broken, destination: state, random } = stream;
  const { destination } = spec;
  if (destination.kind !== 'splunk' || state.kind !== 'splunk') throw new Error('no Splunk to deliver to');
  if (broken.destination) return refused(CONNECTION_TIMEOUT_US, NO_CONNECTION);
  const isRefused = refusesByFault(stream);
  const isEvent = destination.endpointType === 'Event';
  const failures = refusedRecords(parcel, 'splunk-failed', (data, batch, i) =>
    isRefused(batch, i) || (isEvent && !('event' in (jsonObjectOf(data) ?? {}))) ? NO_EVENT : null,
  );
  const taken = parcel.records - countOf(failures);
  const open = openDelivery(stream, parcel);
  const before = recordsThere(stream, parcel);
  const duplicates = Math.min(before, taken);
  state.events += taken;
  if (losesAnswer(stream)) {
    const waitUs = destination.ackTimeoutSeconds * SECOND;
    if (parcel.failedUs !== null) open.waitedUs += waitUs;
    open.isThere = true;
    open.there = Math.max(before, taken);
    state.awaiting += open.there - before;
    return { ...refused(networkUs(stream) + waitUs, NO_ACK), duplicates };
  }
  state.awaiting -= before;
  state.acknowledged += taken;
  closeDelivery(stream, parcel);
  const ackUs = Math.round(FASTEST_ACK_US + nextFloat(random.network) * (SLOWEST_ACK_US - FASTEST_ACK_US));
  const place = { bucket: null, key: destination.endpoint, bytes: parcel.bytes };
  return { ...arrived(networkUs(stream) + ackUs, place), failures, duplicates };
}
