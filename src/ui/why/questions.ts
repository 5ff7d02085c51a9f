/** The question that an answer answers, which is its heading; and what is said aloud when it opens. */
import type { EngineEvent } from '../../engine/events.ts';
import type { Explanation } from '../../engine/explain/explanation.ts';
import { count } from '../../views/wording.ts';
import { shardLabel } from '../event-words.ts';
import { limitSentence } from './limit-sentences.ts';

export function questionOf(event: EngineEvent): string {
  switch (event.type) {
    case 'write-throttling-started':
      return `Why did ${shardLabel(event.shardId)} refuse records?`;
    case 'read-throttling-started':
      return `Why did ${shardLabel(event.shardId)} refuse GetRecords?`;
    case 'records-lost':
      return `Why did ${event.producer} lose ${recordsInWords(event.records)}?`;
    case 'records-duplicated':
      return `Why did ${event.producer} put ${recordsInWords(event.records)} twice?`;
    case 'reading-fell-behind':
      return `Why did ${event.consumer} fall behind on ${shardLabel(event.shardId)}?`;
    case 'iterator-expired':
      return `Why did the iterator of ${event.consumer} on ${shardLabel(event.shardId)} expire?`;
    case 'unread-records-trimmed':
      return `Why were ${recordsInWords(event.records)} of ${shardLabel(event.shardId)} trimmed unread?`;
    case 'command-refused':
      return 'Why was the command refused?';
    default:
      return 'Why did this happen?';
  }
}

function recordsInWords(records: number): string {
  return `${count(records)} ${records === 1 ? 'record' : 'records'}`;
}

/** One message: the question, how long the chain is, and the limit. The rest is read where it stands. */
export function announcementOf(event: EngineEvent, explanation: Explanation | null): string {
  const question = questionOf(event);
  if (explanation === null) return `${question} No causes are at hand.`;
  const { steps, limit } = explanation;
  const length = `${count(steps.length)} ${steps.length === 1 ? 'step' : 'steps'}, marked on Stage and timeline.`;
  return limit === null ? `${question} ${length}` : `${question} ${length} ${limitSentence(limit)}`;
}
