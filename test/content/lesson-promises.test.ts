/** What a lesson tells the reader to look at is what the engine shows: its small runs are played with and without what is tried. */
import { describe, expect, test } from 'vitest';
import { lessons } from '../../src/content/lessons/index.ts';
import { advanceRun, createWorld, SECOND } from '../../src/engine/index.ts';

/** Columns of the record by name, each read at a second of the run. */
type Look = (column: string, atSeconds: number) => number;

const TRY_AT_SECONDS = 5;

/** Plays the small run of `lesson/stage`; `tried`: the try of that label, at 5 s, and perhaps another one at a later second. */
function play(place: string, tried: string | null, untilSeconds: number, then?: { tried: string; atSeconds: number }): Look {
  const [lessonId, stageId] = place.split('/');
  const block = lessons.find(({ id }) => id === lessonId)!.blocks.find((one) => one.kind === 'stage' && one.id === stageId);
  if (block?.kind !== 'stage') throw new Error(`There is no stage ${place}.`);
  const commands = [{ tried, atSeconds: TRY_AT_SECONDS }, ...(then ? [then] : [])].flatMap((one) =>
    (block.tries.find(({ label }) => label === one.tried)?.commands ?? []).map((command) => ({
      at: one.atSeconds * SECOND,
      command: structuredClone(command),
    })),
  );
  const world = createWorld({ ...structuredClone(block.scenario), record: { everySeconds: 1 } }, { seed: '7f3a' });
  advanceRun(world, commands, 0, untilSeconds * SECOND);
  return (column, atSeconds) => world.record!.columns[column]![atSeconds - 1]!;
}

/** Growth of a total a second, between two seconds. */
const rate = (look: Look, column: string, from: number, to: number): number => (look(column, to) - look(column, from)) / (to - from);

describe('streams and shards', () => {
  test('two shards carry 1,200 records a second, and not 2,600', () => {
    expect(play('streams-and-shards/two-lanes', null, 15)('refused', 15)).toBe(0);
    const look = play('streams-and-shards/two-lanes', 'Send 2,600 a second', 20);
    expect(rate(look, 'refused', 10, 20)).toBeGreaterThan(100);
    expect(rate(look, 'accepted', 10, 20)).toBeCloseTo(2_000, -2);
  });

  test('twice the shards, asked for in the midst of it, carry it; what was given up by then stays lost', () => {
    const look = play('streams-and-shards/two-lanes', 'Send 2,600 a second', 70, { tried: 'Double the shards', atSeconds: 15 });
    expect(look('openShards', 60)).toBe(4);
    expect(rate(look, 'refused', 60, 70)).toBe(0);
    expect(look('producers:lost', 60)).toBeGreaterThan(0);
    expect(look('producers:lost', 70)).toBe(look('producers:lost', 60));
  });

  test('a reader that starts with the oldest record gets all that was written before it came', () => {
    const look = play('streams-and-shards/own-places', 'Add a reader from the oldest record', 15);
    expect(look('consumer:audit:read', 15)).toBeGreaterThan(16 * 12);
  });
});

describe('partition keys', () => {
  const place = 'partition-keys/hot';
  test('doubling the shards leaves the hot key throttled', () => {
    const look = play(place, 'Double the shards', 130);
    expect(look('openShards', 130)).toBe(8);
    expect(rate(look, 'refused', 120, 130)).toBeGreaterThan(100);
  });

  test('the customer as key ends the throttling', () => {
    const look = play(place, 'Use the customer as key', 60);
    expect(rate(look, 'refused', 2, 5)).toBeGreaterThan(100);
    expect(rate(look, 'refused', 50, 60)).toBe(0);
  });
});

describe('write limits', () => {
  test('small records use up the count, large ones the bytes', () => {
    const place = 'write-limits/two-budgets';
    expect(play(place, null, 10)('refused', 10)).toBe(0);
    const small = play(place, '1,300 records of 200 bytes', 20);
    expect(rate(small, 'accepted', 10, 20)).toBeCloseTo(1_000, -2);
    expect(rate(small, 'acceptedBytes', 10, 20) / 1_048_576).toBeCloseTo(0.2, 1);
    const large = play(place, '800 records of 2,000 bytes', 20);
    expect(rate(large, 'accepted', 10, 20) / 520).toBeCloseTo(1, 1);
  });

  test('ignoring loses, repeating the whole call at once throttles most, backoff of what failed loses hardly any', () => {
    const place = 'write-limits/refused-inside';
    const [ignored, repeated, backedOff] = [null, 'Send the whole call again, at once', 'Send what failed again, later and later'].map(
      (tried) => play(place, tried, 53),
    );
    const lost = (look: Look) => look('producers:lost', 53);
    expect(lost(ignored!)).toBeGreaterThan(3_000);
    expect(lost(backedOff!)).toBeLessThan(lost(ignored!) / 20);
    expect(repeated!('refused', 53)).toBeGreaterThan(2 * backedOff!('refused', 53));
    expect(repeated!('accepted', 53)).toBeGreaterThan(backedOff!('accepted', 53));
  });
});

describe('reading', () => {
  test('five polls a second fit, a sixth application is too many, and a pipe of one’s own makes room', () => {
    const place = 'reading/shared-budget';
    const five = play(place, null, 25);
    const six = play(place, 'Add a sixth application', 25);
    const pushed = play(place, 'Give fraud a pipe of its own', 25);
    expect(rate(five, 'refusedReads', 10, 25)).toBeLessThan(0.2);
    expect(rate(six, 'refusedReads', 10, 25)).toBeGreaterThan(0.5);
    expect(rate(pushed, 'refusedReads', 10, 25)).toBe(0);
    expect(pushed('consumer:fraud:lagMs', 25)).toBeLessThan(200);
  });

  test('of six that ask, one is crowded out for a while and falls behind, be it the new one or another', () => {
    for (const waitSeconds of [25, 40]) {
      const look = play('reading/shared-budget', 'Add a sixth application', waitSeconds);
      const ages = ['alerts', 'archive', 'billing', 'fraud', 'search', 'reports'].map((id) => look(`consumer:${id}:lagMs`, waitSeconds));
      expect(Math.max(...ages)).toBeGreaterThan(3_000);
      expect(Math.min(...ages)).toBeLessThan(2_000);
    }
  });

  test('the reader falls behind, and either try lets it catch up', () => {
    const place = 'reading/falling-behind';
    const age = (tried: string | null) => play(place, tried, 25)('consumer:archive:lagMs', 25);
    expect(age(null)).toBeGreaterThan(8_000);
    expect(age('Take up to 10,000 a call')).toBeLessThan(2_000);
    expect(age('Ask five times a second instead')).toBeLessThan(2_000);
  });
});

test('a split in the middle ends the throttling of the one shard', () => {
  const look = play('resharding/split', 'Split in the middle', 120);
  expect(look('openShards', 120)).toBe(2);
  expect(rate(look, 'refused', 2, 5)).toBeGreaterThan(50);
  expect(rate(look, 'refused', 110, 120)).toBe(0);
});

test('one lane again, and as throttled, once the two children are merged', () => {
  const look = play('resharding/split', 'Split in the middle', 130, { tried: 'Merge the two children', atSeconds: 60 });
  expect(rate(look, 'refused', 50, 60)).toBe(0);
  expect(look('openShards', 130)).toBe(1);
  expect(rate(look, 'refused', 120, 130)).toBeGreaterThan(50);
});

test('four shards become eight, and four again', () => {
  const look = play('resharding/update-shard-count', 'To eight shards', 120, { tried: 'Back to four', atSeconds: 70 });
  expect([4, 60, 120].map((second) => look('openShards', second))).toEqual([4, 8, 4]);
  expect(look('refused', 120)).toBe(0);
});

describe('Firehose', () => {
  const MIB = 1024 * 1024;
  const meanMiB = (look: Look, at: number) => look('delivery:to-s3:flushedBytes', at) / look('delivery:to-s3:flushes', at) / MIB;

  test('size is first at 60 kB a second, time at a quarter of it and with the shorter interval', () => {
    const place = 'firehose/size-or-time';
    expect(meanMiB(play(place, null, 60), 60)).toBeCloseTo(1, 1);
    const quarter = play(place, 'Send a quarter as much', 130);
    expect(meanMiB(quarter, 130)).toBeLessThan(0.6);
    const [flushes, bytes] = ['flushes', 'flushedBytes'].map((what) => `delivery:to-s3:${what}`);
    const later = (quarter(bytes!, 130) - quarter(bytes!, 60)) / (quarter(flushes!, 130) - quarter(flushes!, 60));
    expect(later / MIB).toBeLessThan(0.5);
    const soon = play(place, 'Shorten the interval to 10 s', 65);
    expect(soon('delivery:to-s3:flushes', 65)).toBeGreaterThanOrEqual(5);
    expect(meanMiB(soon, 65)).toBeLessThan(0.7);
  });

  test('behind a stream each shard has a buffer of its own', () => {
    const place = 'firehose/behind-a-stream';
    const uneven = play(place, null, 65);
    const even = play(place, 'Spread the keys evenly', 65);
    expect(uneven('delivery:to-s3:flushes', 65)).toBeGreaterThanOrEqual(6);
    expect(rate(even, 'delivery:to-s3:flushes', 25, 65) * 20).toBeCloseTo(2, 0);
    const patient = play(place, 'Wait up to 90 seconds', 200);
    expect(meanMiB(patient, 200)).toBeCloseTo(1, 1);
  });
});
