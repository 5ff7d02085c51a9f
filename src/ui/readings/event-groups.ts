/**
 * Events that say the same again and again, as one: a producer that loses records every second, a consumer that begins on
 * sixty-four shards. The group stands where its first event stands and grows there; going back in time it shrinks again,
 * event by event, so that the cost is what moved and never the length of the history.
 */
import type { EngineEvent } from '../../engine/events.ts';
import { count, duration } from '../../views/wording.ts';
import { type Sentence, sentenceOf } from '../sentences.ts';

export interface EventGroup {
  first: EngineEvent;
  last: EngineEvent;
  events: number;
  /** Records lost or sent twice, where that is what the group is about. */
  records: number;
}

interface GrowingGroup extends EventGroup {
  story: string | null;
  members: EngineEvent[];
  /** The group of the same story before this one. */
  before: GrowingGroup | undefined;
}

/** Longer silence ends a group. */
const GAP_US = 2_500_000;

/** What makes two events the same story; null for those that stand alone. */
function storyOf(event: EngineEvent): string | null {
  if (event.type === 'records-lost') return `lost ${event.reason} ${event.producer}`;
  if (event.type === 'records-duplicated') return `duplicated ${event.reason} ${event.producer}`;
  if (event.type === 'reading-started') return `reads ${event.from} ${event.consumer}`;
  return null;
}

function recordsOf(event: EngineEvent): number {
  return event.type === 'records-lost' || event.type === 'records-duplicated' ? event.records : 0;
}

export class EventGroups {
  private readonly list: GrowingGroup[] = [];
  /** The group of each event that has been taken in. */
  private readonly groupOf: GrowingGroup[] = [];
  private readonly open = new Map<string, GrowingGroup>();
  private readonly source: readonly EngineEvent[];

  constructor(source: readonly EngineEvent[]) {
    this.source = source;
  }

  get groups(): readonly EventGroup[] {
    return this.list;
  }

  /** Whether these are the groups of that history. */
  isOf(source: readonly EngineEvent[]): boolean {
    return this.source === source;
  }

  /** The groups of the first `happened` events: takes in what came since, gives back what has not happened yet. */
  update(happened: number): void {
    const wanted = Math.min(happened, this.source.length);
    while (this.groupOf.length > wanted) this.giveBack();
    while (this.groupOf.length < wanted) this.add(this.source[this.groupOf.length]);
  }

  private add(event: EngineEvent): void {
    const story = storyOf(event);
    const before = story === null ? undefined : this.open.get(story);
    const joins = before !== undefined && event.atUs - before.last.atUs <= GAP_US;
    const group = joins ? before : this.begin(event, story, before);
    group.members.push(event);
    group.last = event;
    group.events++;
    group.records += recordsOf(event);
    this.groupOf.push(group);
  }

  private begin(first: EngineEvent, story: string | null, before: GrowingGroup | undefined): GrowingGroup {
    const group: GrowingGroup = { first, last: first, events: 0, records: 0, story, members: [], before };
    this.list.push(group);
    if (story !== null) this.open.set(story, group);
    return group;
  }

  private giveBack(): void {
    const group = this.groupOf.pop()!;
    group.records -= recordsOf(group.members.pop()!);
    group.events--;
    if (group.events > 0) {
      group.last = group.members[group.events - 1];
      return;
    }
    // Groups begin in the order of their first events: an emptied one is the newest.
    this.list.pop();
    if (group.story === null) return;
    if (group.before === undefined) this.open.delete(group.story);
    else this.open.set(group.story, group.before);
  }
}

export function sentenceOfGroup({ first, last, events, records }: EventGroup): Sentence {
  if (events === 1) return sentenceOf(first);
  if (first.type === 'reading-started') {
    return { ...sentenceOf(first), text: `${first.consumer} reads ${count(events)} shards from ${first.from}.`, shardId: null };
  }
  if (first.type === 'records-lost' || first.type === 'records-duplicated') {
    const sum = sentenceOf({ ...first, records });
    return { ...sum, text: sum.text.replace(': ', ` within ${duration((last.atUs - first.atUs) / 1000)}: `) };
  }
  return sentenceOf(first);
}
