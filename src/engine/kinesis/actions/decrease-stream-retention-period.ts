/**
 * DecreaseStreamRetentionPeriod. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DecreaseStreamRetentionPeriod.html
 * Older records are gone when the stream is ACTIVE again. Asking for the present period succeeds and changes nothing
 * (recorded).
 */
import { STREAM_MEMBERS, type Action } from '../action.ts';
import { changeRetention, type RetentionInput } from '../change-retention.ts';
import type { Kinesis } from '../kinesis.ts';
import { integer, structure } from '../validation.ts';

export const DECREASE_STREAM_RETENTION_PERIOD: Action = {
  name: 'DecreaseStreamRetentionPeriod',
  request: structure({ ...STREAM_MEMBERS, RetentionPeriodHours: integer() }, ['RetentionPeriodHours']),
  handle: (kinesis: Kinesis, input: RetentionInput) => changeRetention(kinesis, input, 'decrease'),
};
