/**
 * A reshard seen: when shards divide, join, open or close, their lanes grow from where they were to where they belong,
 * so that a split visibly divides and a merge visibly joins.
 */
import type { ShardFrame } from '../../protocol/from-worker.ts';
import type { AxisPart, LanePlace, LanePlaces } from './lane-places.ts';

const LASTS_MS = 450;
/** With more lanes, each is too thin for its way to be seen. */
const LANES_MAX = 40;

interface Span {
  top: number;
  bottom: number;
}

/** Where everything stood, by shard id; and the axis as it was. */
interface Standing {
  shape: string;
  lanes: Map<string, Span>;
  parts: AxisPart[];
}

export interface Transition {
  before: Standing | null;
  now: Standing | null;
  startedMs: number;
}

export function createTransition(): Transition {
  return { before: null, now: null, startedMs: -Infinity };
}

export function isRunning(transition: Transition, atMs: number): boolean {
  return transition.before !== null && atMs - transition.startedMs < LASTS_MS;
}

/** Forgets where lanes stood: after a change of size nothing moves, it is simply elsewhere. */
export function forget(transition: Transition): void {
  transition.before = null;
  transition.now = null;
}

function shapeOf(places: LanePlaces, shards: readonly ShardFrame[]): string {
  return places.places.map((place) => `${shards[place.order].id}${place.role}`).join();
}

function standingOf(places: LanePlaces, shards: readonly ShardFrame[]): Standing {
  return {
    shape: shapeOf(places, shards),
    lanes: new Map(places.places.map((place) => [shards[place.order].id, { top: place.top, bottom: place.bottom }])),
    parts: places.parts,
  };
}

/** The height on the axis of a position of the key space, as it was. */
function axisYBefore(parts: readonly AxisPart[], fraction: number): number {
  const part = parts.find((one) => fraction < one.endFraction) ?? parts[parts.length - 1];
  const share = (fraction - part.startFraction) / (part.endFraction - part.startFraction);
  return part.top + (part.bottom - part.top) * Math.min(1, Math.max(0, share));
}

function spanBefore(before: Standing, place: LanePlace, shard: ShardFrame): Span {
  const known = before.lanes.get(shard.id);
  if (known) return known;
  const bottom = axisYBefore(before.parts, shard.endFraction);
  return { top: place.role === 'strip' ? bottom : axisYBefore(before.parts, shard.startFraction), bottom };
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** The places part of the way from where things stood; `share` 0–1. */
export function blendPlaces(before: Standing, places: LanePlaces, shards: readonly ShardFrame[], share: number): LanePlaces {
  const spans = new Map<number, Span>();
  const blended = places.places.map((place): LanePlace => {
    const from = spanBefore(before, place, shards[place.order]);
    const span = { top: between(from.top, place.top, share), bottom: between(from.bottom, place.bottom, share) };
    spans.set(place.order, span);
    return { ...place, ...span };
  });
  const parts = places.parts.map((part): AxisPart => {
    const lane = spans.get(part.order)!;
    return {
      ...part,
      top: between(axisYBefore(before.parts, part.startFraction), part.top, share),
      bottom: between(axisYBefore(before.parts, part.endFraction), part.bottom, share),
      laneTop: lane.top,
      laneBottom: lane.bottom,
    };
  });
  return { ...places, places: blended, parts };
}

/** Where the lanes stand now; starts a transition when the shards have changed. */
export function reshape(
  transition: Transition,
  places: LanePlaces,
  shards: readonly ShardFrame[],
  atMs: number,
  animate: boolean,
): LanePlaces {
  const shape = shapeOf(places, shards);
  const { now } = transition;
  if (now && now.shape !== shape) {
    const can = animate && places.places.length <= LANES_MAX && places.parts.length > 0 && now.parts.length > 0;
    transition.before = can ? now : null;
    transition.startedMs = atMs;
  }
  let placed = places;
  if (transition.before && isRunning(transition, atMs)) {
    const way = (atMs - transition.startedMs) / LASTS_MS;
    placed = blendPlaces(transition.before, places, shards, 1 - (1 - way) ** 3);
  } else {
    transition.before = null;
  }
  transition.now = { ...standingOf(placed, shards), shape };
  return placed;
}
