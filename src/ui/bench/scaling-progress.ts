/** How far an UpdateShardCount has come, read from what has happened. */
import type { EngineEvent } from '../../engine/events.ts';

export interface ScalingProgress {
  fromShards: number;
  toShards: number;
  steps: number;
  /** Splits and merges that have begun. */
  begun: number;
  /** Those of them whose parents are closed: the children have taken over. */
  settled: number;
}

/** Null while none is under way. */
export function scalingProgress(events: readonly EngineEvent[]): ScalingProgress | null {
  const at = events.findLastIndex(({ type }) => type === 'scaling-started' || type === 'scaling-finished');
  const started = events[at];
  if (started?.type !== 'scaling-started') return null;
  const { fromShards, toShards, steps } = started;
  const unsettled: string[][] = [];
  let begun = 0;
  for (let i = at + 1; i < events.length; i++) {
    const event = events[i];
    // A stream that is being scaled refuses other splits and merges: all of these are steps.
    if (event.type === 'shard-split') begun = unsettled.push([event.shardId]);
    else if (event.type === 'shards-merged') begun = unsettled.push([...event.shardIds]);
    else if (event.type === 'shard-closed') for (const parents of unsettled) remove(parents, event.shardId);
  }
  return { fromShards, toShards, steps, begun, settled: unsettled.filter((parents) => parents.length === 0).length };
}

function remove(from: string[], shardId: string): void {
  const at = from.indexOf(shardId);
  if (at >= 0) from.splice(at, 1);
}
