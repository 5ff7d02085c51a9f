/**
 * UpdateAccountSettings. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateAccountSettings.html
 * Takes effect at once. A commitment holds for 24 h at least: an earlier end is set for that moment, and enabling again
 * takes it back.
 */
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
