/** What became of records that were not simply accepted: lost, or twice in the stream. Counted as it happens, told once a second. */
import { emit } from '../kernel/simulation.ts';
import { countThrottle, type MetThrottle, type PutOutcome } from '../kinesis/put-batch.ts';
import { THROTTLES_TOLD } from './producer-event.ts';
import type { Fate, ProducerState, SentBatch, Untold } from './producer-state.ts';
import type { Producers } from './producers.ts';

export const nothingUntold = (): Untold => ({ attempts: 0, throttles: [], call: null, unanswered: null });

/** The refused records of a call are given up. */
export function noteLost(
  producer: ProducerState,
  reason: 'ignored' | 'attempts',
  batch: SentBatch,
  outcome: Pick<PutOutcome, 'failed' | 'throttles'>,
): void {
  producer.totals.lost += outcome.failed;
  producer.untold[reason] += outcome.failed;
  const more = producer.untoldMore[reason];
  more.attempts = Math.max(more.attempts, batch.attempt);
  for (const { seq, records } of outcome.throttles) countThrottle(more.throttles, seq, records);
}

/** Where a whole call came again: what was accepted though it had been before. */
export function noteDuplicates(producer: ProducerState, batch: SentBatch, { limit }: PutOutcome): void {
  const { acceptedBefore, partlyRefused, unanswered, count } = batch;
  if (acceptedBefore === null) return;
  let records = 0;
  for (let i = 0; i < count; i++) if (acceptedBefore[i] === 1 && limit[i] === 0) records++;
  if (records === 0) return;
  producer.totals.duplicated += records;
  if (unanswered !== null) {
    producer.untold.unanswered += records;
    producer.untoldMore.unanswered.unanswered = unanswered;
    return;
  }
  if (partlyRefused === null) return;
  producer.untold.duplicated += records;
  const more = producer.untoldMore.duplicated;
  const { throttles, ...call } = partlyRefused;
  more.call = call;
  for (const { seq, records: refused } of throttles) countThrottle(more.throttles, seq, refused);
}

/** Once a second: what was lost and duplicated since. */
export function tellFates({ sim, state }: Producers): void {
  for (const { spec, untold, untoldMore } of state.list)
    for (const fate of ['ignored', 'attempts', 'duplicated', 'unanswered'] as const) {
      if (untold[fate] === 0) continue;
      const throttles = largestFirst(untoldMore[fate].throttles);
      emit(
        sim,
        bodyOf(spec.id, fate, untold[fate], untoldMore[fate], throttles),
        untoldMore[fate].unanswered?.fault ?? throttles[0]?.seq ?? null,
      );
      untold[fate] = 0;
      untoldMore[fate] = nothingUntold();
    }
}

const largestFirst = (throttles: readonly MetThrottle[]): MetThrottle[] =>
  throttles.toSorted((a, b) => b.records - a.records || a.seq - b.seq).slice(0, THROTTLES_TOLD);

function bodyOf(producer: string, fate: Fate, records: number, { attempts, call, unanswered }: Untold, throttles: MetThrottle[]) {
  if (fate === 'unanswered') {
    const { fault: _, ...lost } = unanswered!;
    return { type: 'records-duplicated', producer, records, reason: 'answer-lost', call: lost };
  }
  if (fate === 'duplicated') return { type: 'records-duplicated', producer, records, reason: 'whole-call', call, throttles };
  return { type: 'records-lost', producer, records, reason: fate, attempts, throttles };
}
