/** What aggregation makes of small records. */
import { kplGain, KPL_AGGREGATE_BYTES } from '../../engine/formulas/capacity.ts';
import { counted, figure, KIB } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, poller, writer } from './define-run.ts';
import { AS_OF, KPL, LIMITS } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const shardCount = (count: number): string => counted(count, 'shard');

export const kplAggregation = defineQuestion({
  id: 'kpl-aggregation',
  title: 'What aggregation saves',
  topic: 'writing',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [KPL, LIMITS],
  older:
    'Older notes say the KPL packs until just under 1 MB. Its AggregationMaxSize is 51,200 bytes unless you set it, as of November 2026.',
  numbers: { perSecond: { from: 4000, to: 20_000, step: 1000 }, bytes: { from: 100, to: 500, step: 50 } },
  ask: ({ perSecond, bytes }) =>
    `Meters send ${figure(perSecond)} user records a second of ${figure(bytes)} B each. The Kinesis Producer Library packs them with its default AggregationMaxSize of ${figure(KPL_AGGREGATE_BYTES)} B. How many stream records arrive, and on how many shards do they fit? Ignore the few bytes around each packed record.`,
  options: (numbers) => {
    const { perSecond } = numbers;
    const { perAggregate, aggregatesPerSecond, shardsBefore, shardsAfter } = kplGain(perSecond, numbers.bytes);
    const text = (rate: number, shards: number) => {
      const count = figure(rate, rate < 10 ? 1 : 0);
      return `${count} ${count === '1' ? 'record' : 'records'}/s on ${shardCount(shards)}`;
    };
    const wrong = (value: number, shards: number, misconception: string, reason: string) => ({
      value,
      text: text(value, shards),
      misconception,
      reason,
    });
    if (shardsBefore === shardsAfter) return null;
    return defineOptions(
      {
        value: aggregatesPerSecond,
        text: text(aggregatesPerSecond, shardsAfter),
        reason: `${figure(perAggregate)} user records fit into one of 51,200 B; the shards then carry bytes, no longer many records.`,
      },
      [
        wrong(
          perSecond,
          shardsBefore,
          'Takes collection for aggregation',
          'Many records in one PutRecords call are still so many records for the shard.',
        ),
        wrong(
          perSecond / 500,
          shardsAfter,
          'Packs 500, as a PutRecords call does',
          '500 is how many stream records one call may carry. Aggregation goes by bytes.',
        ),
        wrong(
          perSecond / Math.floor((KIB * KIB) / numbers.bytes),
          shardsAfter,
          'Packs until 1 MiB',
          'A record may be so large, but the library stops at 51,200 B unless told otherwise.',
        ),
        wrong(
          aggregatesPerSecond * 2,
          shardsAfter,
          'Takes the 25 KiB payload unit for the size',
          '25 KiB is how PUT is billed, not how the library packs.',
        ),
      ],
    );
  },
  explain: (numbers) => {
    const { perSecond, bytes } = numbers;
    const { perAggregate, aggregatesPerSecond, shardsBefore, shardsAfter } = kplGain(perSecond, bytes);
    return [
      `51,200 B ÷ ${figure(bytes)} B, rounded down: ${figure(perAggregate)} user records in a stream record.`,
      `${figure(perSecond)} ÷ ${figure(perAggregate)} = ${figure(aggregatesPerSecond, 1)} stream records a second.`,
      `Bytes stay: ${figure((perSecond * bytes) / KIB / KIB)} MiB/s need ${shardCount(shardsAfter)}. Without packing, 1,000 records/s a shard would need ${shardCount(shardsBefore)}.`,
      'Consumers must unpack: the KCL does so by itself.',
    ];
  },
  seeIt: (numbers) => {
    const { perAggregate, aggregatesPerSecond, shardsAfter } = kplGain(numbers.perSecond, numbers.bytes);
    return {
      scenario: defineRun({
        id: 'kpl-aggregation',
        summary: 'Packed records, as they reach the stream: few and large.',
        shards: shardsAfter,
        producers: [writer(aggregatesPerSecond, perAggregate * numbers.bytes)],
        consumers: [poller('meters')],
      }),
      view: 'stage',
      untilSeconds: 60,
      lookAt: 'Hardly any of the record limit is used, nearly all of what is used is bytes.',
    };
  },
  teaches: { kind: 'exercise', id: 'tiny-records' },
});
