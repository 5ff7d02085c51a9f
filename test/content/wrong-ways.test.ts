/** Ways round an exercise that no near miss stands for: what a learner tries who looks for a hole. None may earn three stars. And good ways that were refused once. */
import { expect, test } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import { drawNumbers } from '../../src/content/learning/draw.ts';
import { startRound, type Round } from '../../src/content/learning/round.ts';
import type { Command } from '../../src/engine/commands.ts';
import type { KclConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { whyLocked } from '../../src/judge/allowed.ts';
import { play } from './examine-exercises.ts';

const exerciseOf = (id: string) => exercises.find((exercise) => exercise.id === id)!;
const at = (seconds: number, command: Command) => ({ at: seconds * 1_000_000, command });

/** What stops it, where the command is not allowed; null where it is. */
function lockOf(id: string, commandOf: (round: Round) => Command): string | null {
  const round = startRound(exerciseOf(id), '1');
  const { producers, consumers, deliveryStreams = [] } = round.scenario;
  return whyLocked(exerciseOf(id).allows, commandOf(round), { producers, consumers, deliveryStreams });
}

test('hot-key: most phones cannot be made fewer', () => {
  const lock = lockOf('hot-key', ({ scenario }) => {
    const [producer] = scenario.producers;
    const source = producer!.source as Extract<typeof producer.source, { kind: 'synthetic' }>;
    return {
      type: 'update-producer',
      producer: { ...producer!, source: { ...source, keys: { ...source.keys, share: 0.05 } as typeof source.keys } },
    };
  });
  expect(lock).toContain('The share of the hot key of telemetry cannot be changed here.');
});

test('hot-key: ten models are too few for four shards, though each were as frequent as the others', () => {
  const { verdict, missed, locked } = play(exerciseOf('hot-key'), '1', ({ scenario }) => {
    const [producer] = scenario.producers;
    const { keys } = producer!.source as Extract<typeof producer.source, { kind: 'synthetic' }>;
    const level = { kind: 'uniform', keys: (keys as { keys: number }).keys, prefix: keys.prefix };
    return [
      at(20, {
        type: 'update-producer',
        producer: { ...producer!, source: { ...producer!.source, keys: level } as typeof producer.source },
      }),
    ];
  });
  expect(locked).toEqual([]);
  expect(missed).toContain('throttling');
  expect(verdict.stars).toBe(0);
});

test('tiny-records: large records at any rate that the shard bears are not the readings', () => {
  const { verdict, missed, locked } = play(exerciseOf('tiny-records'), '1', ({ scenario }) => {
    const [producer] = scenario.producers;
    const source = { ...producer!.source, size: { kind: 'fixed', bytes: 20_000 } } as typeof producer.source;
    return [at(10, { type: 'update-producer', producer: { ...producer!, rate: { kind: 'constant', perSecond: 50 }, source } })];
  });
  expect(locked).toEqual([]);
  expect(missed).toEqual(['nothing-else']);
  expect(verdict.stars).toBe(1);
});

/** The seed of the fewest clicks: what three shards fall behind by is least. */
const seedOfFewest = () => {
  const { numbers } = exerciseOf('five-readers-cheap');
  for (let seed = 1; ; seed++) {
    const drawn = drawNumbers(numbers, `five-readers-cheap:${seed.toString(16)}`)['perSecond'];
    if (drawn === numbers['perSecond']!.from) return seed.toString(16);
  }
};

test.each([270, 285])(
  'five-readers-cheap: three shards that begin with nothing unread are too few all the same, from %i s on',
  (seconds) => {
    const shards = (targetShardCount: number) => ({ type: 'update-shard-count', stream: 'clicks', targetShardCount }) as const;
    const { verdict, missed, locked } = play(exerciseOf('five-readers-cheap'), seedOfFewest(), () => [
      at(5, shards(4)),
      at(seconds, shards(3)),
    ]);
    expect(locked).toEqual([]);
    expect(missed).toContain('ten-seconds');
    expect(verdict.stars).toBeLessThan(2);
  },
);

test('retention: the loader cannot take the whole sale into its own memory', () => {
  const lock = lockOf('retention', ({ scenario }) => {
    const [consumer] = scenario.consumers;
    return { type: 'update-consumer', consumer: { ...consumer!, limit: 10_000 } as typeof consumer };
  });
  expect(lock).toContain('Limit of loader cannot be changed here.');
});

/** A seed for each of the two shards that a cut into thirds goes through. */
const seedsByShard = [1, 2].map((shard) => {
  const { numbers } = exerciseOf('split-the-right-shard');
  for (let seed = 1; ; seed++) {
    if (drawNumbers(numbers, `split-the-right-shard:${seed.toString(16)}`)['shard'] === shard) return [shard, seed.toString(16)] as const;
  }
});

test.each(seedsByShard)('split-the-right-shard: fewer equal shards do not cut the crowd on shard %i, seed %s', (_, seed) => {
  const { verdict, missed, locked } = play(exerciseOf('split-the-right-shard'), seed, () => [
    at(20, { type: 'update-shard-count', stream: 'telemetry', targetShardCount: 3 }),
  ]);
  expect(locked).toEqual([]);
  expect(missed).toContain('throttling');
  expect(verdict.stars).toBe(0);
});

test('launch-day: patience instead of shards is found out', () => {
  const { verdict, locked } = play(exerciseOf('launch-day'), '1', ({ scenario }) => [
    at(20, {
      type: 'update-producer',
      producer: {
        ...scenario.producers[0]!,
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 60_000, maxMs: 60_000, jitter: true }, maxAttempts: 20 },
      },
    }),
  ]);
  expect(locked).toEqual([]);
  expect(verdict.stars).toBe(0);
});

test('five-readers-fast: the most of everything is not paid for', () => {
  const { verdict, missed, locked } = play(exerciseOf('five-readers-fast'), '1', ({ scenario }) => [
    at(10, { type: 'update-shard-count', stream: 'payments', targetShardCount: 4 }),
    ...scenario.consumers.map(({ id }) =>
      at(50, {
        type: 'update-consumer',
        consumer: { kind: 'fan-out', id, stream: 'payments', start: 'TRIM_HORIZON', processingUsPerRecord: 0 },
      }),
    ),
  ]);
  expect(locked).toEqual([]);
  expect(missed).toEqual(['bill']);
  expect(verdict.stars).toBe(2);
});

/** Waits that all grow alike: first and longest, ms. */
const WITHOUT_JITTER = [
  [1000, 60_000],
  [2000, 20_000],
  [4000, 10_000],
  [4000, 20_000],
  [6000, 20_000],
  [8000, 8000],
  [8000, 20_000],
  [12_000, 20_000],
  [20_000, 20_000],
] as const;

test.each(WITHOUT_JITTER)('retry-storm: without jitter the waves go on, first wait %i ms, longest %i ms', (baseMs, maxMs) => {
  const { verdict, locked } = play(exerciseOf('retry-storm'), '1', ({ scenario }) => [
    at(20, {
      type: 'update-producer',
      producer: {
        ...scenario.producers[0]!,
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs, maxMs, jitter: false }, maxAttempts: 20 },
      },
    }),
  ]);
  expect(locked).toEqual([]);
  expect(verdict.stars).toBeLessThan(3);
});

/** The times and the numbers at which workers once lost their leases to the change itself. */
test.each([
  ['4', 45, 8000],
  ['4', 59, 8000],
  ['6', 55, 10_000],
] as const)(
  'worker-failover: whoever sets it up within the first minute has done so, seed %s at %i s, %i ms',
  (seed, atSeconds, failoverTimeMs) => {
    const { verdict, missed, locked } = play(exerciseOf('worker-failover'), seed, ({ scenario }) => [
      at(atSeconds, {
        type: 'update-consumer',
        consumer: { ...(scenario.consumers[0] as KclConsumerSpec), failoverTimeMs, checkpoint: { kind: 'batch' } },
      }),
    ]);
    expect({ stars: verdict.stars, missed, locked }).toEqual({ stars: 3, missed: [], locked: [] });
  },
);

const HOUR = 3600;

test('retention: what was loaded before a restart at LATEST stays loaded, and is not enough', () => {
  const { verdict, missed } = play(exerciseOf('retention'), '1', ({ scenario }) => [
    at(16 * HOUR, { type: 'update-consumer', consumer: { ...scenario.consumers[0]!, start: 'LATEST' } }),
  ]);
  expect(missed).toContain('every-order');
  const share = verdict.goals.find(({ goal }) => goal.id === 'every-order')!.measured!;
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.5);
});

test('retention: orders that were trimmed are not brought back by a restart', () => {
  const { verdict, missed, locked } = play(exerciseOf('retention'), '1', ({ scenario }) => [
    at(29.5 * HOUR, { type: 'set-retention', stream: 'orders', hours: 48 }),
    at(30 * HOUR, {
      type: 'update-consumer',
      consumer: { ...scenario.consumers[0]!, start: { type: 'AT_TIMESTAMP', epochMs: scenario.startEpochMs + 5.2 * HOUR * 1000 } },
    }),
    at(40.5 * HOUR, { type: 'set-retention', stream: 'orders', hours: 24 }),
  ]);
  expect(locked).toEqual([]);
  expect(missed).toContain('nothing-trimmed');
  expect(verdict.stars).toBe(0);
});

test('retention: a restart at the order that is next skips nothing, and is no fault', () => {
  const exercise = exerciseOf('retention');
  const { verdict, missed, locked } = play(exercise, '1', ({ scenario, numbers }) => {
    const [keepLonger, backToADay] = exercise.solution(numbers);
    const start = { type: 'AT_TIMESTAMP', epochMs: scenario.startEpochMs + 3 * HOUR * 1000 } as const;
    return [keepLonger!, at(20 * HOUR, { type: 'update-consumer', consumer: { ...scenario.consumers[0]!, start } }), backToADay!];
  });
  expect({ stars: verdict.stars, missed, locked }).toEqual({ stars: 3, missed: [], locked: [] });
});

test('firehose-buffers: 250 s are 14.4 objects an hour, whatever twenty minutes have room for', () => {
  const { missed, locked } = play(exerciseOf('firehose-buffers'), '1', ({ scenario }) => [
    at(20, {
      type: 'update-delivery-stream',
      deliveryStream: { ...scenario.deliveryStreams![0]!, buffering: { sizeMiB: 128, intervalSeconds: 250 } },
    }),
  ]);
  expect(locked).toEqual([]);
  expect(missed).toEqual(['few']);
});

test.each([
  ['nothing', "''"],
  ['another text', "Buffer.from('x').toString('base64')"],
  ['the order without its total', 'data'],
])('firehose-transform: answering Ok with %s delivers no order', (_, answer) => {
  const { verdict, missed, locked } = play(exerciseOf('firehose-transform'), '1', ({ scenario }) => {
    const [before] = scenario.deliveryStreams!;
    const code = `export const handler = async (event) => ({ records: event.records.map(({ recordId, data }) => {
      const { amount } = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
      return amount > 950 ? { recordId, result: 'ProcessingFailed', data } : { recordId, result: 'Ok', data: ${answer} };
    }) });`;
    return [at(20, { type: 'update-delivery-stream', deliveryStream: { ...before!, transform: { ...before!.transform!, code } } })];
  });
  expect(locked).toEqual([]);
  expect(missed).toEqual(['good-delivered']);
  expect(verdict.stars).toBe(0);
});

test('retry-storm: single records without jitter come in waves as well', () => {
  const { verdict, missed, locked } = play(exerciseOf('retry-storm'), '1', ({ scenario }) => [
    at(20, {
      type: 'update-producer',
      producer: {
        ...scenario.producers[0]!,
        calls: { api: 'PutRecord' },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 10_000, maxMs: 60_000, jitter: false }, maxAttempts: 20 },
      },
    }),
  ]);
  expect(locked).toEqual([]);
  expect(missed).toContain('all-there');
  expect(verdict.stars).toBe(0);
});

test.each([150, 175, 195])('iterator-expiry: all photos in one page, begun so late that it ends with the window, at %i s', (seconds) => {
  const { verdict, missed, locked } = play(exerciseOf('iterator-expiry'), '1', ({ scenario }) => {
    const start = { type: 'AT_TIMESTAMP', epochMs: scenario.startEpochMs } as const;
    return [at(seconds, { type: 'update-consumer', consumer: { ...scenario.consumers[0]!, start } })];
  });
  expect(locked).toEqual([]);
  expect(missed).toContain('every-photo');
  expect(verdict.stars).toBeLessThan(2);
});
