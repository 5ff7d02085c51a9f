/** The read budgets in words: what stands at the rows, what a call was, and the table twin. */
import type { ReadConsumerFacts, ReadFacts, ReadFrame } from '../../protocol/read-frame.ts';
import { textWidth } from '../text-width.ts';
import { clock, count, duration, listed, mebibytes, shardName, shardNumber } from '../wording.ts';
import { type Call, callsOf, type Got, gotOf } from './calls.ts';

const MIB = 1_048_576;

/** `410 KiB`, `2.00 MiB`. */
export function size(bytes: number): string {
  if (bytes >= MIB) return `${mebibytes(bytes)}\u202FMiB`;
  return bytes >= 1024 ? `${count(Math.round(bytes / 1024))}\u202FKiB` : `${count(bytes)}\u202FB`;
}

/** `$0.030`: what an hour costs, to a tenth of a cent. */
export const dollars = (usd: number): string => (usd === 0 ? '$0' : `$${usd.toFixed(3)}`);

/** The second line of a row. */
export function gotWords({ retrieval, state }: ReadConsumerFacts, got: Got, facts: ReadFacts): string {
  if (state === null) return 'does not read this shard';
  if (state === 'drained') return 'has read it to its end';
  if (state === 'waiting') return 'waits for its parent shard';
  const rate = got.bytes / got.seconds;
  if (retrieval === 'fan-out') return `${mebibytes(rate)} of ${mebibytes(facts.fanOutBytesPerSecondLimit)}\u202FMiB/s`;
  return `${rateOf(got.calls / got.seconds, 'call')} · ${size(rate)}/s`;
}

function rateOf(perSecond: number, what: string): string {
  const shown = count(perSecond);
  return `${shown}\u202F${what}${shown === '1' ? '' : 's'}/s`;
}

/** `3 refused in 5 s: call slots`; empty where nothing was. */
export function refusedWords({ refusedByCalls, refusedByBytes, seconds }: Got): string {
  const refused = refusedByCalls + refusedByBytes;
  if (refused === 0) return '';
  const by = [...(refusedByCalls > 0 ? ['calls'] : []), ...(refusedByBytes > 0 ? ['bytes'] : [])].join(', ');
  return `✕ ${count(refused)} refused in ${duration(seconds * 1000)}: ${by}`;
}

/** What happened at one call, for who points at it or hears it. */
export function callWords({ reader, atUs, outcome, records, bytes }: Call, facts: ReadFacts): string {
  const who = `${reader} · ${clock(atUs, 3)}`;
  const { callsPerSecondLimit, bytesPerSecondLimit } = facts.shared;
  const what = `${count(records)} ${records === 1 ? 'record' : 'records'}, ${size(bytes)}`;
  switch (outcome) {
    case 'answered':
      return records === 0 ? `${who} · an empty answer: it takes a call slot all the same` : `${who} · ${what}`;
    case 'pushed':
      return records === 0 ? `${who} · pushed without records: the subscription is alive` : `${who} · pushed ${what}`;
    case 'refused-by-calls':
      return `${who} · refused: ${count(callsPerSecondLimit)} calls within the last second (ProvisionedThroughputExceededException)`;
    case 'refused-by-bytes':
      return `${who} · refused: ${mebibytes(bytesPerSecondLimit)}\u202FMiB/s are used up (ProvisionedThroughputExceededException)`;
  }
}

export function slotsWords(taken: number, facts: ReadFacts): string {
  const { callsPerSecondLimit: slots } = facts.shared;
  return taken >= slots ? `${count(slots)} of ${count(slots)} taken: full` : `${count(taken)} of ${count(slots)} taken`;
}

/** What all polls together read, and at the ceiling that it is one: the bytes are used up so many seconds ahead. */
export function pipeWords(perSecond: number, aheadSeconds: number, { shared, nowUs }: ReadFacts): string {
  if (shared.blockedUntilUs !== null) return `paying a page: ${duration((shared.blockedUntilUs - nowUs) / 1000)}`;
  const words = `${mebibytes(perSecond)} of ${mebibytes(shared.bytesPerSecondLimit)}\u202FMiB/s`;
  return aheadSeconds * shared.bytesPerSecondLimit >= shared.keptBytes ? `${words}: full` : words;
}

export function latencyWords({ putToRead }: ReadConsumerFacts): [string, string] {
  if (putToRead === null) return ['no records', 'in 10\u202Fs'];
  return [`p50 ${duration(putToRead.p50Ms)}`, `p99 ${duration(putToRead.p99Ms)}`];
}

/** In the fewest words that stand between the edges of a view of this width. */
export function headings({ shared, fanOutBytesPerSecondLimit }: ReadFacts, width: number): { shared: string; dedicated: string } {
  const limits = `${mebibytes(shared.bytesPerSecondLimit)}\u202FMiB/s and ${shared.callsPerSecondLimit} calls/s`;
  const each = `${mebibytes(fanOutBytesPerSecondLimit)}\u202FMiB/s each`;
  const room = width - HEADING_EDGES;
  const fitting = (texts: readonly string[]) => texts.find((text) => textWidth(text, HEADING_PX) * BOLD <= room) ?? texts.at(-1)!;
  return {
    shared: fitting([`Shared: polling, ${limits} for everybody`, `Shared: polling, ${limits}`, `Shared: ${limits}`]),
    dedicated: fitting([`Dedicated: enhanced fan-out, ${each}, pushed`, `Dedicated: fan-out, ${each}, pushed`, `Dedicated: ${each}`]),
  };
}

/** As read-budgets.module.css sets headings: their size, how much wider their weight is, and what is left and right of them. */
const HEADING_PX = 13;
const BOLD = 1.04;
const HEADING_EDGES = 20;

/** What to say in place of, or beside, an empty picture; null where there is nothing to explain. */
export function emptyWords(facts: ReadFacts, calls: readonly Call[]): string | null {
  const { shard, consumers } = facts;
  if (shard === null) return 'The stream has no such shard at this moment.';
  if (consumers.length === 0) return 'Nobody reads this stream.';
  if (shard.state === 'closed') {
    const children = listed(shard.children.map((id) => shardName(shardNumber(id))));
    return `${shardName(shard.index)} is closed: it takes no more records and is only read to its end. New ones are in ${children}.`;
  }
  return calls.length === 0 ? `Nothing was read of ${shardName(shard.index)} in the last 5\u202Fs.` : null;
}

interface ReadBudgetsText {
  summary: string;
  table: { caption: string; columns: string[]; rows: string[][] };
}

const COLUMNS = [
  'Consumer',
  'Retrieval',
  'Calls/s',
  'Pushes/s',
  'Bytes/s',
  'Refused',
  'Between calls',
  'Put to read p50',
  'p99',
  'Fan-out an hour',
];

export function describeReadBudgets(frame: ReadFrame, facts: ReadFacts, nowUs: number): ReadBudgetsText {
  const calls = callsOf(frame);
  const all = gotOf(
    calls.filter(({ outcome }) => outcome !== 'pushed'),
    null,
    nowUs,
    frame.windowUs,
  );
  const name = shardName(shardNumber(frame.shardId));
  const { bytesPerSecondLimit, callsPerSecondLimit } = facts.shared;
  const refused = all.refusedByCalls + all.refusedByBytes;
  const summary =
    `${name}, the last ${duration(all.seconds * 1000)}: all who poll it made ${count(all.calls / all.seconds)} of ${count(callsPerSecondLimit)} calls/s ` +
    `and read ${mebibytes(all.bytes / all.seconds)} of ${mebibytes(bytesPerSecondLimit)} MiB/s. ` +
    (refused === 0
      ? 'No call was refused.'
      : `${count(refused)} calls were refused: ${count(all.refusedByCalls)} for want of a call slot, ${count(all.refusedByBytes)} because the bytes were used up.`);
  const rows = facts.consumers.map((consumer) => rowWords(consumer, gotOf(calls, consumer.id, nowUs, frame.windowUs)));
  return { summary, table: { caption: `Who reads ${name}`, columns: COLUMNS, rows } };
}

function rowWords({ id, retrieval, putToRead, fanOutUsdPerHour }: ReadConsumerFacts, got: Got): string[] {
  const refused = refusedWords(got);
  return [
    id,
    retrieval === 'fan-out' ? 'enhanced fan-out' : 'polling',
    count(got.calls / got.seconds),
    count(got.pushes / got.seconds),
    size(got.bytes / got.seconds),
    refused === '' ? 'none' : refused.slice(2),
    got.waitMs === null ? 'no two calls' : duration(got.waitMs),
    putToRead === null ? 'no records' : duration(putToRead.p50Ms),
    putToRead === null ? 'no records' : duration(putToRead.p99Ms),
    retrieval === 'fan-out' ? dollars(fanOutUsdPerHour) : `would be ${dollars(fanOutUsdPerHour)}`,
  ];
}
