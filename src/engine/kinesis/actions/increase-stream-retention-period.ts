/**
 * IncreaseStreamRetentionPeriod. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html
 * Holds from when the stream is ACTIVE again; what has expired until then stays gone. Asking for the present period succeeds
 * and changes nothing (recorded).
 */
import { STREAM_MEMBERS, type Action } from '../action.ts';
import { changeRetention, type RetentionInput } from '../change-retention.ts';
import type { Kinesis } from '../kinesis.ts';
import { integer, structure } from '../validation.ts';

export const INCREASE_STREAM_RETENTION_PERIOD: Action = {
  name: 'IncreaseStreamRetentionPeriod',
  request: structure({ ...STREAM_MEMBERS, RetentionPeriodHours: integer() }, ['RetentionPeriodHours']),
  handle: (kinesis: Kinesis, input: RetentionInput) => changeRetention(kinesis, input, 'increase'),
};
