/** Enhanced (shard-level) monitoring: which metrics a stream sends per shard. */
import { STREAM_MEMBERS, type StreamReference } from './action.ts';
import { changeSettings } from './change-settings.ts';
import type { Answer } from './errors.ts';
import { findActiveStream } from './find-stream.ts';
import type { Kinesis } from './kinesis.ts';
import { structure, text } from './validation.ts';

/** In the order in which the service lists them (recorded). */
export const SHARD_LEVEL_METRICS = [
  'IteratorAgeMilliseconds',
  'IncomingBytes',
  'WriteProvisionedThroughputExceeded',
  'OutgoingRecords',
  'ReadProvisionedThroughputExceeded',
  'IncomingRecords',
  'OutgoingBytes',
] as const;

export const MONITORING_REQUEST = structure(
  { ...STREAM_MEMBERS, ShardLevelMetrics: { kind: 'list', of: text({ values: ['ALL', ...SHARD_LEVEL_METRICS] }), min: 1, max: 7 } },
  ['ShardLevelMetrics'],
);

export type MonitoringInput = StreamReference & { ShardLevelMetrics: string[] };

export function changeMonitoring(
  kinesis: Kinesis,
  input: MonitoringInput,
  after: (present: Set<string>, named: readonly string[]) => Set<string>,
): Answer<Record<string, unknown>> {
  const active = findActiveStream(kinesis, input);
  if (!active.ok) return active;
  const stream = active.value;
  const current = stream.settings.shardLevelMetrics;
  const named = input.ShardLevelMetrics.includes('ALL') ? SHARD_LEVEL_METRICS : input.ShardLevelMetrics;
  const wanted = after(new Set(current), named);
  const desired = SHARD_LEVEL_METRICS.filter((metric) => wanted.has(metric));
  changeSettings(kinesis, stream, { shardLevelMetrics: desired }, kinesis.state.delays.monitoringMs);
  return {
    ok: true,
    value: { CurrentShardLevelMetrics: current, DesiredShardLevelMetrics: desired, StreamARN: stream.arn, StreamName: stream.name },
  };
}
