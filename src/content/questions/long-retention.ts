/** What it costs to keep records for longer than a day. */
import { provisionedCostPerHour } from '../../engine/formulas.ts';
import { retentionCost } from '../../engine/formulas/cost.ts';
import { figure, usd } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, poller, writer } from './define-run.ts';
import { AS_OF, PRICING, RETENTION } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const DAYS = 30;
const HOURS = DAYS * 24;
const shardHours = (shards: number): number => provisionedCostPerHour(shards, 0, 0).shardUsd * HOURS;

export const retentionPrice = defineQuestion({
  id: 'retention-price',
  title: 'What longer retention costs',
  topic: 'cost',
  level: 'core',
  exams: ['SAA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: AS_OF,
  sources: [PRICING, RETENTION],
  older: 'Older notes say 7 days at most. Since November 2020 it is 365 days; beyond 7 days, storage is billed by the GB.',
  numbers: { shards: { from: 4, to: 40, step: 2 }, days: { from: 3, to: 7, step: 1 } },
  ask: ({ shards, days }) =>
    `A provisioned stream of ${shards} shards in us-east-1 keeps its records for ${days} days instead of one. Retention beyond 24 h, up to 7 days, costs $0.02 for a shard and hour. What does that add in ${DAYS} days?`,
  options: ({ shards, days }) => {
    const right = retentionCost(shards, HOURS);
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: usd(value), misconception, reason });
    return defineOptions(
      { value: right, text: usd(right), reason: `${shards} shards × ${HOURS} h × $0.02, however many of the seven days are used.` },
      [
        wrong(right * (days - 1), 'Multiplies by the additional days', 'The price is for the setting, not for each day that is kept.'),
        wrong(right / 24, 'Takes the price for a day', '$0.02 is for a shard and hour.'),
        wrong(right + shardHours(shards), 'Adds the shards’ hours', 'Those are paid anyway; it was asked what comes on top.'),
        wrong(right / DAYS, 'Counts one day', `The setting stands for ${DAYS} days.`),
      ],
    );
  },
  explain: ({ shards }) => [
    `${shards} × ${HOURS} h × $0.02 = ${usd(retentionCost(shards, HOURS))}, the same for any retention from 2 days to 7.`,
    `The shards themselves cost ${usd(shardHours(shards))} in that time: longer retention more than doubles it. How much data is kept does not matter up to 7 days.`,
  ],
  seeIt: ({ shards, days }) => ({
    scenario: defineRun({
      id: 'retention-price',
      summary: `The stream keeps its records for ${figure(days)} days.`,
      shards,
      retentionHours: days * 24,
      producers: [writer(20 * shards, 500)],
      consumers: [poller('reader')],
    }),
    view: 'stage',
    untilSeconds: 20,
    lookAt: 'The retention in the stream’s settings: it is a setting of the whole stream, and each shard pays for it.',
  }),
  teaches: { kind: 'exercise', id: 'retention' },
});
