/** What a PutRecords answer with failures in it asks of a producer. */
import type { Numbers } from '../exercises/exercise.ts';
import { seededRandom, shuffled } from '../learning/draw.ts';
import { counted, figure } from './define-figures.ts';
import { defineRun, poller, writer } from './define-run.ts';
import { AS_OF, PUT_RECORDS, RETRIES } from './define-sources.ts';
import { defineQuestion, type Option } from './question.ts';

const failedOf = ({ records, percent }: Numbers): number => (records * percent) / 100;
const storedOf = (numbers: Numbers): number => numbers.records - failedOf(numbers);
const SHARD_RECORDS = 1000;
/** At this rate one shard refuses the share of the question. */
const rateOf = ({ percent }: Numbers): number => Math.round(SHARD_RECORDS / (1 - percent / 100));

function wrongOnes(numbers: Numbers): readonly Option[] {
  const { records } = numbers;
  const [failed, stored] = [failedOf(numbers), storedOf(numbers)];
  const wrong = (text: string, misconception: string, reason: string): Option => ({ text, isRight: false, misconception, reason });
  return [
    wrong(
      `${stored} are stored; the SDK by itself sends the other ${failed} again`,
      'Leaves it to the SDK',
      'SDKs repeat a call that has failed, and this one has not: its refused entries are left to the program.',
    ),
    wrong(
      `all ${records} are stored; nothing has to be sent again`,
      'Takes HTTP 200 for success',
      `200 says that the call was answered; ${failed} of its entries have an ErrorCode.`,
    ),
    wrong(
      `${stored} are stored; the program sends all ${records} again`,
      'Sends the whole call again',
      `Then the ${stored} that are stored would be there twice.`,
    ),
    wrong(
      `none is stored; the program sends all ${records} again`,
      'Takes a call for all or nothing',
      'Each entry is stored or refused by itself, whatever becomes of the others.',
    ),
  ];
}

export const partialFailureAnswer = defineQuestion({
  id: 'partial-failure-answer',
  title: 'HTTP 200 with failures',
  topic: 'writing',
  level: 'intro',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [PUT_RECORDS, RETRIES],
  older:
    'Older notes say that SDKs have no retries. They repeat calls that are throttled or fail with HTTP 5xx, but not single entries of a call that succeeds, as of November 2026.',
  numbers: { records: { from: 100, to: 500, step: 100 }, percent: { from: 5, to: 45, step: 1 } },
  ask: (numbers) =>
    `A program calls PutRecords with ${numbers.records} records. The answer is HTTP 200 with a FailedRecordCount of ${failedOf(numbers)}; those entries have the ErrorCode ProvisionedThroughputExceededException. What is stored, and what has to happen for every record to be stored once?`,
  options: (numbers) => {
    const [failed, stored] = [failedOf(numbers), storedOf(numbers)];
    const [first, ...others] = wrongOnes(numbers);
    return [
      {
        text: `${stored} are stored; the program sends the other ${failed} again`,
        isRight: true,
        misconception: null,
        reason: `Entries with an ErrorCode are not stored: ${numbers.records} − ${failed} = ${stored}. Only these ${failed} are missing.`,
      },
      first,
      ...shuffled(others, seededRandom(`${numbers.records}:${failed}`)).slice(0, 2),
    ];
  },
  explain: (numbers) => [
    `The answer lists an entry for each record, in the order of the call: ${storedOf(numbers)} with a sequence number, ${failedOf(numbers)} with an ErrorCode.`,
    `The program picks out the ${failedOf(numbers)} by their places and puts them again after a while, longer after each refusal and with some chance in it.`,
    'Put again, they come behind records that were put meanwhile: where order counts, PutRecords does not keep it.',
  ],
  seeIt: (numbers) => ({
    scenario: defineRun({
      id: 'partial-failure-answer',
      summary: 'A producer that does not look into the answers, on one shard that takes less than it sends.',
      producers: [
        writer(rateOf(numbers), 300, {
          calls: { api: 'PutRecords', batchSize: numbers.records, lingerMs: 1000 },
          failures: { resend: 'ignore', backoff: { kind: 'none' }, maxAttempts: 1 },
        }),
      ],
      consumers: [poller('reader')],
    }),
    view: 'stage',
    untilSeconds: 60,
    lookAt: `No call fails, and yet of ${figure(rateOf(numbers))} records/s one shard takes ${figure(SHARD_RECORDS)}: on average ${counted(failedOf(numbers), 'record')} of ${numbers.records} in a call ${failedOf(numbers) === 1 ? 'is' : 'are'} refused, and lost here.`,
  }),
  teaches: { kind: 'exercise', id: 'partial-failure' },
});
