/** How many UpdateShardCount calls it takes. */
import { updateShardCountCalls, UPDATE_SHARD_COUNTS_PER_DAY } from '../../engine/formulas/capacity.ts';
import { counted, figure } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, writer } from './define-run.ts';
import { AS_OF, LIMITS, UPDATE_SHARD_COUNT } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const calls = (count: number): string => counted(count, 'call');

/** The targets on the way, each at most double the one before. */
function targetsOf(from: number, to: number): number[] {
  const targets: number[] = [];
  for (let open = from; open < to;) targets.push((open = Math.min(to, open * 2)));
  return targets;
}

export const scalingCalls = defineQuestion({
  id: 'update-shard-count-calls',
  title: 'Calls of UpdateShardCount',
  topic: 'resharding',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [UPDATE_SHARD_COUNT, LIMITS],
  older: `Older notes say 2 calls in 24 hours and 500 shards at most; today ${UPDATE_SHARD_COUNTS_PER_DAY} calls and 10,000 shards, as of November 2026.`,
  numbers: { from: { from: 2, to: 8, step: 1 }, to: { from: 20, to: 120, step: 4 } },
  ask: ({ from, to }) =>
    `A provisioned stream has ${from} open shards and needs ${to}. How many UpdateShardCount calls does that take at least, one after another?`,
  options: ({ from, to }) => {
    const right = updateShardCountCalls(from, to);
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: calls(value), misconception, reason });
    return defineOptions({ value: right, text: calls(right), reason: `Each call may double: ${targetsOf(from, to).join(', ')}.` }, [
      wrong(1, 'One call reaches any target', 'A target above double the open shards is refused.'),
      wrong(
        Math.ceil(to / from) - 1,
        'Adds the first count each time',
        'A call may double what there is by then, not only add what there was at first.',
      ),
      wrong(right - 1, 'Rounds down', `After ${calls(right - 1)} there are ${figure(from * 2 ** (right - 1))} shards at most.`),
      wrong(to - from, 'One call splits one shard', 'That is SplitShard; UpdateShardCount plans many splits.'),
      wrong(Math.ceil(to / from), 'Divides the counts', 'Doubling grows faster than that.'),
      wrong(right * 2, 'Counts merges as well', 'To a doubled count there is nothing to merge.'),
    ]);
  },
  explain: ({ from, to }) => [
    `Each call reaches double the open shards at most: ${[from, ...targetsOf(from, to)].join(' → ')}. That is ${calls(updateShardCountCalls(from, to))}.`,
    `A stream takes ${UPDATE_SHARD_COUNTS_PER_DAY} in any 24 hours, and the next may only be given when it is ACTIVE again.`,
  ],
  seeIt: ({ from, to }) => ({
    scenario: defineRun({
      id: 'update-shard-count-calls',
      summary: `${from} open shards under a light load.`,
      shards: from,
      producers: [writer(100, 500)],
    }),
    view: 'stage',
    untilSeconds: 10,
    lookAt: `Set the shard count to ${to}: refused, as it is more than double. Then go by ${targetsOf(from, to).join(', ')}.`,
  }),
  teaches: { kind: 'exercise', id: 'update-shard-count' },
});
