/** The columns of a whole run: they add up to what the world counts, and doubling the bins loses nothing. */
import { describe, expect, test } from 'vitest';
import { advanceRun, createWorld, SECOND, shardIdOf, type World } from '../../src/engine/index.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import { STREAM } from '../kinesis/service.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function played(seconds: number, perSecond: number, commands: TimedCommand[] = []): World {
  const scenario = bareScenario(2, {
    producers: [producer({ rate: { kind: 'constant', perSecond } })],
    consumers: [consumer(), consumer({ id: 'second', pollIntervalMs: 5000 })],
    metered: true,
  });
  const world = createWorld(scenario, { seed: 'a1' });
  advanceRun(world, commands, 0, seconds * SECOND);
  return world;
}

describe('the timeline', () => {
  test('has every column for every bin', () => {
    const { beats, accepted, refused, read, unreadMs, openShards } = played(20, 100).meters.timeline;
    expect(beats).toBe(80);
    for (const column of [accepted, refused, read, unreadMs, openShards]) expect(column).toHaveLength(80);
  });

  test('counts every record read, also by a consumer that is removed later', () => {
    const gone = played(20.1, 100, [{ at: 12.1 * SECOND, command: { type: 'remove-consumer', id: 'second' } }]);
    const stayed = gone.consumers.list[0].totals.records;
    const before = played(12, 100).consumers.list;
    const total = sum(gone.meters.timeline.read);
    expect(total).toBeGreaterThanOrEqual(stayed);
    expect(total - stayed).toBe(before[1].totals.records);
  });

  test('takes the age of the oldest unread record from the meter of the readings', () => {
    const world = played(30, 100);
    const { unreadMs } = world.meters.timeline;
    const { values, beats } = world.meters.age;
    expect(beats).toBe(unreadMs.length);
    expect(unreadMs).toEqual([...values.subarray(0, beats)]);
    // One polls every 5 s: what arrived just after its poll waits about so long.
    expect(Math.max(...unreadMs)).toBeGreaterThan(4000);
  });

  test('says how many shards took records: a split counts from where its children do', () => {
    const split: TimedCommand = {
      at: 2 * SECOND,
      command: { type: 'split-shard', stream: STREAM, shardId: shardIdOf(0), newStartingHashKey: '1000' },
    };
    const world = played(40, 10, [split]);
    const { openShards } = world.meters.timeline;
    const opensAtUs = world.sim.history.find((event) => event.type === 'shard-opened')!.atUs;
    const bin = Math.floor(opensAtUs / 250_000);
    expect([openShards[0], openShards[bin - 2], openShards[bin + 1], openShards.at(-1)]).toEqual([2, 2, 3, 3]);
  });

  test('with bins twice as long the same records, the highest ages and the newest numbers of shards', () => {
    const seconds = 1100; // 4 400 beats: more than the 4 096 bins that are kept
    const merge: TimedCommand = {
      at: 600 * SECOND,
      command: { type: 'merge-shards', stream: STREAM, shardId: shardIdOf(0), adjacentShardId: shardIdOf(1) },
    };
    const { meters, consumers, kinesis } = played(seconds, 2, [merge]);
    const { timeline } = meters;
    expect(timeline.beatsPerBin).toBe(2);
    for (const column of [timeline.accepted, timeline.refused, timeline.read, timeline.unreadMs, timeline.openShards])
      expect(column).toHaveLength(2200);
    expect(sum(timeline.accepted)).toBe(sum(kinesis.streams[0].shards.map(({ log }) => log.count)));
    expect(sum(timeline.read)).toBe(sum(consumers.list.map(({ totals }) => totals.records)));
    expect([timeline.openShards[0], timeline.openShards.at(-1)]).toEqual([2, 1]);
    const early = played(20, 2).meters.timeline;
    for (let bin = 0; bin < 40; bin++) expect(timeline.unreadMs[bin]).toBe(Math.max(early.unreadMs[2 * bin], early.unreadMs[2 * bin + 1]));
  });
});
