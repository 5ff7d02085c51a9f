import type { EngineEvent } from '../../engine/events.ts';
import { sentenceOf } from '../sentences.ts';

/** Of the first `happened` events: the delivery streams that are gone, the last first, and what went with each. */
export function deletedStreams(events: readonly EngineEvent[], happened: number): { seq: number; sentence: string }[] {
  const deleted = events.slice(0, happened).filter(({ type }) => type === 'delivery-stream-deleted');
  return deleted.toReversed().map((event) => {
    const { atLabel, text, why } = sentenceOf(event);
    return { seq: event.seq, sentence: `${atLabel} · ${text}${why === null ? '' : ` ${why}`}` };
  });
}
