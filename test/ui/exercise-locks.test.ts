/** What an exercise allows is free on the bench; all else is locked, with a sentence that says what may be done. */
import { describe, expect, test } from 'vitest';
import type { Allowance } from '../../src/judge/allowed.ts';
import { ALL_LOCKED, locksOf } from '../../src/ui/exercise/exercise-locks.ts';

const allows: readonly Allowance[] = [
  { command: 'update-producer', producer: 'telemetry', parts: ['source.keys', 'failures.backoff'] },
  { command: 'add-consumer', kinds: ['fan-out'] },
  { command: 'remove-consumer', consumer: 'audit' },
  { command: 'split-shard' },
];
const locks = locksOf(allows);

describe('commands', () => {
  test('what is named is free', () => {
    expect(locks.why('split-shard')).toBeNull();
    expect(locks.why('add-consumer')).toBeNull();
    expect(locks.why('add-consumer', 'fan-out')).toBeNull();
    expect(locks.why('remove-consumer', 'audit')).toBeNull();
  });
  test('the rest is locked, and the sentence offers what is free', () => {
    const sentences = (['merge-shards', 'set-retention', 'add-producer', 'inject-fault'] as const).map((type) => locks.why(type));
    for (const sentence of sentences) expect(sentence).toContain('split a shard');
    expect(locks.why('add-consumer', 'polling')).toContain('fan-out');
    expect(locks.why('remove-consumer', 'billing')).toContain('billing stays');
  });
});

describe('parts of a specification', () => {
  test('a part that is named is free, and so is the group that it stands in', () => {
    expect(locks.whyPart('producer', 'telemetry', 'source.keys')).toBeNull();
    expect(locks.whyPart('producer', 'telemetry', 'failures')).toBeNull();
    expect(locks.whyPart('producer', 'telemetry')).toBeNull();
  });
  test('its neighbours are not', () => {
    expect(locks.whyPart('producer', 'telemetry', 'rate')).toBe(
      'The rate of telemetry cannot be changed here. You may change the partition key, the backoff of telemetry.',
    );
    expect(locks.whyPart('producer', 'telemetry', 'source.size')).toContain('The record size of telemetry cannot be changed');
    expect(locks.whyPart('producer', 'other', 'source.keys')).toContain('other stays as it is');
    expect(locks.whyPart('consumer', 'audit', 'start')).not.toBeNull();
    expect(locks.whyPart('consumer', 'audit')).not.toBeNull();
  });
});

test('before a prediction everything is locked', () => {
  expect(ALL_LOCKED.why('split-shard')).toBe('Commit your prediction first.');
  expect(ALL_LOCKED.whyPart('producer', 'telemetry', 'source.keys')).toBe('Commit your prediction first.');
});
