/**
 * UpdateShardCount. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
 * The open shards become equal ones by splits and merges, in a sweep of the key space, a step a second. A target below half
 * of the present count is accepted (recorded). Simplified: AWS publishes no plan; this one gives the shard ids that were
 * seen for 1 to 2, 2 to 3 and 4 to 3 shards.
 */
import { STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import { admitPerDay } from '../change-settings.ts';
import { limitExceeded, type Answer } from '../errors.ts';
import { findActiveStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { onDemandRefusal } from '../on-demand.ts';
import { startScaling } from '../scaling.ts';
import { integer, structure, text } from '../validation.ts';
import { overShardQuota } from './create-stream.ts';

function updateShardCount(kinesis: Kinesis, input: StreamReference & { TargetShardCount: number }): Answer<Record<string, unknown>> {
  const { sim, state } = kinesis;
  const active = findActiveStream(kinesis, input);
  if (!active.ok) return active;
  const stream = active.value;
  if (stream.settings.mode === 'ON_DEMAND') return onDemandRefusal(kinesis, stream);
  const open = stream.shards.filter((shard) => shard.closesAtUs === null).sort((a, b) => (a.start < b.start ? -1 : 1));
  const target = input.TargetShardCount;
  const current = open.length;
  const answer = { CurrentShardCount: current, StreamARN: stream.arn, StreamName: stream.name, TargetShardCount: target };
  if (target === current) return { ok: true, value: answer };
  if (target > 2 * current)
    return limitExceeded(
      `UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: ${current} Target shard count: ${target}`,
    );
  if (target > state.quotas.shardsPerUpdate)
    return limitExceeded(
      `UpdateShardCount cannot scale a stream over ${state.quotas.shardsPerUpdate} shards. Target shard count: ${target}`,
    );
  const overQuota = target > current ? overShardQuota(kinesis, target - current) : null;
  if (overQuota !== null) return overQuota;
  if (!admitPerDay(stream.shardCountUpdatesUs, sim.nowUs, state.quotas.updateShardCountsPerDay))
    return limitExceeded(`Rate exceeded for stream ${stream.name} under account ${state.accountId}.`);
  startScaling(kinesis, stream, open, target);
  return { ok: true, value: answer };
}

export const UPDATE_SHARD_COUNT: Action = {
  name: 'UpdateShardCount',
  request: structure({ ...STREAM_MEMBERS, ScalingType: text({ values: ['UNIFORM_SCALING'] }), TargetShardCount: integer(1) }, [
    'ScalingType',
    'TargetShardCount',
  ]),
  handle: updateShardCount,
};
