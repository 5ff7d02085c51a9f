/** What happens to delivery streams, as sentences. */
import { bytesWords } from '../views/delivery-words.ts';
import { count, shardName, shardNumber, withStop } from '../views/wording.ts';
import type { EventOf, Wordings } from './event-words.ts';

/** A shard as everywhere on the page, or the keys of a partition. */
const laneWords = (lane: string): string => (/^shardId-\d{12}$/.test(lane) ? shardName(shardNumber(lane)) : lane);

const TRIGGERS: Record<EventOf<'flush-trigger-changed'>['trigger'], string> = {
  size: 'size first',
  interval: 'time first',
  'no-buffering': 'no buffering',
};

const LOSSES: Record<EventOf<'delivery-records-lost'>['reason'], string> = {
  retention: 'S3 was out of reach for longer than they are kept',
  'payload-too-large': 'the endpoint answered 413, and such a request is not backed up',
  'delivery-stream-deleted': 'the delivery stream was deleted with what it had buffered',
  'copy-errors': 'COPY left them out',
};

const QUOTAS: Record<EventOf<'direct-put-throttled'>['limit'], string> = { records: 'records/s', bytes: 'MiB/s', requests: 'requests/s' };

const records = (amount: number): string => `${count(amount)} ${amount === 1 ? 'record' : 'records'}`;

export const deliveryWordings: Pick<
  Wordings,
  | 'delivery-stream-created'
  | 'delivery-stream-active'
  | 'delivery-stream-updated'
  | 'delivery-stream-deleted'
  | 'flush-trigger-changed'
  | 'direct-put-throttled'
  | 'transform-failing'
  | 'transform-recovered'
  | 'records-failing'
  | 'delivery-failing'
  | 'delivery-recovered'
  | 'delivery-records-lost'
  | 'delivery-duplicated'
  | 'buffer-grown'
> = {
  'delivery-stream-created': ({ deliveryStream }) => ({ tone: 'stream', text: `Delivery stream ${deliveryStream} is CREATING.` }),
  'delivery-stream-active': ({ deliveryStream }) => ({ tone: 'good', text: `Delivery stream ${deliveryStream} is ACTIVE.` }),
  'delivery-stream-updated': ({ deliveryStream, version }) => ({
    tone: 'stream',
    text: `Delivery stream ${deliveryStream} is at version ${count(version)}; object names carry it from now on.`,
  }),
  'delivery-stream-deleted': ({ deliveryStream, recordsDropped }) => ({
    tone: recordsDropped > 0 ? 'limit' : 'stream',
    why: recordsDropped > 0 ? 'Deleting does not flush: what is buffered is dropped.' : undefined,
    text: `Delivery stream ${deliveryStream} is deleted${recordsDropped > 0 ? `, and ${records(recordsDropped)} with it that were not delivered yet` : ''}.`,
  }),
  'flush-trigger-changed': ({ deliveryStream, lane, trigger, bytes, ...event }) => ({
    tone: 'stream',
    text: `${deliveryStream}${lane === '' ? '' : ` (${laneWords(lane)})`} flushes ${bytesWords(bytes)} with ${records(event.records)}: ${TRIGGERS[trigger]} (hints ${bytesWords(event.sizeHintBytes)}, ${count(event.intervalSeconds)}\u202Fs).`,
  }),
  'direct-put-throttled': ({ deliveryStream, limit }) => ({
    tone: 'limit',
    text: `Direct PUT to ${deliveryStream} is refused: the quota of ${QUOTAS[limit]} is used up.`,
    why: 'PutRecordBatch answers 200 with FailedPutCount above 0: send the entries with an ErrorCode again. While it throttles, Firehose raises the limit by itself, with delay.',
  }),
  'transform-failing': ({ deliveryStream, errorCode, errorMessage, attempts }) => ({
    tone: 'limit',
    text: `The transform of ${deliveryStream} fails with ${errorCode} after ${count(attempts)} ${attempts === 1 ? 'invocation' : 'invocations'}: ${withStop(errorMessage)}`,
    why: 'The whole batch goes to processing-failed in the error prefix, with its original data. Nothing is lost: mend the function and put the records again.',
  }),
  'transform-recovered': ({ deliveryStream }) => ({ tone: 'good', text: `The transform of ${deliveryStream} succeeds again.` }),
  'records-failing': ({ deliveryStream, folder, errorCode, errorMessage, records: amount }) => ({
    tone: 'limit',
    text: `${deliveryStream} sends ${records(amount)} to ${folder}: ${errorCode}, ${withStop(errorMessage)}`,
    why: 'They are off the main path, and kept: each stands in that folder of the error prefix with its original data and the reason.',
  }),
  'delivery-failing': ({ deliveryStream, errorCode, errorMessage }) => ({
    tone: 'limit',
    text: `${deliveryStream} cannot deliver: ${errorCode}, ${withStop(errorMessage)}`,
    why: 'Firehose tries again for as long as the retry duration says, S3 for 24 hours; what waits stays in its buffers, then goes to the backup.',
  }),
  'delivery-recovered': ({ deliveryStream }) => ({ tone: 'good', text: `${deliveryStream} delivers again.` }),
  'delivery-records-lost': ({ deliveryStream, reason, records: amount }) => ({
    tone: 'limit',
    text: `${deliveryStream} lost ${records(amount)}: ${LOSSES[reason]}.`,
    why: 'These are the few ways in which Firehose loses records. With a data stream as source they can be read again within its retention.',
  }),
  'delivery-duplicated': ({ deliveryStream, records: amount, because }) => ({
    tone: 'limit',
    text: `${deliveryStream} delivered ${records(amount)} a second time: ${because === 'answer-lost' ? 'the answer was lost, and it sent them again' : 'a part had arrived before the rest was sent again'}.`,
    why: 'Firehose delivers at least once. Carry an id in the record, and let the destination drop what it has.',
  }),
  'buffer-grown': ({ deliveryStream, sizeHintBytes }) => ({
    tone: 'stream',
    text: `Delivery falls behind: ${deliveryStream} gathers up to ${bytesWords(sizeHintBytes)} now.`,
  }),
};
