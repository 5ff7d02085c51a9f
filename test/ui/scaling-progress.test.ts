import { describe, expect, it } from 'vitest';
import type { EngineEvent, EventBody } from '../../src/engine/events.ts';
import { scalingProgress } from '../../src/ui/bench/scaling-progress.ts';

const shard = (index: number) => `shardId-${String(index).padStart(12, '0')}`;
const history = (...bodies: EventBody[]): EngineEvent[] => bodies.map((body, i) => ({ ...body, seq: i + 1, atUs: i * 1e6, cause: null }));

const started = (fromShards: number, toShards: number, steps: number): EventBody => ({
  type: 'scaling-started',
  stream: 'orders',
  fromShards,
  toShards,
  steps,
});
const finished: EventBody = { type: 'scaling-finished', stream: 'orders' };
const split = (parent: number, first: number): EventBody => ({
  type: 'shard-split',
  stream: 'orders',
  shardId: shard(parent),
  children: [shard(first), shard(first + 1)],
  newStartingHashKey: '1',
  closesAtUs: 0,
  opensAtUs: 0,
});
const merge = (a: number, b: number, child: number): EventBody => ({
  type: 'shards-merged',
  stream: 'orders',
  shardIds: [shard(a), shard(b)],
  child: shard(child),
  closesAtUs: 0,
  opensAtUs: 0,
});
const closed = (index: number): EventBody => ({ type: 'shard-closed', stream: 'orders', shardId: shard(index), children: [] });

describe('the progress of an UpdateShardCount', () => {
  it('is nothing while none is under way', () => {
    expect(scalingProgress([])).toBeNull();
    expect(scalingProgress(history(split(0, 2), closed(0)))).toBeNull();
    expect(scalingProgress(history(started(2, 4, 2), split(0, 2), split(1, 4), closed(0), closed(1), finished))).toBeNull();
  });

  it('counts the steps that have begun, and those whose parents are closed', () => {
    const steps = history(started(2, 4, 2), split(0, 2), split(1, 4), closed(0));
    expect(scalingProgress(steps.slice(0, 1))).toEqual({ fromShards: 2, toShards: 4, steps: 2, begun: 0, settled: 0 });
    expect(scalingProgress(steps.slice(0, 3))).toMatchObject({ begun: 2, settled: 0 });
    expect(scalingProgress(steps)).toMatchObject({ begun: 2, settled: 1 });
  });

  it('counts a merge as done when both parents are closed', () => {
    const steps = history(started(2, 1, 1), merge(0, 1, 2), closed(0), closed(1));
    expect(scalingProgress(steps.slice(0, 3))).toMatchObject({ begun: 1, settled: 0 });
    expect(scalingProgress(steps)).toMatchObject({ begun: 1, settled: 1 });
  });

  it('counts only what came after it began', () => {
    const before = [split(7, 8), closed(7), started(1, 2, 1), split(0, 2), closed(0), finished];
    expect(scalingProgress(history(...before, started(3, 4, 1)))).toMatchObject({ fromShards: 3, steps: 1, begun: 0, settled: 0 });
  });
});
