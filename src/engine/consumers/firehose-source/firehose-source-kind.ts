/**
 * Firehose as it reads a data stream: GetRecords once a second for each shard, out of the budget that all who poll share; parents before
 * children. https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html
 * The loop is that of a polling consumer: a throttle is waited out and tried again, an access that is denied keeps the place, a stream that
 * is gone is read no more. What it reads is handed to the delivery stream at once.
 */
import { POLLING } from '../polling/polling-kind.ts';
import { addPolling } from '../polling/polling.ts';
import type { FirehoseSourceSpec } from '../consumer-spec.ts';
import type { PollingState, PollingTimer } from '../consumer-state.ts';
import type { Kind } from '../kinds.ts';

export const FIREHOSE_SOURCE: Kind<FirehoseSourceSpec, PollingState, PollingTimer> = {
  add: addPolling,
  update(_consumers, consumer, spec) {
    consumer.spec = Object.freeze({ ...spec });
  },
  remove() {},
  onTimer(consumers, consumer, timer) {
    const { refusedCalls } = consumer.totals;
    POLLING.onTimer(consumers, consumer, timer);
    if (consumer.totals.refusedCalls > refusedCalls) consumers.throttled?.(consumer.spec.id);
    if (timer.kind !== 'page' || timer.turn !== consumer.turn) return;
    const { from, to } = timer.page;
    const { id, stream } = consumer.spec;
    if (to > from) consumers.deliver?.(id, stream, timer.shard, from, to);
  },
  fault: (_consumers, consumer) =>
    `${consumer.spec.id} is read by Firehose, which has no processing of its own that could fail: break its delivery stream instead.`,
};

/** One call a second; GetRecords gives at most so many. */
const POLL_INTERVAL_MS = 1000;
const LIMIT = 10_000;

/** Reading begins with what is put from the creation of the delivery stream on, also while it is not ACTIVE yet (recorded). */
export const firehoseSource = (deliveryStream: string, stream: string, fromEpochMs: number): FirehoseSourceSpec => ({
  kind: 'firehose',
  id: deliveryStream,
  stream,
  start: { type: 'AT_TIMESTAMP', epochMs: fromEpochMs },
  processingUsPerRecord: 0,
  pollIntervalMs: POLL_INTERVAL_MS,
  limit: LIMIT,
});
