/** The limit that a chain ran into, in words: how much of it was used, what it is, and where that number comes from. */
import type { ExplanationStep, HitLimit } from '../../engine/explain/explanation.ts';
import type { QuotaFact } from '../../protocol/from-worker.ts';
import { clock, count, duration, mebibytes } from '../../views/wording.ts';
import { valueInWords } from '../header/LimitsTool.tsx';
import { shardLabel } from '../event-words.ts';

/** A budget that holds more than this beyond what it is given in the time had saved something. */
const SAVED_SHARE = 0.005;

function placeLabel(of: string): string {
  return of.startsWith('shardId-') ? shardLabel(of) : of;
}

/** The two amounts of "x of y", and what they are amounts of. */
function amounts({ unit, used, budget }: HitLimit): string {
  switch (unit) {
    case 'records':
      return `${count(used)} of ${whole(budget)} ${noun(Math.floor(budget), 'record')}`;
    case 'bytes':
      return `${mebibytes(used)} of ${mebibytes(budget)} MiB`;
    case 'calls':
      return `${count(used)} of ${count(budget)} ${noun(budget, 'call')}`;
    case 'attempts':
      return `${count(used)} of ${count(budget)} ${noun(budget, 'attempt')}`;
    case 'microseconds':
      return `${duration(used / 1000)} of ${duration(budget / 1000)}`;
  }
}

function noun(amount: number, one: string): string {
  return amount === 1 ? one : `${one}s`;
}

function perSecond({ unit, allows }: HitLimit): string {
  return unit === 'bytes' ? `${mebibytes(allows)} MiB/s` : `${count(allows)} ${unit}/s`;
}

function amount(unit: HitLimit['unit'], value: number): string {
  return unit === 'bytes' ? `${mebibytes(value)} MiB` : whole(value);
}

/** A record that the budget would hold in part is not taken: a part counts as nothing. */
function whole(value: number): string {
  return count(Math.floor(value + 1e-6));
}

/**
 * Where a budget that fills as time goes came from: what had been saved before, and what was given meanwhile. Empty where it is
 * what one second gives, no more.
 */
function originOfBudget(limit: HitLimit): string {
  const { unit, allows, budget, sinceUs, untilUs } = limit;
  if (unit !== 'records' && unit !== 'bytes') return '';
  const given = (allows * (untilUs - sinceUs)) / 1e6;
  const saved = budget - given;
  if (budget <= allows * (1 + SAVED_SHARE) || saved <= allows * SAVED_SHARE) return '';
  if (given < allows * SAVED_SHARE) return ': all of it saved before';
  return `: ${amount(unit, saved)} saved before, and ${amount(unit, given)} given in ${timeOf(limit)} at ${perSecond(limit)}`;
}

function timeOf({ sinceUs, untilUs }: HitLimit): string {
  return duration((untilUs - sinceUs) / 1000);
}

/** `shard-2 had used 1 000 of 1 000 records since 00:41.000.` */
export function limitSentence(limit: HitLimit): string {
  const { quota, of, unit, used, budget } = limit;
  const since = clock(limit.sinceUs, 3);
  if (quota === null && unit === 'records') return readerSentence(limit);
  if (quota === null && unit === 'microseconds') {
    return `What came at ${since} was ${duration(used / 1000)} old; ${of} keeps records for ${duration(budget / 1000)}.`;
  }
  if (quota === 'iteratorLifeSeconds') {
    return `The iterator of ${placeLabel(of)} was ${duration(used / 1000)} old; it is good for ${duration(budget / 1000)}.`;
  }
  // A page larger than the budget is given out all the same, and paid for in the time after it.
  if (unit === 'bytes' && used > budget * (1 + SAVED_SHARE)) {
    return `${placeLabel(of)} had given out ${mebibytes(used)} MiB since ${since}; only ${mebibytes(budget)} MiB of that was covered by then, at ${perSecond(limit)}.`;
  }
  return `${placeLabel(of)} had used ${amounts(limit)} since ${since}${originOfBudget(limit)}.`;
}

/** What came for a reader, and what its own settings let it take in that time. */
function readerSentence(limit: HitLimit): string {
  const { of, used, budget, sinceUs } = limit;
  const came = `${count(used)} ${noun(used, 'record')}`;
  return `Since ${clock(sinceUs, 3)}, ${came} came; in these ${timeOf(limit)} ${of} can take ${whole(budget)}, at ${perSecond(limit)}.`;
}

/** Before which step the limit is told: before the event that came of it, the last one at the latest. */
export function placeOfLimit(steps: readonly ExplanationStep[], { untilUs }: HitLimit): number {
  const place = steps.findIndex((step) => step.kind === 'event' && step.atUs >= untilUs);
  return place < 0 ? steps.length - 1 : place;
}

/** 0–1, for the drawn budget. */
export function usedShare({ used, budget }: HitLimit): number {
  return budget > 0 ? Math.min(1, Math.max(0, used / budget)) : 1;
}

interface LimitFact {
  title: string;
  value: string;
  /** Null: a setting of this run, chosen by the learner or the scenario. */
  origin: Pick<QuotaFact, 'source' | 'asOf' | 'older'> | null;
}

const SETTINGS: Record<HitLimit['unit'], string> = {
  records: 'What this consumer can take, by its poll interval, Limit and work',
  bytes: 'Bytes, as set in this run',
  calls: 'Calls, as set in this run',
  microseconds: 'Retention period of the stream',
  attempts: 'Attempts, as set for this producer',
};

/** What the limit is. A quota has its title, value and source from the run's own list. */
export function limitFact(limit: HitLimit, quotas: readonly QuotaFact[]): LimitFact {
  const quota = quotas.find(({ key }) => key === limit.quota);
  if (quota !== undefined) return { title: quota.title, value: valueInWords(quota), origin: quota };
  const value =
    limit.unit === 'microseconds'
      ? duration(limit.allows / 1000)
      : limit.unit === 'attempts'
        ? `${count(limit.allows)} ${noun(limit.allows, 'attempt')}`
        : perSecond(limit);
  return { title: limit.quota ?? SETTINGS[limit.unit], value, origin: null };
}
