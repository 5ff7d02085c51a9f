/** Where two histories of one run part, and what came of it first. Pure: two lists of events in, one answer out. */
import { SECOND } from '../engine/index.ts';
import type { EngineEvent, EventBody } from '../engine/events.ts';
import type { FirstDifference } from '../protocol/from-worker.ts';

/**
 * What a command says back, and the steps of life-cycles that it sets going. They follow from the command as night follows day, so
 * they are no outcome. All else in the history is what happened to records: refused, lost, sent twice, read late, trimmed unread.
 */
const ANSWERS: ReadonlySet<EventBody['type']> = new Set([
  'command-given',
  'command-refused',
  'stream-status-changed',
  'retention-changed',
  'shard-split',
  'shards-merged',
  'scaling-started',
  'scaling-finished',
  'shard-closed',
  'shard-opened',
  'shard-expired',
  'consumer-status-changed',
  'subscription-started',
  'subscription-ended',
  'reading-started',
  'shard-drained',
  'record-put',
]);

/**
 * The same thing a little earlier or later is no outcome: a spell of throttling begins only after a second without refusals,
 * and losses are summed up per second.
 */
const SAME_WITHIN_US = SECOND;

type Side = 'here' | 'there';

/**
 * Both are whole histories, from the start of the run; what lies after `untilUs` is not looked at. Events are compared by type, time
 * and body; their numbers shift after the first difference, so `seq` and `cause` do not count.
 */
export function firstDifference(here: readonly EngineEvent[], there: readonly EngineEvent[], untilUs: number): FirstDifference | null {
  const shared = sharedLength(here, there);
  const a = tail(here, shared, untilUs);
  const b = tail(there, shared, untilUs);
  if (a.length === 0 && b.length === 0) return null;
  const atUs = Math.min(a[0]?.atUs ?? Infinity, b[0]?.atUs ?? Infinity);
  return { atUs, ...atThatMoment(a, b, atUs), outcome: firstOutcome(a, b, untilUs), comparedUntilUs: untilUs };
}

/** How many events the two have in common at their beginning. */
function sharedLength(here: readonly EngineEvent[], there: readonly EngineEvent[]): number {
  const most = Math.min(here.length, there.length);
  let shared = 0;
  while (shared < most && isSame(here[shared], there[shared])) shared++;
  return shared;
}

function tail(events: readonly EngineEvent[], from: number, untilUs: number): EngineEvent[] {
  const end = events.findIndex(({ atUs }, i) => i >= from && atUs > untilUs);
  return events.slice(from, end < 0 ? events.length : end);
}

/** What each has at that moment and the other has not. Where they only told the same in another order, the first of both. */
function atThatMoment(a: readonly EngineEvent[], b: readonly EngineEvent[], atUs: number): Pick<FirstDifference, Side> {
  const now = (events: readonly EngineEvent[]) => events.filter((event) => event.atUs === atUs);
  const here = without(now(a), now(b));
  const there = without(now(b), now(a));
  if (here.length + there.length > 0) return { here: here[0] ?? null, there: there[0] ?? null };
  return { here: a[0], there: b[0] };
}

/** The events of one list less those of the other, each counted as often as it stands there. */
function without(events: readonly EngineEvent[], others: readonly EngineEvent[]): EngineEvent[] {
  const left = [...others];
  return events.filter((event) => {
    const at = left.findIndex((other) => isSame(event, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** An outcome is told once nothing that is still to come could turn out to be the same on the other branch. */
function firstOutcome(a: readonly EngineEvent[], b: readonly EngineEvent[], untilUs: number): FirstDifference['outcome'] {
  const here = a.filter(isOutcome);
  const there = b.filter(isOutcome);
  const onlyHere = firstWithoutTwin(here, timesByStory(there));
  const onlyThere = firstWithoutTwin(there, timesByStory(here));
  const isHere = onlyHere !== undefined && (onlyThere === undefined || onlyHere.atUs <= onlyThere.atUs);
  const event = isHere ? onlyHere : onlyThere;
  if (event === undefined || event.atUs > untilUs - SAME_WITHIN_US) return null;
  return { atUs: event.atUs, on: isHere ? 'here' : 'there', event };
}

const isOutcome = ({ type }: EngineEvent): boolean => !ANSWERS.has(type);

function firstWithoutTwin(events: readonly EngineEvent[], others: ReadonlyMap<string, number[]>): EngineEvent | undefined {
  return events.find((event) => !(others.get(storyOf(event)) ?? []).some((atUs) => Math.abs(atUs - event.atUs) <= SAME_WITHIN_US));
}

function timesByStory(events: readonly EngineEvent[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const event of events) {
    const story = storyOf(event);
    const known = times.get(story);
    if (known === undefined) times.set(story, [event.atUs]);
    else known.push(event.atUs);
  }
  return times;
}

/** What happened to whom. Who was the first to meet a shard's write limit does not matter. */
function storyOf(event: EngineEvent): string {
  const { type, shardId, consumer, producer, reason } = event as { type: string } & Partial<Record<string, unknown>>;
  const isWriteLimit = type.startsWith('write-throttling');
  return JSON.stringify([type, shardId, consumer, isWriteLimit ? null : producer, reason]);
}

/** The same type, time and body. Shared histories share their events, so that most are the same object. */
function isSame(one: EngineEvent, other: EngineEvent): boolean {
  return isEqual(one, other);
}

/** Members that hold numbers of events, in the event itself or deeper: they shift once a history has an event more. */
const EVENT_NUMBERS: ReadonlySet<string> = new Set(['seq', 'cause']);

/** Plain data, whatever the order of its members: a command may come from a page, a file or a link. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const names = membersOf(one);
  const others = membersOf(other);
  if (Array.isArray(one) !== Array.isArray(other) || names.length !== others.length) return false;
  return names.every((name) => isEqual((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]));
}

const membersOf = (value: object): string[] =>
  Object.keys(value).filter((name) => !EVENT_NUMBERS.has(name) && (value as Record<string, unknown>)[name] !== undefined);
