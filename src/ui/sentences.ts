/** Every event as a sentence in AWS's own terms. Total over the event types: a new one does not compile without its sentence. */
import type { Command } from '../engine/commands.ts';
import type { ConsumerSpec } from '../engine/consumers/consumer-spec.ts';
import type { EngineEvent } from '../engine/events.ts';
import type { ProducerSpec, RateSpec } from '../engine/producers/producer-spec.ts';
import { faultWords } from '../views/fault-words.ts';
import { readingWords, startWords } from '../views/consumer-words.ts';
import { clock, count, duration, listed, mebibytes, percent } from '../views/wording.ts';
import { deliveryWordings } from './delivery-sentences.ts';
import { type EventOf, type Sentence, shardLabel, type Words, type Wordings } from './event-words.ts';
import { kclWordings, lambdaWordings } from './reader-sentences.ts';

export type { Sentence, Tone } from './event-words.ts';

export function rateInWords(rate: RateSpec): string {
  switch (rate.kind) {
    case 'constant':
      return `${count(rate.perSecond)} records/s`;
    case 'ramp':
      return `${count(rate.fromPerSecond)} to ${count(rate.toPerSecond)} records/s within ${count(rate.overSeconds)} s`;
    case 'spike':
      return `${count(rate.basePerSecond)} records/s with peaks of ${count(rate.peakPerSecond)}`;
    case 'day':
      return `${count(rate.lowPerSecond)} to ${count(rate.highPerSecond)} records/s over a day`;
    case 'timestamps':
      return `the times in ${rate.field}, ${count(rate.speed)}× as fast`;
  }
}

/** What a producer sends and does: `1 850 records/s, 12 partition keys evenly, PutRecords of up to 50, 10 attempts for refused records`. */
export function producerInWords({ rate, source, calls, failures }: ProducerSpec): string {
  const api = calls.api === 'PutRecord' ? 'PutRecord' : `PutRecords of up to ${count(calls.batchSize)}`;
  const keys = source.kind === 'dataset' ? `keyed by ${source.keyField ?? 'the whole row'}` : keysInWords(source.keys);
  return `${rateInWords(rate)}, ${keys}, ${api}, ${attemptsInWords(failures)}`;
}

function attemptsInWords({ resend, maxAttempts }: ProducerSpec['failures']): string {
  if (resend === 'ignore' || maxAttempts === 1) return 'no second attempt';
  return `${count(maxAttempts)} attempts for ${resend === 'all' ? 'whole calls' : 'refused records'}`;
}

type Keys = Extract<ProducerSpec['source'], { kind: 'synthetic' }>['keys'];

function keysInWords(keys: Keys): string {
  switch (keys.kind) {
    case 'uniform':
      return `${count(keys.keys)} partition keys evenly`;
    case 'zipf':
      return `${count(keys.keys)} partition keys by Zipf ${keys.exponent}`;
    case 'hot':
      return `${percent(keys.share)} on one of ${count(keys.keys)} partition keys`;
    case 'round-robin':
      return `${count(keys.keys)} partition keys in turn`;
    case 'one':
      return 'one partition key';
  }
}

/** How a consumer reads: `every 1.0 s, Limit 10 000, 500 µs a record`. */
export function consumerInWords(spec: ConsumerSpec): string {
  const work = `${count(spec.processingUsPerRecord)} µs a record`;
  return spec.kind === 'polling'
    ? `every ${duration(spec.pollIntervalMs)}, Limit ${count(spec.limit)}, ${work}`
    : `${readingWords(spec)}, ${work}`;
}

/** `consumer` by hand, `KCL application`, `Lambda function`. */
function consumerNoun({ kind }: ConsumerSpec): string {
  return kind === 'kcl' ? 'KCL application' : kind === 'lambda' ? 'Lambda function' : 'consumer';
}

function commandInWords(command: Command): Words {
  const learner = (text: string, shardId?: string): Words => ({ tone: 'learner', text, shardId });
  switch (command.type) {
    case 'add-producer':
      return learner(`You added producer ${command.producer.id}: ${producerInWords(command.producer)}.`);
    case 'update-producer':
      return learner(`You set producer ${command.producer.id} to ${producerInWords(command.producer)}.`);
    case 'remove-producer':
      return learner(`You removed producer ${command.id}.`);
    case 'add-consumer':
      return learner(
        `You added ${consumerNoun(command.consumer)} ${command.consumer.id}${command.consumer.kind === 'polling' ? '' : ` (${readingWords(command.consumer)})`}, reading from ${startWords(command.consumer.start)}.`,
      );
    case 'update-consumer':
      return learner(
        `You set ${consumerNoun(command.consumer)} ${command.consumer.id} to ${command.consumer.kind === 'polling' ? 'poll ' : ''}${consumerInWords(command.consumer)}, start ${startWords(command.consumer.start)}.`,
      );
    case 'remove-consumer':
      return learner(`You removed consumer ${command.id}.`);
    case 'add-delivery-stream':
      return learner(`You added delivery stream ${command.deliveryStream.id}, to ${command.deliveryStream.destination.kind}.`);
    case 'update-delivery-stream':
      return learner(`You changed delivery stream ${command.deliveryStream.id}.`);
    case 'remove-delivery-stream':
      return learner(`You removed delivery stream ${command.id}.`);
    case 'split-shard':
      return learner(`SplitShard on ${shardLabel(command.shardId)} at ${command.newStartingHashKey}.`, command.shardId);
    case 'merge-shards':
      return learner(`MergeShards of ${shardLabel(command.shardId)} and ${shardLabel(command.adjacentShardId)}.`, command.shardId);
    case 'update-shard-count':
      return learner(`UpdateShardCount of ${command.stream} to ${count(command.targetShardCount)} shards.`);
    case 'set-retention':
      return learner(`You asked for a retention of ${count(command.hours)} h on ${command.stream}.`);
    case 'put-record':
      return learner(`PutRecord by hand with partition key ${command.partitionKey}.`);
    case 'inject-fault':
      return learner(`You broke something: ${faultWords(command.fault)}.`);
    case 'end-fault':
      return learner(`You ended the fault ${command.id}.`);
    case 'start-worker':
      return learner(`You started worker ${command.worker} of ${command.consumer}.`);
  }
}

function writeThrottled(event: EventOf<'write-throttling-started'>): Words {
  const { limit, limitPerSecond, topKey, topKeyShare } = event;
  const amount = limit === 'records' ? count : mebibytes;
  const unit = limit === 'records' ? 'records/s' : 'MiB/s';
  // A shard may give out what it saved while it was idle: then more than the limit passed in the last second. The answer to "why?" says so.
  const used = Math.min(event.usedInLastSecond, limitPerSecond);
  const key = topKey === null || topKeyShare < 0.1 ? '' : `; ${percent(topKeyShare)} carry key ${topKey}`;
  const remedy =
    topKeyShare > 0.5
      ? `One partition key goes to one shard, however many shards there are: spread key ${topKey ?? ''} over several keys, or send less.`
      : 'Split the shard, spread the partition keys, or send less.';
  return {
    tone: 'limit',
    text: `ProvisionedThroughputExceededException on ${shardLabel(event.shardId)}: ${amount(used)} of ${amount(limitPerSecond)} ${unit} used up${key}.`,
    shardId: event.shardId,
    why: `Each shard has its own limit; what its neighbours leave unused does not help. ${remedy}`,
  };
}

/** What AWS's refusals of a command have in common; the message says which rule it was. */
const afterRefusal = new Map(
  Object.entries({
    ResourceInUseException: 'A stream takes one change at a time. Wait until it is ACTIVE, and give the command again.',
    LimitExceededException:
      'AWS limits how far and how often a stream may be changed. The message names the limit; a smaller step, or a later one, is taken.',
    ResourceNotFoundException: 'What the command names does not stand at this moment. The message says what it looked for.',
  }),
);
const AFTER_OTHER_REFUSAL = 'The message says which rule the command broke. A refused command changes nothing.';

function settling(closesAtUs: number): string {
  return `takes records until ${clock(closesAtUs, 2)}`;
}

const endOfSubscription = {
  expired: 'its five minutes are over',
  finished: 'the shard is closed and read to its end',
  replaced: 'a later call took it over',
  removed: 'the consumer is not registered any more',
  failed: 'its records could not be decrypted',
  closed: 'the client went away',
};

const lagReasons: { [Reason in EventOf<'reading-fell-behind'>['reason']]: string } = {
  parent: 'It first reads the parent shard to its end.',
  backlog: 'It began with records that are older than itself.',
  processing: 'It works longer on the records than they take to come.',
  polling: 'It takes fewer records with its polls than come.',
  'read-calls': 'Its calls are refused: five a second for all who poll the shard.',
  'read-bytes': 'Its calls are refused: 2 MiB/s for all who poll the shard.',
  failing: 'A batch fails and is tried again; what is behind it waits.',
  'catching-up': 'It takes more than comes, but has not caught up yet.',
};

const SHARED_CALLS = 'All polling consumers of a shard share five GetRecords calls a second. Poll less often, or let fewer consumers poll.';
const SHARED_BYTES = 'All polling consumers of a shard share 2 MiB/s of reading. A call that returns more makes the next ones wait.';

/** What helps a reader that fell behind. */
const lagRemedies: typeof lagReasons = {
  parent: 'A child is read only when its parents are read to their end, so that each key stays in order. The parent has to be read faster.',
  backlog: 'It catches up as far as it takes more than comes. A consumer that starts at LATEST leaves the old records out.',
  processing: 'Make the work on a record shorter, or split the shard: each of its children is read on its own.',
  polling: 'A poll brings at most Limit records, and the next comes one interval later. Raise the Limit, or poll more often.',
  'read-calls': SHARED_CALLS,
  'read-bytes': `${SHARED_BYTES} Split the shard, or let fewer consumers poll.`,
  failing: 'Limit the retries or the record age, bisect the batch or report its item failures, and name an on-failure destination.',
  'catching-up': 'It needs time, and no new peak meanwhile. Records wait until they are read or retention trims them.',
};

const endOfFault = { command: 'was ended', time: 'is over', gone: 'ended with what it concerned' };

function shardOfFault(fault: EventOf<'fault-began'>['fault']): Pick<Words, 'shardId'> {
  return 'shardId' in fault ? { shardId: fault.shardId } : {};
}

const wordings: Wordings = {
  ...kclWordings,
  ...lambdaWordings,
  ...deliveryWordings,
  'command-given': ({ command }) => commandInWords(command),
  'command-refused': ({ error, message }) => ({
    tone: 'limit',
    text: `Refused with ${error}: ${message}`,
    why: afterRefusal.get(error) ?? AFTER_OTHER_REFUSAL,
  }),
  'stream-status-changed': ({ stream, from, to }) => ({
    tone: to === 'ACTIVE' ? 'good' : 'stream',
    text: from === null ? `Stream ${stream} is ${to}.` : `Stream ${stream} went from ${from} to ${to}.`,
  }),
  'retention-changed': ({ stream, fromHours, toHours }) => ({
    tone: 'stream',
    text: `Retention of ${stream} went from ${count(fromHours)} h to ${count(toHours)} h.`,
  }),
  'shard-split': ({ shardId, children, closesAtUs }) => ({
    tone: 'stream',
    text: `${shardLabel(shardId)} is split into ${listed(children.map(shardLabel))}; it ${settling(closesAtUs)}.`,
    shardId,
  }),
  'shards-merged': ({ shardIds, child, closesAtUs }) => ({
    tone: 'stream',
    text: `${listed(shardIds.map(shardLabel))} are merged into ${shardLabel(child)}; both take records until ${clock(closesAtUs, 2)}.`,
    shardId: child,
  }),
  'scaling-started': ({ stream, fromShards, toShards, steps }) => ({
    tone: 'stream',
    text: `UpdateShardCount on ${stream}: from ${count(fromShards)} to ${count(toShards)} shards, in ${count(steps)} ${steps === 1 ? 'step' : 'steps'} of splitting and merging.`,
  }),
  'scaling-finished': ({ stream }) => ({ tone: 'good', text: `UpdateShardCount on ${stream} is done.` }),
  'shard-closed': ({ shardId, children }) => ({
    tone: 'stream',
    text: `${shardLabel(shardId)} is closed: it can be read, not written. ${children.length > 0 ? `New records go to ${listed(children.map(shardLabel))}.` : ''}`.trim(),
    shardId,
  }),
  'shard-opened': ({ shardId, parents }) => ({
    tone: 'good',
    text: `${shardLabel(shardId)} takes records${parents.length > 0 ? ` in place of ${listed(parents.map(shardLabel))}` : ''}.`,
    shardId,
  }),
  'shard-expired': ({ shardId }) => ({ tone: 'stream', text: `${shardLabel(shardId)} is gone: retention has trimmed its last record.` }),
  'consumer-status-changed': ({ consumer, stream, from, to }) => ({
    tone: to === 'ACTIVE' ? 'good' : 'stream',
    text: from === null ? `Consumer ${consumer} of ${stream} is ${to}.` : `Consumer ${consumer} of ${stream} went from ${from} to ${to}.`,
  }),
  'subscription-started': ({ consumer, shardId }) => ({
    tone: 'good',
    text: `${consumer} is subscribed to ${shardLabel(shardId)}.`,
    shardId,
  }),
  'subscription-ended': ({ consumer, shardId, how }) => ({
    tone: how === 'failed' || how === 'removed' ? 'limit' : 'stream',
    text: `The subscription of ${consumer} to ${shardLabel(shardId)} ended: ${endOfSubscription[how]}.`,
    shardId,
  }),
  'write-throttling-started': writeThrottled,
  'write-throttling-ended': ({ shardId, refusedRecords, lastedUs }) => ({
    tone: 'good',
    text: `${shardLabel(shardId)} takes all records again: ${count(refusedRecords)} refused within ${duration(lastedUs / 1000)}.`,
    shardId,
  }),
  'read-throttling-started': ({ shardId, limit, consumer }) => ({
    tone: 'limit',
    text: `GetRecords of ${consumer} refused on ${shardLabel(shardId)}: ${limit === 'calls' ? '5 calls/s' : '2 MiB/s'} used up.`,
    shardId,
    why: limit === 'calls' ? SHARED_CALLS : SHARED_BYTES,
  }),
  'read-throttling-ended': ({ shardId, refusedCalls, lastedUs }) => ({
    tone: 'good',
    text: `GetRecords on ${shardLabel(shardId)} is answered again: ${count(refusedCalls)} calls refused within ${duration(lastedUs / 1000)}.`,
    shardId,
  }),
  'records-lost': ({ producer, records, reason }) => ({
    tone: 'limit',
    text: `${producer} lost ${count(records)} ${records === 1 ? 'record' : 'records'}: ${reason === 'ignored' ? 'refused, and not sent again' : 'all attempts used up'}.`,
    why:
      reason === 'ignored'
        ? 'PutRecords answers 200 even where some records failed: a producer that does not look at FailedRecordCount loses them.'
        : 'Each attempt met the limit again. More attempts only help when the shard has room in between.',
  }),
  'records-duplicated': ({ producer, records, ...event }) => ({
    tone: 'limit',
    text: `${producer} put ${count(records)} ${records === 1 ? 'record' : 'records'} into the stream a second time: ${event.reason === 'answer-lost' ? 'the answer to its call was lost, and it sent the call again' : 'it sends a whole call again when a part of it was refused'}.`,
    why:
      event.reason === 'answer-lost'
        ? `It waited ${duration(event.call.waitedUs / 1000)} for an answer and could not know that the records were stored. Each copy has a sequence number of its own: carry an id in the record, and let the consumer drop what it has seen.`
        : `Of a call of ${count(event.call.records)} records, ${count(event.call.refused)} were refused; the others were in the stream already. PutRecords tells for each record whether it failed: send only those again.`,
  }),
  'dataset-ended': ({ producer, rows }) => ({ tone: 'stream', text: `${producer} has sent the last of its ${count(rows)} rows.` }),
  'reading-started': ({ consumer, shardId, from }) => ({
    tone: 'stream',
    text: `${consumer} reads ${shardLabel(shardId)} from ${from}.`,
    shardId,
  }),
  'shard-drained': ({ consumer, shardId, children }) => ({
    tone: 'good',
    text: `${consumer} has read ${shardLabel(shardId)} to its end${children.length > 0 ? ` and goes on with ${listed(children.map(shardLabel))}` : ''}.`,
    shardId,
  }),
  'iterator-expired': ({ consumer, shardId }) => ({
    tone: 'limit',
    text: `ExpiredIteratorException: ${consumer} held its iterator of ${shardLabel(shardId)} for more than 5 minutes.`,
    shardId,
    why: 'A shard iterator is good for five minutes. The consumer asks for a new one after the last sequence number that it read.',
  }),
  'unread-records-trimmed': ({ consumer, shardId, records }) => ({
    tone: 'limit',
    text: `Retention trimmed ${count(records)} records of ${shardLabel(shardId)} that ${consumer} had not read.`,
    shardId,
    why: 'What is older than the retention period is gone for every consumer. Watch the iterator age and raise the retention before it is reached.',
  }),
  'reading-fell-behind': ({ consumer, shardId, ageMs, records, reason }) => ({
    tone: 'limit',
    text: `${consumer} fell behind on ${shardLabel(shardId)}: its oldest unread record is ${duration(ageMs)} old, ${count(records)} wait. ${lagReasons[reason]}`,
    shardId,
    why: lagRemedies[reason],
  }),
  'reading-caught-up': ({ consumer, shardId, lastedUs }) => ({
    tone: 'good',
    text: `${consumer} has caught up on ${shardLabel(shardId)}, ${duration(lastedUs / 1000)} after it fell behind.`,
    shardId,
  }),
  'fault-struck': ({ fault }) => ({ tone: 'stream', text: `Fault: ${faultWords(fault)}.`, ...shardOfFault(fault) }),
  'fault-began': ({ id, fault }) => ({ tone: 'stream', text: `Fault ${id} began: ${faultWords(fault)}.`, ...shardOfFault(fault) }),
  'fault-ended': ({ id, fault, by, lastedUs }) => ({
    tone: 'good',
    text: `Fault ${id} ${endOfFault[by]} after ${duration(lastedUs / 1000)}: ${faultWords(fault)}.`,
    ...shardOfFault(fault),
  }),
  'record-put': ({ shardId, partitionKey, sequenceNumber }) => ({
    tone: 'good',
    text: `Your record with key ${partitionKey} is in ${shardLabel(shardId)}, sequence number ${sequenceNumber}.`,
    shardId,
  }),
};

export function sentenceOf(event: EngineEvent): Sentence {
  const word = wordings[event.type] as (event: EngineEvent) => Words;
  const { tone, text, shardId = null, why = null } = word(event);
  return { atLabel: clock(event.atUs, 2), tone, text, shardId, why };
}
