/** A transform that throws at one record in twenty: what an exception takes down with it, and what an answer for each record does not. */
import type { DeliveryStreamSpec, TransformSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { throwsOnAmount } from '../blueprints/broken-blueprints.ts';
import { generalProcessing } from '../blueprints/plain-blueprints.ts';
import { CUSTOMERS, defineDeliveryStream, directPutter, placeIn } from '../scenarios/define-delivery-stream.ts';
import { defineExercise, type Numbers } from './exercise.ts';

/** How long the function's records are gathered. */
const GATHER_SECONDS = 20;

const BEFORE: TransformSpec = {
  functionName: 'add-total',
  code: throwsOnAmount.code,
  timeoutSeconds: 60,
  numberOfRetries: 3,
  bufferSizeMiB: 0.2,
  bufferIntervalSeconds: GATHER_SECONDS,
};

const UNAPPROVED = 'order.amount > 950';

/** The function with an answer for each record: `bad` is what an order gets of which `isBad` is true. */
const answering = (
  bad: 'ProcessingFailed' | 'Dropped',
  isBad = UNAPPROVED,
  addsTotal = true,
): string => `export const handler = async (event) => {
  const records = event.records.map(({ recordId, data }, i) => {
    const order = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    if (${isBad}) return { recordId, result: '${bad}', data };${addsTotal ? '\n    order.total = order.amount * 1.2;' : ''}
    return { recordId, result: 'Ok', data: Buffer.from(JSON.stringify(order)).toString('base64') };
  });
  return { records };
};
`;

const ERRORS = 'errors/!{firehose:error-output-type}/';

const stream = (parts: Partial<TransformSpec> = {}, keepsSource = false): DeliveryStreamSpec =>
  defineDeliveryStream({
    id: 'orders-to-s3',
    transform: { ...BEFORE, ...parts },
    buffering: { sizeMiB: 5, intervalSeconds: 20 },
    destination: {
      kind: 's3',
      s3: placeIn('orders', { prefix: 'orders/', errorOutputPrefix: ERRORS, compression: 'UNCOMPRESSED' }),
      sourceBackup: keepsSource
        ? { ...placeIn('orders-raw', { compression: 'UNCOMPRESSED' }), hints: { sizeMiB: 5, intervalSeconds: 60 } }
        : null,
    },
  });

const set = (...as: Parameters<typeof stream>) => ({
  at: 20_000_000,
  command: { type: 'update-delivery-stream' as const, deliveryStream: stream(...as) },
});

const [FROM, TO] = [90, 300];

/** Orders above 950 within the window, and the others, as amounts are even between 1 and 1,000. */
const badOnes = ({ perSecond }: Numbers): number => 0.05 * perSecond * (TO - FROM);
const goodOnes = ({ perSecond }: Numbers): number => 0.95 * perSecond * (TO - FROM);

const of = (sought: string, name: string) => ({ deliveryStream: 'orders-to-s3', sought, name });
const ABOVE = of('above', 'Orders above 950');
const UP_TO = of('up-to', 'Orders up to 950');
const WITH_TOTAL = of('with-total', 'Orders up to 950 with their total');

export const firehoseTransform = defineExercise({
  id: 'firehose-transform',
  title: 'One record throws',
  topic: 'firehose',
  level: 'advanced',
  exams: ['DEA-C01', 'DVA-C03'],
  asOf: '2026-11-20',
  sources: [
    { title: 'Transform source data', url: 'https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html' },
    {
      title: 'Handle failure in data transformation',
      url: 'https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html',
    },
  ],
  numbers: { perSecond: { from: 8, to: 12, step: 1 } },
  brief: ({ perSecond }) => [
    `${perSecond} orders a second go through a [[transform|Lambda function]], which adds the total, on their way to S3. Since the morning next to nothing has arrived. One order in twenty is above 950, which nobody has approved; the function throws at those.`,
    'Mend it within the first minute. Those above 950 must not be delivered, and must not vanish either: accounting wants each of them in the [[error-prefix|error folder]], and nothing else there.',
  ],
  scenario: ({ perSecond }) => ({
    id: 'exercise-firehose-transform',
    title: 'One record throws',
    summary: 'A delivery stream whose function throws at some records.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
    producers: [directPutter({ id: 'shop', stream: 'orders-to-s3', names: CUSTOMERS, rate: { kind: 'constant', perSecond } })],
    consumers: [],
    deliveryStreams: [stream()],
  }),
  sought: [
    { id: ABOVE.sought, deliveryStream: ABOVE.deliveryStream, query: '.amount > 950' },
    { id: UP_TO.sought, deliveryStream: UP_TO.deliveryStream, query: '.amount <= 950' },
    { id: WITH_TOTAL.sought, deliveryStream: WITH_TOTAL.deliveryStream, query: '.amount <= 950 and .total > .amount' },
  ],
  window: { fromSeconds: FROM, toSeconds: TO },
  allows: [
    {
      command: 'update-delivery-stream',
      deliveryStream: 'orders-to-s3',
      parts: [
        'transform.code',
        'transform.numberOfRetries',
        'transform.bufferSizeMiB',
        'transform.bufferIntervalSeconds',
        'destination.sourceBackup',
      ],
    },
  ],
  goals: (numbers) => [
    {
      id: 'good-delivered',
      measure: { kind: 'sought-delivered', ...WITH_TOTAL },
      is: 'at-least',
      value: Math.round(0.7 * goodOnes(numbers)),
      over: 'total',
      star: 1,
    },
    {
      id: 'nothing-dropped',
      measure: { kind: 'delivery-dropped', deliveryStream: 'orders-to-s3' },
      is: 'at-most',
      value: 0,
      over: 'total',
      star: 2,
    },
    {
      id: 'none-unapproved',
      measure: { kind: 'sought-delivered', ...ABOVE },
      is: 'at-most',
      value: 0,
      over: 'total',
      star: 2,
    },
    {
      id: 'bad-kept',
      measure: { kind: 'sought-failed', ...ABOVE },
      is: 'at-least',
      value: Math.round(0.6 * badOnes(numbers)),
      over: 'total',
      star: 2,
    },
    {
      id: 'only-the-bad',
      measure: { kind: 'sought-failed', ...UP_TO },
      is: 'at-most',
      value: Math.round(0.5 * badOnes(numbers)),
      over: 'total',
      star: 3,
    },
  ],
  par: 1,
  predict: ({ perSecond }) => ({
    kind: 'choice',
    question: `An invocation has some ${perSecond * GATHER_SECONDS} orders, of which one in twenty makes the function throw. Of 100 orders, how many are delivered?`,
    options: ['95', 'about half', 'hardly any'],
  }),
  outcome: () => 2,
  hints: {
    'good-delivered': [
      'Look at Delivery path: how many records of an invocation fail when the function throws once?',
      'An exception is an answer for all records of the invocation. It is tried again in vain, and then all of them have failed.',
      'Do not throw: return a result for each recordId, and Ok for a good order, with its data and total.',
    ],
    'nothing-dropped': [
      'Look at what was dropped: where did those records go?',
      'Dropped says: left out on purpose. It counts as success, and the record is kept nowhere.',
      'Answer ProcessingFailed for an order above 950, not Dropped.',
    ],
    'none-unapproved': [
      'Look into the delivered objects in Bucket: is an order above 950 among them?',
      'What a function answers with Ok is delivered, whatever stands in it. Firehose does not look.',
      'Answer ProcessingFailed, not Ok, where the amount is above 950.',
    ],
    'bad-kept': [
      'Look at the error folder of the bucket: are the orders above 950 in it?',
      'A record lands there when its result is ProcessingFailed, with the reason and its data as it came.',
      "Return { recordId, result: 'ProcessingFailed', data } where the amount is above 950.",
    ],
    'only-the-bad': [
      'Look into the error folder in Bucket: are orders up to 950 in it?',
      'Good orders fail with the bad where the function fails as a whole, or where ids are missing in its answer.',
      'Change the function before 1:00, and answer Ok for all up to 950.',
    ],
  },
  solution: () => [set({ code: answering('ProcessingFailed') })],
  nearMisses: [
    {
      id: 'more-retries',
      title: 'Lets Firehose retry five times',
      misconception: 'A retry cures any failure',
      commands: () => [set({ numberOfRetries: 5 })],
      fails: 'good-delivered',
      why: 'The same records come again and the function throws again. Retries help against time-outs and throttling, not against a record that is as it is.',
    },
    {
      id: 'drop-them',
      title: 'Answers Dropped for the orders above 950',
      misconception: 'Dropped records can be looked up later',
      commands: () => [set({ code: answering('Dropped') })],
      fails: 'nothing-dropped',
      why: 'The good orders flow, and the others are gone: Dropped is a success, and leaves no trace but a number.',
    },
    {
      id: 'pass-all',
      title: 'Puts a function in its place that passes everything on',
      misconception: 'What does not fail is right',
      commands: () => [set({ code: generalProcessing.code })],
      fails: 'none-unapproved',
      why: 'Nothing fails any more, and the orders that nobody approved are among the delivered.',
    },
    {
      id: 'without-total',
      title: 'Fails the orders above 950, and passes the others on as they came',
      misconception: 'A transform that answers Ok has done its work',
      commands: () => [set({ code: answering('ProcessingFailed', UNAPPROVED, false) })],
      fails: 'good-delivered',
      why: 'Each order lies where it belongs, and those that are delivered lack their total. What stands in the answer replaces the record; nobody compares it with what was meant.',
    },
    {
      id: 'every-twentieth',
      title: 'Answers ProcessingFailed for every twentieth record',
      misconception: 'The number of failures is what is asked for',
      commands: () => [set({ code: answering('ProcessingFailed', 'i % 20 === 0') })],
      fails: 'bad-kept',
      why: 'One in twenty fails, as before one in twenty was bad, and they are other ones: the orders above 950 are delivered, and good ones lie in the error folder.',
    },
    {
      id: 'smaller-invocations',
      title: 'Gathers for five seconds only',
      misconception: 'With smaller batches a bad record does no harm',
      commands: () => [set({ bufferIntervalSeconds: 5 })],
      fails: 'good-delivered',
      why: 'Fewer good orders fall with each bad one. With one in twenty, most invocations still have a bad one among theirs, and there are four times as many of them.',
    },
    {
      id: 'source-backup',
      title: 'Turns the source backup on',
      misconception: 'A backup of the source makes the delivery whole',
      commands: () => [set({}, true)],
      fails: 'good-delivered',
      why: 'The records as they came are safe in another bucket, worth having for a second try. What is delivered is as little as before.',
    },
  ],
  explanation: ({ perSecond }) => [
    `An invocation gathers for ${GATHER_SECONDS} s, that is ${perSecond * GATHER_SECONDS} orders. That none of them is above 950 has a chance of 0.95 to the power of ${perSecond * GATHER_SECONDS}: less than one in a thousand. So every invocation threw, was made four times (once, and three retries), and all its records went to errors/processing-failed/.`,
    'The contract is a result for each recordId: Ok, Dropped or ProcessingFailed. ProcessingFailed parts one record from the others and keeps its data, in base64, beside the reason; a job can read it from there when the cause is mended. A source backup keeps all records as they came, and cannot be turned off again.',
  ],
  readNext: [
    { kind: 'exercise', id: 'firehose-buffers' },
    { kind: 'lesson', id: 'firehose' },
  ],
});
