/** Enhanced fan-out: what it gives and what it costs. */
import { fanOutBytesPerSecond } from '../../engine/formulas/capacity.ts';
import { fanOutCostPerHour, FAN_OUT_PRICES, provisionedCostPerHour } from '../../engine/formulas.ts';
import type { FanOutConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { counted, figure, KIB, MIB, usd } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, STREAM, writer } from './define-run.ts';
import { AS_OF, FAN_OUT, LIMITS, PRICING } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const registered = (count: number): FanOutConsumerSpec[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: 'fan-out',
    id: `app-${i + 1}`,
    stream: STREAM,
    start: 'TRIM_HORIZON',
    processingUsPerRecord: 0,
  }));

const rate = (mibPerSecond: number): string => `${figure(mibPerSecond)} MiB/s`;

export const fanOutThroughput = defineQuestion({
  id: 'fan-out-throughput',
  title: 'What fan-out gives in all',
  topic: 'reading',
  level: 'intro',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [FAN_OUT, LIMITS],
  older: 'Older notes say 5 registered consumers for a stream; today it is 20, and 50 with On-demand Advantage, as of November 2026.',
  numbers: { shards: { from: 2, to: 12, step: 1 }, consumers: { from: 2, to: 5, step: 1 } },
  ask: ({ shards, consumers }) =>
    `A stream has ${shards} shards and ${consumers} registered consumers with enhanced fan-out. How much can all of them together be sent at most?`,
  options: ({ shards, consumers }) => {
    const right = fanOutBytesPerSecond(shards, consumers) / MIB;
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: rate(value), misconception, reason });
    return defineOptions({ value: right, text: rate(right), reason: `2 MiB/s × ${shards} shards × ${consumers} consumers.` }, [
      wrong(
        2 * shards,
        'Lets the consumers share',
        `2 × ${shards}: so it is for those who poll. Each registered consumer has 2 MiB/s of its own on every shard.`,
      ),
      wrong(2 * consumers, 'Counts 2 MiB/s for a consumer', `2 × ${consumers}: but it is 2 MiB/s for each consumer on each shard.`),
      wrong(
        shards * consumers,
        'Uses the write limit for reads',
        `1 × ${shards} × ${consumers}: 1 MiB/s is what a shard takes in; a pipe of fan-out carries 2 MiB/s.`,
      ),
      wrong(
        2 * shards * (consumers + 1),
        'Adds what is shared',
        'The 2 MiB/s that a shard gives to those who poll come beside it, and none of these polls.',
      ),
      wrong(5 * shards, 'Takes five calls a second for a rate', 'Fan-out makes no GetRecords calls.'),
      wrong(
        (2 * shards) / consumers,
        'Divides instead of multiplying',
        `2 × ${shards} ÷ ${consumers} is what each would have if they polled.`,
      ),
    ]);
  },
  explain: ({ shards, consumers }) => [
    `Each registered consumer has a pipe of 2 MiB/s to each shard: ${shards} × ${consumers} = ${shards * consumers} pipes.`,
    `${shards * consumers} × 2 MiB/s = ${rate(shards * consumers * 2)}. Applications that poll would share ${rate(2 * shards)}.`,
  ],
  seeIt: ({ shards, consumers }) => ({
    scenario: defineRun({
      id: 'fan-out-throughput',
      summary: 'Every consumer is sent everything, whatever the others do.',
      shards,
      producers: [writer(40 * shards, 10 * KIB)],
      consumers: registered(consumers),
    }),
    view: 'read-budgets',
    untilSeconds: 40,
    lookAt: 'One bar for each consumer and shard. What one of them takes leaves the others’ bars as they are.',
  }),
  teaches: { kind: 'lesson', id: 'reading' },
});

const costOf = (shards: number, consumers: number, mibPerSecond: number) => {
  const one = fanOutCostPerHour(shards, mibPerSecond * MIB);
  return { usd: one.usd * consumers, shardUsd: one.shardUsd * consumers, dataUsd: one.dataUsd * consumers };
};
const hourly = (amount: number): string => `${usd(amount)} an hour`;

export const fanOutPrice = defineQuestion({
  id: 'fan-out-price',
  title: 'What fan-out costs',
  topic: 'cost',
  level: 'core',
  exams: ['SAA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: AS_OF,
  sources: [PRICING],
  numbers: {
    shards: { from: 3, to: 12, step: 1 },
    consumers: { from: 2, to: 5, step: 1 },
    mibPerSecond: { from: 1, to: 3, step: 0.5 },
  },
  ask: ({ shards, consumers, mibPerSecond }) =>
    `${figure(mibPerSecond)} MiB/s go through a provisioned stream of ${shards} shards to ${consumers} consumers with enhanced fan-out. A consumer on a shard costs $${FAN_OUT_PRICES.consumerShardHour} an hour and what it is sent $${FAN_OUT_PRICES.gb} a GB (2^30 B). What does fan-out add to the bill?`,
  options: ({ shards, consumers, mibPerSecond }) => {
    const { usd: right, shardUsd, dataUsd } = costOf(shards, consumers, mibPerSecond);
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: hourly(value), misconception, reason });
    return defineOptions(
      {
        value: right,
        text: hourly(right),
        reason: `${usd(shardUsd)} for consumers on shards, and ${usd(dataUsd)} for what they are sent.`,
      },
      [
        wrong(shardUsd, 'Forgets the data', 'Each GB that a consumer is sent is billed too.'),
        wrong(dataUsd, 'Forgets the shards', 'Each consumer is billed by the hour on each shard, whether data comes or not.'),
        wrong(right / consumers, 'Counts one consumer', `There are ${consumers}, and each is sent everything.`),
        wrong(shardUsd + dataUsd / consumers, 'Counts the data once', 'What is sent is billed to each consumer anew.'),
        wrong(
          right + provisionedCostPerHour(shards, 0, 0).shardUsd,
          'Adds the shards’ hours',
          'Those are paid anyway; it was asked what fan-out adds.',
        ),
        wrong(shardUsd + dataUsd * shards, 'Counts the data for each shard', 'A record lies on one shard, and is sent to a consumer once.'),
      ],
    );
  },
  explain: ({ shards, consumers, mibPerSecond }) => {
    const { usd: right, shardUsd, dataUsd } = costOf(shards, consumers, mibPerSecond);
    return [
      `Consumers on shards: ${shards} × ${consumers} × $${FAN_OUT_PRICES.consumerShardHour} = ${usd(shardUsd)} an hour.`,
      `Data: ${figure(mibPerSecond)} MiB/s are ${figure((mibPerSecond * 3600) / 1024)} GB an hour; × ${consumers} × $${FAN_OUT_PRICES.gb} = ${usd(dataUsd)}.`,
      `Together ${hourly(right)} in ${FAN_OUT_PRICES.region}, beside shards and PUT payload units. Polling would add nothing.`,
    ];
  },
  seeIt: ({ shards, consumers, mibPerSecond }) => ({
    scenario: defineRun({
      id: 'fan-out-price',
      summary: 'The same stream and consumers.',
      shards,
      producers: [writer(Math.round((mibPerSecond * MIB) / 10_240), 10_240)],
      consumers: registered(consumers),
    }),
    view: 'read-budgets',
    untilSeconds: 40,
    lookAt: `${counted(consumers, 'consumer')} times ${counted(shards, 'shard')}: count the pipes, and see the price of an hour beside them.`,
  }),
  teaches: { kind: 'exercise', id: 'five-readers-cheap' },
});
