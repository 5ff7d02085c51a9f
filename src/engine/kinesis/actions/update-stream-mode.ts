/** UpdateStreamMode. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamMode.html The shard count stays, unless a warm throughput asks for more; a switch to the present mode succeeds and counts for nothing. */
import { STREAM_ARN, type Action } from '../action.ts';
import { checkWarmThroughput } from '../account.ts';
import { admitPerDay, changeSettings } from '../change-settings.ts';
import { limitExceeded, type Answer } from '../errors.ts';
import { findActiveStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { openCount, scaleToWarm, startWatchingDemand } from '../on-demand.ts';
import type { StreamSettings } from '../stream-state.ts';
import { integer, structure, text } from '../validation.ts';
import { overOnDemandQuota, overShardQuota } from './create-stream.ts';

interface Input {
  StreamARN: string;
  StreamModeDetails: { StreamMode: StreamSettings['mode'] };
  WarmThroughputMiBps?: number;
}

function updateStreamMode(kinesis: Kinesis, input: Input): Answer<null> {
  const { sim, state } = kinesis;
  const active = findActiveStream(kinesis, { StreamARN: input.StreamARN });
  if (!active.ok) return active;
  const stream = active.value;
  const mode = input.StreamModeDetails.StreamMode;
  const warm = checkWarmThroughput(kinesis, mode, input.WarmThroughputMiBps);
  if (warm !== null) return warm;
  if (mode === stream.settings.mode) return { ok: true, value: null };
  const overQuota = mode === 'ON_DEMAND' ? overOnDemandQuota(kinesis) : overShardQuota(kinesis, openCount(stream));
  if (overQuota !== null) return overQuota;
  if (!admitPerDay(stream.modeSwitchesUs, sim.nowUs, state.quotas.modeSwitchesPerDay))
    return limitExceeded(`Rate exceeded for stream ${stream.name} under account ${state.accountId}.`);
  const warmMiBps = input.WarmThroughputMiBps ?? null;
  stream.pending = { mode, distribution: 'USER_PARTITION_KEY', warmMiBps };
  if (warmMiBps === null || !scaleToWarm(kinesis, stream, warmMiBps, openCount(stream)))
    changeSettings(kinesis, stream, {}, state.delays.updateStreamMs);
  if (mode === 'ON_DEMAND') startWatchingDemand(sim, stream);
  return { ok: true, value: null };
}

export const UPDATE_STREAM_MODE: Action = {
  name: 'UpdateStreamMode',
  request: structure(
    {
      StreamARN: STREAM_ARN,
      StreamModeDetails: structure({ StreamMode: text({ values: ['ON_DEMAND', 'PROVISIONED'] }) }, ['StreamMode']),
      WarmThroughputMiBps: integer(0),
    },
    ['StreamARN', 'StreamModeDetails'],
  ),
  handle: updateStreamMode,
};
