/** The stage in words: a summary, the pipeline as nested lists with live values, and the lanes as a table. */
import type { Explanation } from '../../engine/explain/explanation.ts';
import type { ConsumerFrame, ProducerFrame, ShardFrame, SlowFrame } from '../../protocol/from-worker.ts';
import type { KclFrame } from '../../protocol/kcl-frame.ts';
import { kindName, readingWords, retrievalOf } from '../consumer-words.ts';
import { accountWords, blockedReasons } from '../lambda-words.ts';
import { count, duration, hexOfFraction, listed, mebibytes, percent, shardName, shardNumber } from '../wording.ts';
import { chainWords } from './chain.ts';
import { heldShards, lagWords, ranges } from './consumer-rows.ts';
import { hotText, shardNote } from './lane-words.ts';

export interface TextItem {
  text: string;
  items: TextItem[];
}

export interface TextTable {
  caption: string;
  columns: string[];
  /** The first cell of a row names it. */
  rows: string[][];
}

export interface StageText {
  summary: string;
  pipeline: TextItem[];
  shards: TextTable;
}

function item(text: string, items: (TextItem | string)[] = []): TextItem {
  return { text, items: items.map((one) => (typeof one === 'string' ? { text: one, items: [] } : one)) };
}

function plural(amount: number, one: string, many: string): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

function summaryOf(slow: SlowFrame): string {
  const { stream, shards, producers, consumers } = slow;
  const sent = producers.reduce((sum, producer) => sum + producer.sentPerSecond, 0);
  const refused = producers.reduce((sum, producer) => sum + producer.refusedPerSecond, 0);
  const sentences = [`Stream ${stream.name} is ${stream.status} with ${plural(stream.openShards, 'open shard', 'open shards')}.`];
  sentences.push(
    producers.length === 0
      ? 'There are no producers: nothing is put.'
      : `${plural(producers.length, 'producer puts', 'producers put')} ${count(sent)} records/s${refused > 0 ? `, of which ${count(refused)}/s are throttled` : ''}.`,
  );
  const hot = shards.filter((shard) => shard.write.atLimit !== null);
  if (hot.length > 0) sentences.push(`${listed(hot.map((shard) => `${shardName(shard.index)} is ${hotText(shard)}`))}.`);
  const draining = shards.filter((shard) => shard.state === 'closed');
  if (draining.length > 0) sentences.push(`Closed and still readable: ${listed(draining.map((shard) => shardName(shard.index)))}.`);
  sentences.push(
    consumers.length === 0
      ? 'There are no consumers: nothing is read.'
      : `${listed(consumers.map((consumer) => `${consumer.spec.id} is ${lagWords(consumer)}`))}.`,
  );
  return sentences.join(' ');
}

function producerItem(producer: ProducerFrame): TextItem {
  const parts = [
    `sends ${count(producer.sentPerSecond)} records/s of ${count(producer.wantedPerSecond)} wanted`,
    `${count(producer.acceptedPerSecond)}/s accepted, ${count(producer.refusedPerSecond)}/s throttled`,
    `since the start: ${count(producer.accepted)} accepted, ${count(producer.retried)} retried, ${count(producer.lost)} lost`,
  ];
  if (producer.waiting > 0) parts.push(`${count(producer.waiting)} waiting to be sent`);
  if (producer.ended) parts.push('its data set has ended');
  return item(`${producer.spec.id} (${producer.spec.calls.api})`, parts);
}

function shardItem(shard: ShardFrame, slow: SlowFrame, nowUs: number): TextItem {
  const { write, read } = shard;
  const note = shardNote(shard, slow.consumers, nowUs).text;
  const parts = [
    `${hexOfFraction(shard.startFraction)} to ${hexOfFraction(shard.endFraction)}, ${percent(shard.endFraction - shard.startFraction)} of the key space`,
    `put: ${count(write.records)} of ${count(write.recordsLimit)} records/s, ${mebibytes(write.bytes)} of ${mebibytes(write.bytesLimit)} MiB/s, ${count(write.refused)} throttled/s`,
    `read: ${count(read.calls)} of ${count(read.callsLimit)} calls/s, ${mebibytes(read.bytes)} of ${mebibytes(read.bytesLimit)} MiB/s, ${count(read.refusedCalls)} refused/s`,
    `${count(shard.retained)} records kept`,
  ];
  if (shard.topKey) parts.push(`most frequent key: ${shard.topKey.label}, ${percent(shard.topKey.share)} of its records`);
  return item(`${shardName(shard.index)}, ${shard.state}${note ? `: ${note}` : ''}`, parts);
}

function callWords(consumer: ConsumerFrame): string {
  if (retrievalOf(consumer.spec) === 'fan-out') return 'a pipe of its own: 2 MiB/s per shard';
  return `shares the read budget: ${count(consumer.callsPerSecond)} calls/s, ${count(consumer.refusedCallsPerSecond)} refused/s`;
}

function workerItems(kcl: KclFrame): string[] {
  return kcl.workers.map(({ id, process, leader, instance, zone }) => {
    const held = heldShards(kcl, id);
    const holds = held.length === 0 ? 'holds no lease' : `holds the leases of ${held.length === 1 ? 'shard' : 'shards'} ${ranges(held)}`;
    return `${id} on ${instance} in ${zone}, ${process}${leader ? ', leader' : ''}: ${holds}`;
  });
}

function consumerItem(consumer: ConsumerFrame, nowUs: number): TextItem {
  const cursors = consumer.cursors.map((cursor) => {
    const behind = cursor.lagMs > 0 ? `, ${duration(cursor.lagMs)} and ${plural(cursor.lagRecords, 'record', 'records')} behind` : '';
    return `${shardName(cursor.shardIndex)}: ${cursor.state}${behind}`;
  });
  const parts: (TextItem | string)[] = [
    `${readingWords(consumer.spec)}, ${callWords(consumer)}`,
    `reads ${count(consumer.recordsPerSecond)} records/s, ${lagWords(consumer)}, ${count(consumer.lagRecords)} unread`,
  ];
  if (consumer.putToReadP50Ms !== null)
    parts.push(`put to read: p50 ${duration(consumer.putToReadP50Ms)}, p99 ${duration(consumer.putToReadP99Ms ?? 0)}`);
  if (consumer.lambda !== null) parts.push(accountWords(consumer.lambda), ...blockedReasons(consumer.lambda, nowUs));
  if (consumer.kcl !== null) parts.push(item('workers', workerItems(consumer.kcl)));
  if (cursors.length > 0) parts.push(item('position per shard', cursors));
  return item(`${consumer.spec.id} (${kindName(consumer.spec)})`, parts);
}

function shardTable(slow: SlowFrame, nowUs: number): TextTable {
  return {
    caption: `Shards of ${slow.stream.name}, use in the last second`,
    columns: ['Shard', 'State', 'From hash key', 'Part of key space', 'Records/s', 'MiB/s', 'Throttled/s', 'Records kept', 'Note'],
    rows: slow.shards.map((shard) => [
      shardName(shard.index),
      shard.state,
      hexOfFraction(shard.startFraction),
      percent(shard.endFraction - shard.startFraction),
      `${count(shard.write.records)} of ${count(shard.write.recordsLimit)}`,
      `${mebibytes(shard.write.bytes)} of ${mebibytes(shard.write.bytesLimit)}`,
      count(shard.write.refused),
      count(shard.retained),
      shardNote(shard, slow.consumers, nowUs).text,
    ]),
  };
}

/** The record that the learner follows: how long ago it was put, and who has read it. */
export function followedWords(slow: SlowFrame, shardIndex: number, arrivalUs: number, nowUs: number): string {
  const readers = slow.consumers.filter((consumer) =>
    consumer.cursors.some((cursor) => cursor.shardIndex === shardIndex && cursor.atUs !== null && cursor.atUs >= arrivalUs),
  );
  const read = readers.length > 0 ? `read by ${listed(readers.map((consumer) => consumer.spec.id))}` : 'not read yet';
  return `followed record in ${shardName(shardIndex)}: put ${duration(Math.max(0, nowUs - arrivalUs) / 1000)} ago, ${read}`;
}

/** What the numbered marks stand at; a shard that is not here at this moment is said to be so. */
function markedWords(explained: Explanation, slow: SlowFrame): string[] {
  return chainWords(explained, (shardId) => {
    const name = shardName(shardNumber(shardId));
    return slow.shards.some(({ id }) => id === shardId) ? name : `${name} (not on the Stage at this moment)`;
  });
}

/** `nowUs` absent: the end of the newest time slot. `explained`: the answer to "why?" whose steps are marked. */
export function describeStage(
  slow: SlowFrame,
  nowUs: number = slow.cells.newestSlotUs + slow.cells.slotUs,
  explained: Explanation | null = null,
): StageText {
  const keys = slow.keys.map((key) => `${key.label}: ${percent(key.share)} of the records, at ${hexOfFraction(key.hashFraction)}`);
  return {
    summary: summaryOf(slow),
    pipeline: [
      item('Producers', slow.producers.map(producerItem)),
      item('Most frequent partition keys', keys),
      item(
        'Shards',
        slow.shards.map((shard) => shardItem(shard, slow, nowUs)),
      ),
      item(
        'Consumers',
        slow.consumers.map((consumer) => consumerItem(consumer, nowUs)),
      ),
      ...(explained === null ? [] : [item('Marked with the numbers of the answer', markedWords(explained, slow))]),
    ],
    shards: shardTable(slow, nowUs),
  };
}
