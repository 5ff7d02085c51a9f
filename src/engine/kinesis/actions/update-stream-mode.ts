/** UpdateStreamMode. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamMode.html The shard count stays; a switch to the present mode succeeds and counts for nothing. */
import { STREAM_ARN, type Action } from '../action.ts';
import { checkWarmThroughput } from '../account.ts';
import { admitPerDay, changeSettings } from '../change-settings.ts';
import { limitExceeded, type Answer } from '../errors.ts';
import { findActiveStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { startWatchingDemand } from '../on-demand.ts';
import type { StreamSettings } from '../stream-state.ts';
import { integer, structure, text } from '../validation.ts';

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
  if (!admitPerDay(stream.modeSwitchesUs, sim.nowUs, state.quotas.modeSwitchesPerDay))
    return limitExceeded(`Rate exceeded for stream ${stream.name} under account ${state.accountId}.`);
  changeSettings(kinesis, stream, { mode, distribution: 'USER_PARTITION_KEY', warmMiBps: input.WarmThroughputMiBps ?? null }, state.delays.updateStreamMs);
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
