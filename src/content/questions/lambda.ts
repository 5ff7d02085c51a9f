/** How many batches Lambda has in work, and how many it needs to. */
import { lambdaConcurrency, parallelizationFactor, PARALLELIZATION_FACTOR_MAX } from '../../engine/formulas/client-capacity.ts';
import { figure } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, lambda, writer } from './define-run.ts';
import { AS_OF, LAMBDA } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const invocations = (count: number): string => `${figure(count)} invocations`;

export const lambdaConcurrencyQuestion = defineQuestion({
  id: 'lambda-concurrency',
  title: 'Lambda’s concurrency on a stream',
  topic: 'consumers',
  level: 'intro',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [LAMBDA],
  older: 'Older notes say one invocation for each shard. Since November 2019 a ParallelizationFactor of up to 10 multiplies that.',
  numbers: { shards: { from: 10, to: 120, step: 5 }, factor: { from: 2, to: 10, step: 1 }, batch: { from: 100, to: 500, step: 100 } },
  ask: ({ shards, factor, batch }) =>
    `An event source mapping reads a stream of ${shards} shards with a ParallelizationFactor of ${factor} and a batch size of ${batch} records. How many invocations of the function can be running at once, if the account’s quota allows it?`,
  options: ({ shards, factor, batch }) => {
    const right = lambdaConcurrency(shards, factor);
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: invocations(value), misconception, reason });
    return defineOptions({ value: right, text: invocations(right), reason: `${shards} shards × ${factor} batches each.` }, [
      wrong(shards, 'One invocation a shard, always', `That is so with a factor of 1; here each shard may have ${factor} batches in work.`),
      wrong(factor, 'Takes the factor for the whole stream', `${factor} is for each of the ${shards} shards.`),
      wrong(shards + factor, 'Adds instead of multiplying', `${shards} + ${factor}: but every one of the shards has ${factor}.`),
      wrong(
        shards * 5,
        'Takes the five calls a second for it',
        'That is how often a shard can be asked, not how many batches are in work.',
      ),
      wrong(shards * batch, 'One invocation a record', 'A batch is one invocation, however many records it has.'),
    ]);
  },
  explain: ({ shards, factor }) => [
    `${shards} × ${factor} = ${invocations(lambdaConcurrency(shards, factor))} at once.`,
    lambdaConcurrency(shards, factor) > 1000
      ? 'That is more than the 1,000 of an account by default: the quota has to be raised, or batches wait.'
      : 'That is within the 1,000 of an account by default, which all its functions share.',
    'Records of one partition key stay in order: they are in one of the shard’s batches at a time.',
  ],
  seeIt: ({ shards, factor, batch }) => ({
    scenario: defineRun({
      id: 'lambda-concurrency',
      summary: 'A function that is slow enough to have all of its batches in work.',
      shards,
      producers: [writer(20 * shards, 500)],
      consumers: [lambda({ parallelizationFactor: factor, batchSize: batch, invocationUs: 20_000_000 })],
    }),
    view: 'leases',
    untilSeconds: 40,
    lookAt: 'Each shard has so many lanes as the factor says; all of them are in work.',
  }),
  teaches: { kind: 'exercise', id: 'parallelization-factor' },
});

const factorText = (value: number): string => `a factor of ${figure(value)}`;

export const parallelizationFactorQuestion = defineQuestion({
  id: 'parallelization-factor-needed',
  title: 'Which parallelization factor?',
  topic: 'consumers',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [LAMBDA],
  numbers: { perShard: { from: 200, to: 950, step: 50 }, ms: { from: 3, to: 12, step: 1 }, shards: { from: 2, to: 6, step: 1 } },
  ask: ({ perShard, ms, shards }) =>
    `Each of ${shards} shards takes ${figure(perShard)} records a second with many partition keys. A function works ${ms} ms on each record, one after another; other time does not matter. Which ParallelizationFactor keeps up, and no more than that?`,
  options: ({ perShard, ms, shards }) => {
    const right = parallelizationFactor(perShard, ms);
    const busy = (perShard * ms) / 1000;
    if (right > PARALLELIZATION_FACTOR_MAX || right < 2 || busy / right > 0.95) return null;
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: factorText(value), misconception, reason });
    return defineOptions(
      { value: right, text: factorText(right), reason: `${figure(perShard)} × ${ms} ms are ${figure(busy)} s of work in a second.` },
      [
        wrong(
          Math.floor(busy),
          'Rounds down',
          `${Math.floor(busy) === 1 ? 'One at a time does' : `${Math.floor(busy)} at once do`} ${Math.floor(busy)} s of work in a second; ${figure(busy)} s come.`,
        ),
        wrong(1, 'Larger batches will do', 'A larger batch takes longer in proportion; only more at once get more done.'),
        wrong(PARALLELIZATION_FACTOR_MAX, 'Always takes the most', 'Ten would keep up too, but are more than it needs.'),
        wrong(
          Math.min(PARALLELIZATION_FACTOR_MAX, Math.ceil(busy * shards)),
          'Counts the whole stream',
          'The factor is for each shard, so one shard’s records count.',
        ),
        wrong(Math.ceil(busy / shards), 'Divides by the shards', 'The records were given for each shard already.'),
        // beyond ten there is no such factor
        wrong(
          right * 2 <= PARALLELIZATION_FACTOR_MAX ? right * 2 : NaN,
          'Doubles to be safe',
          'Twice as many would keep up too, but are more than it needs.',
        ),
      ],
    );
  },
  explain: ({ perShard, ms }) => [
    `${figure(perShard)} records/s × ${ms} ms = ${figure((perShard * ms) / 1000)} s of work a second on each shard, so ${factorText(parallelizationFactor(perShard, ms))}.`,
    `The most is ${PARALLELIZATION_FACTOR_MAX}; beyond that, add shards. Few partition keys fall unevenly on the batches, then even this is not enough.`,
  ],
  seeIt: ({ perShard, ms, shards }) => ({
    scenario: defineRun({
      id: 'parallelization-factor',
      summary: 'The function with the factor that keeps up.',
      shards,
      producers: [writer(perShard * shards, 300)],
      consumers: [lambda({ parallelizationFactor: parallelizationFactor(perShard, ms), processingUsPerRecord: ms * 1000 })],
    }),
    view: 'leases',
    untilSeconds: 60,
    lookAt: 'The age of the oldest unread record stays low. With a factor of one less it grows without end.',
  }),
  teaches: { kind: 'exercise', id: 'parallelization-factor' },
});
