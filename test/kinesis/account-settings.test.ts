import { describe, expect, test } from 'vitest';
import { START, startService, type Refusal, type Service } from './service.ts';
import { unfit } from './states.ts';

const HOUR = 3600;
const commitment = (Status: string) => ({ MinimumThroughputBillingCommitment: { Status } });
const set = (service: Service, status: string) => service.api.handle('Kinesis_20131202.UpdateAccountSettings', commitment(status));
const describedIn = async (service: Service) =>
  (await service.api.handle('Kinesis_20131202.DescribeAccountSettings', {})).body['MinimumThroughputBillingCommitment'];
const began = START / 1000;
const ENABLED = { EarliestAllowedEndAt: began + 24 * HOUR, StartedAt: began, Status: 'ENABLED' };
const ENDING = { ...ENABLED, Status: 'ENABLED_UNTIL_EARLIEST_ALLOWED_END' };
const NEVER = { Status: 'DISABLED' };
const ended = (hours: number) => ({ EndedAt: began + hours * HOUR, StartedAt: began, Status: 'DISABLED' });

/** What is done after so many hours, and what holds then. */
type Step = [hours: number, set: 'ENABLED' | 'DISABLED' | null, then: object];

describe('the commitment', () => {
  test.each<[string, Step[]]>([
    ['is not there at first', [[0, null, NEVER]]],
    ['that never was can be ended', [[0, 'DISABLED', NEVER]]],
    ['begins at once', [[0, 'ENABLED', ENABLED]]],
    [
      'goes on until it is ended',
      [
        [0, 'ENABLED', ENABLED],
        [24 * 400, null, ENABLED],
      ],
    ],
    [
      'that is ended early ends after 24 hours',
      [
        [0, 'ENABLED', ENABLED],
        [1, 'DISABLED', ENDING],
        [2, 'DISABLED', ENDING],
        [23.9, null, ENDING],
        [24, null, ended(24)],
      ],
    ],
    [
      'that is ended early and begun again goes on as it was',
      [
        [0, 'ENABLED', ENABLED],
        [1, 'DISABLED', ENDING],
        [23.9, 'ENABLED', ENABLED],
        [48, null, ENABLED],
      ],
    ],
    [
      'of more than 24 hours ends at once',
      [
        [0, 'ENABLED', ENABLED],
        [24, 'DISABLED', ended(24)],
        [30, 'DISABLED', ended(24)],
      ],
    ],
    [
      'that is begun again afterwards is a new one',
      [
        [0, 'ENABLED', ENABLED],
        [25, 'DISABLED', ended(25)],
        [26, 'ENABLED', { EarliestAllowedEndAt: began + 50 * HOUR, StartedAt: began + 26 * HOUR, Status: 'ENABLED' }],
      ],
    ],
    [
      'that is begun twice keeps its beginning',
      [
        [0, 'ENABLED', ENABLED],
        [5, 'ENABLED', ENABLED],
      ],
    ],
  ])('%s', async (_, steps) => {
    const service = startService();
    for (const [hours, status, then] of steps) {
      await service.api.advanceTo(START + hours * HOUR * 1000);
      if (status !== null) expect(await set(service, status)).toEqual({ status: 200, body: { MinimumThroughputBillingCommitment: then } });
      expect(await describedIn(service)).toEqual(then);
    }
  });
});

test.each<[Record<string, unknown>, Refusal]>([
  [commitment('INVALID'), unfit("'INVALID'", 'minimumThroughputBillingCommitment.status', 'satisfy enum value set: [ENABLED, DISABLED]')],
  [
    commitment('ENABLED_UNTIL_EARLIEST_ALLOWED_END'),
    unfit(
      "'ENABLED_UNTIL_EARLIEST_ALLOWED_END'",
      'minimumThroughputBillingCommitment.status',
      'satisfy enum value set: [ENABLED, DISABLED]',
    ),
  ],
  [{ MinimumThroughputBillingCommitment: {} }, unfit('null', 'minimumThroughputBillingCommitment.status', 'not be null')],
  [{}, unfit('null', 'minimumThroughputBillingCommitment', 'not be null')],
])('refused: %j', async (body, { type, message }) => {
  const service = startService();
  expect(await service.api.handle('Kinesis_20131202.UpdateAccountSettings', body)).toEqual({
    status: 400,
    body: { __type: type, message },
  });
  expect(await describedIn(service)).toEqual(NEVER);
});
