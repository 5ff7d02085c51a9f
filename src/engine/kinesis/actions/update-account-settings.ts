/** UpdateAccountSettings. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateAccountSettings.html Synchronous. */
import type { Action } from '../action.ts';
import { describeCommitment, setCommitment } from '../account.ts';
import type { Kinesis } from '../kinesis.ts';
import { structure, text } from '../validation.ts';

interface Input {
  MinimumThroughputBillingCommitment: { Status: 'ENABLED' | 'DISABLED' };
}

export const UPDATE_ACCOUNT_SETTINGS: Action = {
  name: 'UpdateAccountSettings',
  request: structure({ MinimumThroughputBillingCommitment: structure({ Status: text({ values: ['ENABLED', 'DISABLED'] }) }, ['Status']) }, [
    'MinimumThroughputBillingCommitment',
  ]),
  handle: (kinesis: Kinesis, input: Input) => {
    setCommitment(kinesis, input.MinimumThroughputBillingCommitment.Status === 'ENABLED');
    return { ok: true, value: describeCommitment(kinesis) };
  },
};
