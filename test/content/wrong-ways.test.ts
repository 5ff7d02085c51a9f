/** Ways round an exercise that no near miss stands for: what a learner tries who looks for a hole. None may earn three stars. */
import { expect, test } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import { drawNumbers } from '../../src/content/learning/draw.ts';
import { startRound, type Round } from '../../src/content/learning/round.ts';
import type { Command } from '../../src/engine/commands.ts';
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
