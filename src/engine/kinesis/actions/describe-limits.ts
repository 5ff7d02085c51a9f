/**
 * DescribeLimits. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeLimits.html
 * Counts the account's open shards and on-demand streams against their quotas. Shards of on-demand streams do not count
 * (recorded).
 */
import type { Action } from '../action.ts';
import type { Answer } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { openShardCount } from '../shard-description.ts';
import { structure } from '../validation.ts';

function describeLimits({ sim, state }: Kinesis): Answer<Record<string, unknown>> {
  const streams = state.streams.filter((stream) => stream.life.state !== 'GONE');
  const provisioned = streams.filter((stream) => stream.settings.mode === 'PROVISIONED');
  return {
    ok: true,
    value: {
      OnDemandStreamCount: streams.length - provisioned.length,
      OnDemandStreamCountLimit: state.quotas.onDemandStreams,
      OpenShardCount: provisioned.reduce((sum, stream) => sum + openShardCount(sim, stream), 0),
      ShardLimit: state.quotas.shardsPerAccount,
    },
  };
}

export const DESCRIBE_LIMITS: Action = { name: 'DescribeLimits', request: structure({}), handle: describeLimits };
