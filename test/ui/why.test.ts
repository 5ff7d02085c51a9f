import { describe, expect, it } from 'vitest';
import type { EngineEvent, EventBody } from '../../src/engine/events.ts';
import type { ExplanationStep, HitLimit } from '../../src/engine/explain/explanation.ts';
import { quotasOf } from '../../src/engine/kinesis/quotas.ts';
import { QUOTA_SOURCES } from '../../src/engine/kinesis/quota-sources.ts';
import { limitFact, limitSentence, placeOfLimit, usedShare } from '../../src/ui/why/limit-sentences.ts';
import { announcementOf, questionOf } from '../../src/ui/why/questions.ts';
import { type ChainContext, stepWords } from '../../src/ui/why/step-sentences.ts';

const SHARD = 'shardId-000000000002';
const quotas = QUOTA_SOURCES.map((source) => ({ ...source, value: quotasOf('2026')[source.key] }));

/** Numbers are grouped by narrow no-break spaces. */
const plain = (text: string) => text.replaceAll('\u202F', ' ');

function happened(body: EventBody, seq = 1, atUs = 41_998_000): EngineEvent {
  return { ...body, seq, atUs, cause: null };
}

const throttled: EventBody = {
  type: 'write-throttling-started',
  stream: 'orders',
  shardId: SHARD,
  limit: 'records',
  limitPerSecond: 1000,
  usedInLastSecond: 1000,
  producer: 'checkout-events',
  topKey: 'FR',
  topKeyShare: 0.812,
  refused: { position: 1000, key: 'FR', bytes: 1258, attempt: 1 },
};

const NOTHING_KNOWN: ChainContext = { events: [], scenario: null };

function said(step: Partial<ExplanationStep> & Pick<ExplanationStep, 'kind'>, context = NOTHING_KNOWN): string {
  return plain(stepWords({ atUs: 41_000_000, untilUs: 41_000_000, about: {}, ...step } as ExplanationStep, context).text);
}

type Records = Extract<ExplanationStep, { kind: 'records' }>;
function records(changes: Partial<Records>): Records {
  return {
    kind: 'records',
    atUs: 41_000_000,
    untilUs: 41_998_000,
    about: { shardId: SHARD },
    shardId: SHARD,
    from: 0,
    to: 1000,
    records: 1000,
    bytes: 1_258_291,
    byKey: [
      { key: 'FR', records: 812 },
      { key: 'DE', records: 188 },
    ],
    byProducer: [{ producer: 'checkout-events', records: 1000 }],
    ...changes,
  };
}

describe('a step in words', () => {
  it('says what an event of the history says', () => {
    const events = [happened({ type: 'command-given', command: { type: 'remove-producer', id: 'access.log' } }, 1, 12_000_000)];
    const words = stepWords({ kind: 'event', seq: 1, atUs: 12_000_000, untilUs: 12_000_000, about: {} }, { ...NOTHING_KNOWN, events });
    expect(words).toMatchObject({ atLabel: '00:12.000', text: 'You removed producer access.log.', seekUs: 12_000_000 });
  });

  it('says how the scenario begins, with the producer’s own figures where they are known', () => {
    const step = { kind: 'scenario', what: 'producer', id: 'checkout-events' } as const;
    expect(said(step)).toBe('The scenario begins with producer checkout-events.');
    const scenario: ChainContext['scenario'] = {
      producers: [
        {
          id: 'checkout-events',
          stream: 'orders',
          source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 300 }, keys: { kind: 'one', prefix: 'k' } },
          rate: { kind: 'constant', perSecond: 1850 },
          calls: { api: 'PutRecords', batchSize: 50, lingerMs: 100 },
          failures: { resend: 'failed', backoff: { kind: 'none' }, maxAttempts: 5 },
        },
      ],
      consumers: [],
    };
    expect(said(step, { events: [], scenario })).toBe(
      'The scenario begins with producer checkout-events: 1 850 records/s, one partition key, PutRecords of up to 50, 5 attempts for refused records.',
    );
  });

  it('gives the records of a span, its times to the millisecond, and the keys that make it', () => {
    const words = stepWords(records({}), NOTHING_KNOWN);
    expect(words.atLabel).toBe('00:41.000 to 00:41.998');
    expect(plain(words.text)).toBe('shard-2 took 1 000 records (1.20 MiB); 812 of them carry key FR, 188 key DE.');
  });

  it('says it of all, of one and of none', () => {
    expect(said(records({ byKey: [{ key: 'FR', records: 1000 }] }))).toContain('; all of them carry key FR.');
    expect(said(records({ records: 1, bytes: 1, byKey: [{ key: 'FR', records: 1 }] }))).toBe('shard-2 took 1 record (1 byte) with key FR.');
    const many = Array.from({ length: 40 }, (_, i) => ({ key: `k-${i}`, records: 25 }));
    expect(said(records({ byKey: many }))).toContain('; no key has more than 25 of them.');
    expect(said(records({ byKey: [] }))).toBe('shard-2 took 1 000 records (1.20 MiB).');
  });

  it('names producers where there are several, and never the group of all the rest', () => {
    const text = said(
      records({
        byKey: [
          { key: 'FR', records: 600 },
          { key: '', records: 400 },
        ],
        byProducer: [
          { producer: 'checkout-events', records: 900 },
          { producer: 'access.log', records: 100 },
        ],
      }),
    );
    expect(text).toBe('shard-2 took 1 000 records (1.20 MiB); 600 of them carry key FR; 900 from checkout-events and 100 from access.log.');
  });

  it('tells of a refused record, and which attempt it was', () => {
    const step = { kind: 'refused-record', shardId: SHARD, key: 'FR', bytes: 1258, producer: 'checkout-events', attempt: 1 } as const;
    expect(said(step)).toBe('shard-2 refused the next record: 1 258 bytes with key FR from checkout-events.');
    expect(said({ ...step, attempt: 3 })).toBe(
      'shard-2 refused the next record: 1 258 bytes with key FR from checkout-events, at attempt 3.',
    );
  });

  it('counts calls by consumer, the busiest first', () => {
    const call = (consumer: string) => ({ atUs: 41_000_000, consumer, bytes: 524_288 });
    expect(said({ kind: 'calls', shardId: SHARD, calls: [call('fraud')] })).toBe(
      'shard-2 answered 1 GetRecords call by fraud with 0.50 MiB.',
    );
    expect(said({ kind: 'calls', shardId: SHARD, calls: [call('audit'), ...Array.from({ length: 4 }, () => call('fraud'))] })).toBe(
      'shard-2 answered 5 GetRecords calls with 2.50 MiB: 4 by fraud and 1 by audit.',
    );
  });

  it('says of records that a reader has not read them, where that is what they stand for', () => {
    const behind: EventBody = {
      type: 'reading-fell-behind',
      consumer: 'fraud',
      shardId: SHARD,
      ageMs: 7000,
      firstUnread: 0,
      records: 1000,
      reason: 'processing',
      arrivingPerSecond: 143,
      canTakePerSecond: 100,
    };
    const context: ChainContext = { events: [happened(behind)], scenario: null };
    const next: ExplanationStep = { kind: 'event', seq: 1, atUs: 41_998_000, untilUs: 41_998_000, about: {} };
    const text = plain(stepWords(records({ byKey: [] }), context, next).text);
    expect(text).toBe('shard-2 took 1 000 records (1.20 MiB) that fraud has not read.');
  });

  it('tells of a call that was refused in part, and of a page that took long', () => {
    const call = { kind: 'partly-refused-call', producer: 'checkout', records: 100, refused: 23, attempt: 1 } as const;
    expect(said(call)).toBe('23 of the 100 records in a PutRecords call of checkout failed; it sent all of them again.');
    const page = { kind: 'page', shardId: SHARD, consumer: 'fraud', records: 10_000, busyUs: 360_000_000 } as const;
    expect(said(page)).toBe('fraud worked on a page of 10 000 records of shard-2 for 6 min 0 s.');
  });

  it('leads to the end of a span and selects what it is about', () => {
    expect(stepWords(records({}), NOTHING_KNOWN)).toMatchObject({ seekUs: 41_998_000, selection: { kind: 'shard', id: SHARD } });
    const at = { atUs: 1, untilUs: 1 };
    const selected = (step: ExplanationStep) => stepWords(step, NOTHING_KNOWN).selection;
    expect(selected({ ...at, kind: 'scenario', what: 'consumer', id: 'fraud', about: {} })).toEqual({ kind: 'consumer', id: 'fraud' });
    expect(selected({ ...at, kind: 'event', seq: 1, about: { producer: 'p' } })).toEqual({ kind: 'producer', id: 'p' });
    expect(selected({ ...at, kind: 'event', seq: 1, about: {} })).toBeNull();
  });
});

describe('a limit in words', () => {
  const limit: HitLimit = {
    quota: 'shardWriteRecordsPerSecond',
    of: SHARD,
    unit: 'records',
    allows: 1000,
    used: 1000,
    budget: 1000,
    sinceUs: 41_000_000,
    untilUs: 41_000_000,
  };

  it('says what was used of what, since when', () => {
    expect(plain(limitSentence({ ...limit, untilUs: 41_998_000, allows: 1000 }))).toBe(
      'shard-2 had used 1 000 of 1 000 records since 00:41.000.',
    );
  });

  it('tells what had been saved from what was given meanwhile', () => {
    // 1 000 saved by an idle second, then 1.25 s at 1 000 records/s.
    expect(plain(limitSentence({ ...limit, used: 2250, budget: 2250, untilUs: 42_250_000 }))).toBe(
      'shard-2 had used 2 250 of 2 250 records since 00:41.000: 1 000 saved before, and 1 250 given in 1.3 s at 1 000 records/s.',
    );
    // 15 MiB saved, nothing given yet.
    const burst: HitLimit = { ...limit, unit: 'bytes', allows: 1_048_576, used: 15_728_640, budget: 15_728_640 };
    expect(plain(limitSentence(burst))).toBe('shard-2 had used 15.00 of 15.00 MiB since 00:41.000: all of it saved before.');
  });

  it('has the right noun for each unit, in the singular too', () => {
    const sentence = (changes: Partial<HitLimit>) => plain(limitSentence({ ...limit, ...changes }));
    expect(sentence({ unit: 'calls', allows: 5, used: 5, budget: 5 })).toBe('shard-2 had used 5 of 5 calls since 00:41.000.');
    expect(sentence({ quota: null, of: 'checkout', unit: 'attempts', allows: 1, used: 1, budget: 1 })).toBe(
      'checkout had used 1 of 1 attempt since 00:41.000.',
    );
  });

  it('compares what came with what a reader can take', () => {
    // Ten seconds at 400 records/s came; the reader takes 250 a second.
    const reader: HitLimit = { ...limit, quota: null, of: 'fraud', allows: 250, used: 4000, budget: 2500, untilUs: 51_000_000 };
    expect(plain(limitSentence(reader))).toBe('Since 00:41.000, 4 000 records came; in these 10 s fraud can take 2 500, at 250 records/s.');
  });

  it('compares ages: of an iterator, and of a record with the retention period', () => {
    const seconds = (value: number) => value * 1e6;
    const iterator: Partial<HitLimit> = { quota: 'iteratorLifeSeconds', used: seconds(302), allows: seconds(300), budget: seconds(300) };
    expect(plain(limitSentence({ ...limit, ...iterator, unit: 'microseconds' }))).toBe(
      'The iterator of shard-2 was 5 min 2 s old; it is good for 5 min 0 s.',
    );
    const kept: Partial<HitLimit> = { quota: null, of: 'orders', used: seconds(90_000), allows: seconds(86_400), budget: seconds(86_400) };
    expect(plain(limitSentence({ ...limit, ...kept, unit: 'microseconds' }))).toBe(
      'What came at 00:41.000 was 25.0 h old; orders keeps records for 24.0 h.',
    );
  });

  it('tells what is still owed for a page larger than the budget', () => {
    const MIB = 1_048_576;
    const page: HitLimit = {
      quota: 'shardReadBytesPerSecond',
      of: SHARD,
      unit: 'bytes',
      allows: 2 * MIB,
      used: 7 * MIB,
      budget: 3 * MIB,
      sinceUs: 41_000_000,
      untilUs: 42_500_000,
    };
    expect(plain(limitSentence(page))).toBe(
      'shard-2 had given out 7.00 MiB since 00:41.000; only 3.00 MiB of that was covered by then, at 2.00 MiB/s.',
    );
  });

  it('draws no more than a full budget', () => {
    expect(usedShare(limit)).toBe(1);
    expect(usedShare({ ...limit, used: 250 })).toBe(0.25);
    expect(usedShare({ ...limit, used: 4000 })).toBe(1);
  });

  it('takes title, value and source from the run’s own quotas', () => {
    expect(limitFact(limit, quotas)).toMatchObject({
      title: 'Write limit per shard, records',
      value: '1\u202F000 records/s',
      origin: { source: 'Amazon Kinesis Data Streams API reference, CreateStream' },
    });
    expect(limitFact({ ...limit, quota: 'shardWriteBytesPerSecond' }, quotas).value).toBe('1 MiB/s');
  });

  it('calls a setting a setting', () => {
    const attempts = limitFact({ ...limit, quota: null, of: 'checkout', unit: 'attempts', allows: 5 }, quotas);
    expect(attempts).toEqual({ title: 'Attempts, as set for this producer', value: '5 attempts', origin: null });
  });
});

describe('the place of the limit in the chain', () => {
  const event = (seq: number, atUs: number): ExplanationStep => ({ kind: 'event', seq, atUs, untilUs: atUs, about: {} });
  const limit: HitLimit = {
    quota: 'shardWriteRecordsPerSecond',
    of: SHARD,
    unit: 'records',
    allows: 1000,
    used: 1000,
    budget: 1000,
    sinceUs: 41_000_000,
    untilUs: 41_998_000,
  };

  it('is right before the event that tells of it, also where more follows', () => {
    expect(placeOfLimit([event(1, 12_000_000), records({}), event(2, 41_998_000), event(3, 45_000_000)], limit)).toBe(2);
  });

  it('is before the last step at the latest', () => {
    expect(placeOfLimit([event(1, 0), event(2, 9_000_000)], limit)).toBe(1);
  });
});

describe('the question', () => {
  it('is about what was asked', () => {
    expect(questionOf(happened(throttled))).toBe('Why did shard-2 refuse records?');
    expect(
      questionOf(happened({ type: 'records-lost', producer: 'checkout', records: 1, reason: 'attempts', attempts: 5, throttles: [] })),
    ).toBe('Why did checkout lose 1 record?');
  });

  it('is said aloud once, with the length of the chain and the limit', () => {
    const event = happened(throttled);
    expect(announcementOf(event, null)).toBe('Why did shard-2 refuse records? No causes are at hand.');
    const limit: HitLimit = {
      quota: 'shardWriteRecordsPerSecond',
      of: SHARD,
      unit: 'records',
      allows: 1000,
      used: 1000,
      budget: 1000,
      sinceUs: 41_000_000,
      untilUs: 41_998_000,
    };
    const steps: ExplanationStep[] = [records({}), { kind: 'event', seq: 1, atUs: 41_998_000, untilUs: 41_998_000, about: {} }];
    expect(plain(announcementOf(event, { seq: 1, steps, limit }))).toBe(
      'Why did shard-2 refuse records? 2 steps, marked on Stage and timeline. shard-2 had used 1 000 of 1 000 records since 00:41.000.',
    );
  });
});
