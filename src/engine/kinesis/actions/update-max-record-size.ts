/**
 * UpdateMaxRecordSize. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateMaxRecordSize.html
 * From 1 MiB to 10 MiB, in effect when the stream is ACTIVE again. A shard of a stream with larger records keeps more unused
 * budget: at least 14.5 MiB passed at once (recorded). Simplified: it keeps 15 s of budget, a round number that fits what
 * was recorded.
 */
import { STREAM_ARN, type Action } from '../action.ts';
import { changeSettings } from '../change-settings.ts';
import type { Answer } from '../errors.ts';
import { findActiveStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { integer, structure } from '../validation.ts';

function updateMaxRecordSize(kinesis: Kinesis, input: { StreamARN?: string; MaxRecordSizeInKiB: number }): Answer<null> {
  const active = findActiveStream(kinesis, input);
  if (!active.ok) return active;
  changeSettings(kinesis, active.value, { maxRecordBytes: input.MaxRecordSizeInKiB * 1024 }, kinesis.state.delays.maxRecordSizeMs);
  return { ok: true, value: null };
}

export const UPDATE_MAX_RECORD_SIZE: Action = {
  name: 'UpdateMaxRecordSize',
  request: structure({ MaxRecordSizeInKiB: integer(1024, 10_240), StreamARN: STREAM_ARN }, ['MaxRecordSizeInKiB']),
  handle: updateMaxRecordSize,
};
