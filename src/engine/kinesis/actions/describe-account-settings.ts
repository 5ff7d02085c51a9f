/**
 * DescribeAccountSettings. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeAccountSettings.html
 * The commitment to a minimum throughput (On-demand Advantage): its state, since when, and when it may end. Simplified:
 * nothing is billed to the account, so the commitment only opens what it allows.
 */
import type { Action } from '../action.ts';
import { describeCommitment } from '../account.ts';
import type { Kinesis } from '../kinesis.ts';
import { structure } from '../validation.ts';

export const DESCRIBE_ACCOUNT_SETTINGS: Action = {
  name: 'DescribeAccountSettings',
  request: structure({}),
  handle: (kinesis: Kinesis) => ({ ok: true, value: describeCommitment(kinesis) }),
};
