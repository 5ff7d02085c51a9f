/** Lines of a consumer's box: what kind it is, how far behind, and of an application its workers with the shards they hold. */
import type { ConsumerFrame } from '../../protocol/from-worker.ts';
import type { KclFrame, KclWorkerFrame } from '../../protocol/kcl-frame.ts';
import type { LambdaFrame } from '../../protocol/lambda-frame.ts';
import { kindWords, retrievalOf } from '../consumer-words.ts';
import { count, duration, shortCount } from '../wording.ts';
import { blockedWords } from '../lambda-words.ts';
import type { LineMark } from './marks.ts';

/** A consumer that is further behind is written in the limit's colour. */
const FAR_BEHIND_MS = 5000;
/** With more workers than this, the busiest are shown and the others counted. */
const WORKER_ROWS_MAX = 6;

export const isFarBehind = (consumer: ConsumerFrame): boolean => consumer.lagMs > FAR_BEHIND_MS;

/** It has no shard yet: it is being registered, or its workers wait for their leases. */
const hasNotBegun = ({ cursors }: ConsumerFrame): boolean =>
  cursors.every(({ state, atUs }) => atUs === null && (state === 'waiting' || state === 'starting'));

export function lagWords(consumer: ConsumerFrame): string {
  if (hasNotBegun(consumer)) return 'not reading yet';
  return consumer.lagMs > 0 ? `${duration(consumer.lagMs)} behind` : 'caught up';
}

/** Ascending numbers with their runs joined: `0–3, 5`. */
export function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`)).join(', ');
}

/** Shards whose lease names the worker and that are not read to their end. */
export function heldShards(kcl: KclFrame, worker: string): number[] {
  return kcl.leases.filter((lease) => lease.leaseOwner === worker && lease.checkpoint !== 'SHARD_END').map(({ shardIndex }) => shardIndex);
}

function workerRow(kcl: KclFrame, worker: KclWorkerFrame): LineMark {
  const held = heldShards(kcl, worker.id);
  const shards = held.length === 0 ? '–' : ranges(held);
  if (worker.process === 'dead') return { text: `✕ ${worker.id}`, right: shards, tone: 'limit', worker: worker.id };
  if (worker.process === 'frozen') return { text: `‖ ${worker.id}`, right: shards, tone: 'limit', worker: worker.id };
  return { text: worker.id, right: shards, tone: 'quiet', worker: worker.id };
}

/** Workers in trouble first to be shown, then those that hold most; in their own order. */
function shownWorkers(kcl: KclFrame): KclWorkerFrame[] {
  if (kcl.workers.length <= WORKER_ROWS_MAX) return kcl.workers;
  const rank = ({ process, leases }: KclWorkerFrame) => (process === 'running' ? leases : Number.MAX_SAFE_INTEGER);
  const kept = kcl.workers.toSorted((a, b) => rank(b) - rank(a)).slice(0, WORKER_ROWS_MAX - 1);
  return kcl.workers.filter((worker) => kept.includes(worker));
}

function workerRows(kcl: KclFrame): LineMark[] {
  const shown = shownWorkers(kcl);
  const rows = shown.map((worker) => workerRow(kcl, worker));
  const hidden = kcl.workers.length - shown.length;
  return hidden === 0 ? rows : [...rows, { text: `and ${count(hidden)} more`, tone: 'quiet' }];
}

/** `push`, or how the kind reads where its own words do not say so. */
function kindLine({ spec }: ConsumerFrame): LineMark {
  const words = spec.kind === 'kcl' || spec.kind === 'lambda' ? kindWords(spec).split(' · ') : [kindWords(spec)];
  return { text: words.length === 1 ? words[0] : `${words[0]} · ${retrievalOf(spec)}`, tone: 'quiet' };
}

/** How many invocations run of how many may, and which shards stand still. */
function lambdaLines(lambda: LambdaFrame): LineMark[] {
  const running: LineMark = {
    text: `${shortCount(lambda.concurrency)} of ${shortCount(lambda.concurrencyLimit)} busy`,
    tone: lambda.concurrency >= lambda.concurrencyLimit ? 'limit' : 'quiet',
  };
  if (lambda.mapping === 'Creating') return [{ text: 'mapping: Creating', tone: 'quiet' }];
  const blocked = blockedWords(lambda);
  return blocked === '' ? [running] : [running, { text: `✕ ${blocked}`, tone: 'limit' }];
}

/** All that there is to say, most important first; the box takes what it has room for. */
export function consumerLines(consumer: ConsumerFrame): LineMark[] {
  const lag: LineMark = { text: lagWords(consumer), tone: isFarBehind(consumer) ? 'limit' : hasNotBegun(consumer) ? 'quiet' : 'good' };
  const rows = consumer.kcl === null ? [] : workerRows(consumer.kcl);
  if (rows.length > 0) return [kindLine(consumer), lag, ...rows];
  if (consumer.lambda !== null) return [kindLine(consumer), lag, ...lambdaLines(consumer.lambda)];
  return [kindLine(consumer), lag, { text: `${shortCount(consumer.recordsPerSecond)} rec/s`, tone: 'quiet' }];
}
