/**
 * Events that say the same again and again, as one: a producer that loses records every second, a consumer that begins on
 * sixty-four shards. The group stands where its first event stands and grows there.
 */
import type { EngineEvent } from '../../engine/events.ts';
import { count, duration } from '../../views/wording.ts';
import { type Sentence, sentenceOf } from '../sentences.ts';

export interface EventGroup {
  first: EngineEvent;
  last: EngineEvent;
  events: number;
  /** Records lost, where that is what the group is about. */
  records: number;
}

/** Longer silence ends a group. */
const GAP_US = 2_500_000;

/** What makes two events the same story; null for those that stand alone. */
function storyOf(event: EngineEvent): string | null {
  if (event.type === 'records-lost') return `lost ${event.reason} ${event.producer}`;
  if (event.type === 'reading-started') return `reads ${event.from} ${event.consumer}`;
  return null;
}

export class EventGroups {
  readonly groups: EventGroup[] = [];
  private readonly open = new Map<string, EventGroup>();
  private taken = 0;
  private readonly source: readonly EngineEvent[];

  constructor(source: readonly EngineEvent[]) {
    this.source = source;
  }

  /** Whether these are the groups of that history. */
  isOf(source: readonly EngineEvent[]): boolean {
    return this.source === source;
  }

  /** Takes in what the history has grown by. */
  update(): void {
    for (; this.taken < this.source.length; this.taken++) this.add(this.source[this.taken]);
  }

  private add(event: EngineEvent): void {
    const story = storyOf(event);
    const records = event.type === 'records-lost' ? event.records : 0;
    const group = story === null ? undefined : this.open.get(story);
    if (group !== undefined && event.atUs - group.last.atUs <= GAP_US) {
      group.last = event;
      group.events++;
      group.records += records;
      return;
    }
    const started: EventGroup = { first: event, last: event, events: 1, records };
    this.groups.push(started);
    if (story !== null) this.open.set(story, started);
  }
}

export function sentenceOfGroup({ first, last, events, records }: EventGroup): Sentence {
  if (events === 1) return sentenceOf(first);
  if (first.type === 'reading-started') {
    return { ...sentenceOf(first), text: `${first.consumer} reads ${count(events)} shards from ${first.from}.`, shardId: null };
  }
  if (first.type === 'records-lost') {
    const sum = sentenceOf({ ...first, records });
    return { ...sum, text: sum.text.replace(': ', ` within ${duration((last.atUs - first.atUs) / 1000)}: `) };
  }
  return sentenceOf(first);
}
