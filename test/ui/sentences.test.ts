import { describe, expect, it } from 'vitest';
import type { EngineEvent, EventBody } from '../../src/engine/events.ts';
import { newFanOutConsumer, newKclConsumer, newLambdaConsumer, newPollingConsumer } from '../../src/lab/new-specs.ts';
import { sentenceOf, type Tone } from '../../src/ui/sentences.ts';

const SHARD = 'shardId-000000000002';
const CHILDREN: [string, string] = ['shardId-000000000004', 'shardId-000000000005'];

/** One of each: a new event type does not compile until it has an example and a sentence. */
const examples: { [Type in EventBody['type']]: Extract<EventBody, { type: Type }> } = {
  'command-given': { type: 'command-given', command: { type: 'remove-producer', id: 'checkout' } },
  'command-refused': { type: 'command-refused', error: 'ResourceInUseException', message: 'Stream orders is not ACTIVE.' },
  'delivery-stream-created': { type: 'delivery-stream-created', deliveryStream: 'lake' },
  'delivery-stream-active': { type: 'delivery-stream-active', deliveryStream: 'lake' },
  'delivery-stream-updated': { type: 'delivery-stream-updated', deliveryStream: 'lake', version: 2 },
  'delivery-stream-deleted': { type: 'delivery-stream-deleted', deliveryStream: 'lake', recordsDropped: 12 },
  'flush-trigger-changed': {
    type: 'flush-trigger-changed',
    deliveryStream: 'lake',
    lane: '',
    trigger: 'size',
    bytes: 5_242_880,
    records: 5000,
    sizeHintBytes: 5_242_880,
    intervalSeconds: 60,
  },
  'direct-put-throttled': { type: 'direct-put-throttled', deliveryStream: 'lake', limit: 'bytes' },
  'transform-failing': {
    type: 'transform-failing',
    deliveryStream: 'lake',
    errorCode: 'Lambda.FunctionError',
    errorMessage: 'amount is not defined',
    attempts: 4,
  },
  'transform-recovered': { type: 'transform-recovered', deliveryStream: 'lake' },
  'records-failing': {
    type: 'records-failing',
    deliveryStream: 'lake',
    folder: 'processing-failed',
    errorCode: 'Lambda.ProcessingFailedStatus',
    errorMessage: 'ProcessingFailed',
    records: 12,
  },
  'delivery-failing': {
    type: 'delivery-failing',
    deliveryStream: 'lake',
    errorCode: 'S3.InternalError',
    errorMessage: 'S3 is out of reach',
    retryUntilUs: null,
  },
  'delivery-recovered': { type: 'delivery-recovered', deliveryStream: 'lake' },
  'delivery-records-lost': { type: 'delivery-records-lost', deliveryStream: 'lake', reason: 'payload-too-large', records: 100 },
  'delivery-duplicated': { type: 'delivery-duplicated', deliveryStream: 'lake', records: 100, because: 'answer-lost' },
  'buffer-grown': { type: 'buffer-grown', deliveryStream: 'lake', sizeHintBytes: 10_485_760 },
  'stream-status-changed': { type: 'stream-status-changed', stream: 'orders', from: 'ACTIVE', to: 'UPDATING' },
  'retention-changed': { type: 'retention-changed', stream: 'orders', fromHours: 24, toHours: 48 },
  'shard-split': {
    type: 'shard-split',
    stream: 'orders',
    shardId: SHARD,
    children: CHILDREN,
    newStartingHashKey: '1',
    closesAtUs: 30_000_000,
    opensAtUs: 30_000_000,
  },
  'shards-merged': {
    type: 'shards-merged',
    stream: 'orders',
    shardIds: CHILDREN,
    child: 'shardId-000000000006',
    closesAtUs: 30_000_000,
    opensAtUs: 30_000_000,
  },
  'scaling-started': { type: 'scaling-started', stream: 'orders', fromShards: 4, toShards: 8, steps: 4 },
  'scaling-finished': { type: 'scaling-finished', stream: 'orders' },
  'shard-closed': { type: 'shard-closed', stream: 'orders', shardId: SHARD, children: CHILDREN },
  'shard-opened': { type: 'shard-opened', stream: 'orders', shardId: CHILDREN[0], parents: [SHARD] },
  'shard-expired': { type: 'shard-expired', stream: 'orders', shardId: SHARD },
  'consumer-status-changed': { type: 'consumer-status-changed', stream: 'orders', consumer: 'fraud', from: 'CREATING', to: 'ACTIVE' },
  'subscription-started': { type: 'subscription-started', stream: 'orders', shardId: SHARD, consumer: 'fraud' },
  'subscription-ended': { type: 'subscription-ended', stream: 'orders', shardId: SHARD, consumer: 'fraud', how: 'expired' },
  'write-throttling-started': {
    type: 'write-throttling-started',
    stream: 'orders',
    shardId: SHARD,
    limit: 'records',
    limitPerSecond: 1000,
    usedInLastSecond: 1000,
    producer: 'checkout',
    topKey: 'FR',
    topKeyShare: 0.81,
    refused: { position: 41_000, key: 'FR', bytes: 202, attempt: 1 },
  },
  'write-throttling-ended': {
    type: 'write-throttling-ended',
    stream: 'orders',
    shardId: SHARD,
    refusedRecords: 5321,
    lastedUs: 12_400_000,
  },
  'read-throttling-started': { type: 'read-throttling-started', stream: 'orders', shardId: SHARD, limit: 'calls', consumer: 'fraud' },
  'read-throttling-ended': { type: 'read-throttling-ended', stream: 'orders', shardId: SHARD, refusedCalls: 12, lastedUs: 2_000_000 },
  'records-lost': {
    type: 'records-lost',
    producer: 'checkout',
    records: 17,
    reason: 'attempts',
    attempts: 10,
    throttles: [{ seq: 1, records: 17 }],
  },
  'records-duplicated': {
    type: 'records-duplicated',
    producer: 'checkout',
    records: 412,
    reason: 'whole-call',
    call: { atUs: 41_000_000, records: 500, refused: 88, attempt: 1 },
    throttles: [{ seq: 1, records: 88 }],
  },
  'fault-struck': { type: 'fault-struck', fault: { kind: 'zone-loss', zone: 'us-east-1a' } },
  'fault-began': { type: 'fault-began', id: 'fault-1', fault: { kind: 'poison-record', consumer: 'fraud', shardId: SHARD } },
  'fault-ended': {
    type: 'fault-ended',
    id: 'fault-1',
    fault: { kind: 'worker-freeze', consumer: 'fraud', worker: 'w-1', forMs: 20_000 },
    by: 'time',
    lastedUs: 20_000_000,
  },
  'dataset-ended': { type: 'dataset-ended', producer: 'strikes', rows: 10_000 },
  'reading-started': { type: 'reading-started', consumer: 'fraud', shardId: SHARD, from: 'TRIM_HORIZON' },
  'shard-drained': { type: 'shard-drained', consumer: 'fraud', shardId: SHARD, children: CHILDREN },
  'iterator-expired': {
    type: 'iterator-expired',
    consumer: 'fraud',
    shardId: SHARD,
    issuedUs: 0,
    records: 10_000,
    busyUs: 301_000_000,
  },
  'unread-records-trimmed': {
    type: 'unread-records-trimmed',
    consumer: 'fraud',
    shardId: SHARD,
    records: 300,
    retentionHours: 24,
    lastReadUs: 1_000_000,
  },
  'reading-fell-behind': {
    type: 'reading-fell-behind',
    consumer: 'fraud',
    shardId: SHARD,
    ageMs: 7_200,
    firstUnread: 1_000,
    records: 5_760,
    reason: 'processing',
    arrivingPerSecond: 800,
    canTakePerSecond: 500,
  },
  'reading-caught-up': { type: 'reading-caught-up', consumer: 'fraud', shardId: SHARD, lastedUs: 12_000_000 },
  'worker-started': { type: 'worker-started', consumer: 'fraud', worker: 'worker-1', instance: 'i-1', zone: 'us-east-1a' },
  'worker-stopped': { type: 'worker-stopped', consumer: 'fraud', worker: 'worker-1', how: 'crashed' },
  'leases-created': { type: 'leases-created', consumer: 'fraud', worker: 'worker-1', why: 'children', shardIds: CHILDREN },
  'leases-taken': { type: 'leases-taken', consumer: 'fraud', worker: 'worker-2', from: 'worker-1', how: 'expired', shardIds: [SHARD] },
  'leases-lost': { type: 'leases-lost', consumer: 'fraud', worker: 'worker-1', how: 'taken', shardIds: [SHARD] },
  'leader-elected': { type: 'leader-elected', consumer: 'fraud', worker: 'worker-2' },
  'lease-table-throttled': { type: 'lease-table-throttled', consumer: 'fraud', readUnits: 1, writeUnits: 2 },
  'mapping-state-changed': { type: 'mapping-state-changed', consumer: 'fraud', from: 'Creating', to: 'Enabled' },
  'batch-failed': { type: 'batch-failed', consumer: 'fraud', shardId: SHARD, records: 100, functionError: true },
  'batch-discarded': {
    type: 'batch-discarded',
    consumer: 'fraud',
    shardId: SHARD,
    records: 100,
    condition: 'RetryAttemptsExhausted',
    diverted: true,
  },
  'shard-blocked': { type: 'shard-blocked', consumer: 'fraud', shardId: SHARD, by: 'poison-record', sinceUs: 3_000_000 },
  'shard-unblocked': { type: 'shard-unblocked', consumer: 'fraud', shardId: SHARD, lastedUs: 90_000_000 },
  'invocations-throttled': { type: 'invocations-throttled', consumer: 'fraud', concurrencyLimit: 2 },
  'record-put': { type: 'record-put', stream: 'orders', shardId: SHARD, partitionKey: 'FR', sequenceNumber: '4959' },
};

function happened(body: EventBody): EngineEvent {
  return { ...body, seq: 1, atUs: 41_263_000, cause: null };
}

/** Numbers are grouped by narrow no-break spaces. */
function spoken(body: EventBody): string {
  return sentenceOf(happened(body)).text.replaceAll('\u202F', ' ');
}

describe('sentences', () => {
  it.each(Object.values(examples))('says $type', (body) => {
    const sentence = sentenceOf(happened(body));
    expect(sentence.atLabel).toBe('00:41.26');
    expect(sentence.text).toMatch(/^[\p{L}].*[.]$/u);
    expect(sentence.text).not.toMatch(/undefined|NaN|null|\[object/);
    expect(['limit', 'good', 'stream', 'learner'] satisfies Tone[]).toContain(sentence.tone);
  });

  it('names the limit that was met, and the key behind it', () => {
    expect(spoken(examples['write-throttling-started'])).toBe(
      'ProvisionedThroughputExceededException on shard-2: 1 000 of 1 000 records/s used up; 81 % carry key FR.',
    );
  });

  it('says no more than the limit in one second, also where saved budget let more pass', () => {
    expect(spoken({ ...examples['write-throttling-started'], usedInLastSecond: 1653 })).toContain('1 000 of 1 000 records/s used up');
  });

  it('gives bytes in MiB', () => {
    const bytes: EventBody = {
      ...examples['write-throttling-started'],
      limit: 'bytes',
      limitPerSecond: 1_048_576,
      usedInLastSecond: 1_048_576,
      topKey: null,
    };
    expect(spoken(bytes)).toBe('ProvisionedThroughputExceededException on shard-2: 1.00 of 1.00 MiB/s used up.');
  });

  it('explains every limit', () => {
    const limits = Object.values(examples).filter((body) => sentenceOf(happened(body)).tone === 'limit');
    expect(limits.length).toBeGreaterThan(3);
    for (const body of limits) expect(sentenceOf(happened(body)).why).toMatch(/\.$/);
  });

  it('advises to spread a key only where one key is the reason', () => {
    const why = (topKeyShare: number) => sentenceOf(happened({ ...examples['write-throttling-started'], topKeyShare })).why;
    expect(why(0.81)).toContain('spread key FR');
    expect(why(0.2)).toContain('Split the shard');
  });

  it('advises after a refusal by what AWS calls it', () => {
    const why = (error: string) => sentenceOf(happened({ type: 'command-refused', error, message: 'No.' })).why;
    expect(why('ResourceInUseException')).toContain('Wait until it is ACTIVE');
    expect(why('toString')).toBe('The message says which rule the command broke. A refused command changes nothing.');
  });

  it('says AWS’s words about a refusal', () => {
    expect(spoken(examples['command-refused'])).toBe('Refused with ResourceInUseException: Stream orders is not ACTIVE.');
  });

  it.each([
    [newPollingConsumer, 'You added consumer mine, reading from LATEST.'],
    [newFanOutConsumer, 'You added consumer mine (enhanced fan-out, records are pushed), reading from LATEST.'],
    [newKclConsumer, 'You added KCL application mine (KCL 3.x with 2 workers, polling every 1.5 s), reading from TRIM_HORIZON.'],
    [newLambdaConsumer, 'You added Lambda function mine (Lambda in batches of up to 100, polling), reading from LATEST.'],
  ])('says which kind of consumer was added, %#', (make, said) => {
    const consumer = { ...make('orders', []), id: 'mine' };
    expect(spoken({ type: 'command-given', command: { type: 'add-consumer', consumer } })).toBe(said);
  });

  it.each([
    [{ type: 'AT_TIMESTAMP', epochMs: Date.UTC(2026, 10, 20, 5, 3, 41, 500) }, 'AT_TIMESTAMP 05:03:41.500 UTC'],
    [
      { type: 'AFTER_SEQUENCE_NUMBER', shardId: SHARD, sequenceNumber: '4959033827149025660000000017' },
      'AFTER_SEQUENCE_NUMBER …000017 of shard 2',
    ],
  ] as const)('says where a consumer is to begin: %j', (start, said) => {
    const consumer = { ...newPollingConsumer('orders', []), start };
    expect(spoken({ type: 'command-given', command: { type: 'update-consumer', consumer } })).toContain(said);
  });

  it('says what a producer was set to', () => {
    const body: EventBody = {
      type: 'command-given',
      command: {
        type: 'update-producer',
        producer: {
          id: 'checkout',
          stream: 'orders',
          source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 300 }, keys: { kind: 'hot', keys: 12, share: 0.8, prefix: 'k-' } },
          rate: { kind: 'constant', perSecond: 2400 },
          calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
          failures: { resend: 'ignore', backoff: { kind: 'none' }, maxAttempts: 1 },
        },
      },
    };
    expect(spoken(body)).toBe(
      'You set producer checkout to 2 400 records/s, 80 % on one of 12 partition keys, PutRecords of up to 100, no second attempt.',
    );
  });
});
