/**
 * The open answer to "why?" on the Stage: a numbered mark at each thing that a step is about, with the number that the step has
 * in the list and on the timeline. A thing of several steps carries their numbers together.
 */
import type { About, Explanation } from '../../engine/explain/explanation.ts';
import { textWidth } from '../text-width.ts';
import { listed } from '../wording.ts';
import type { Rect, StageLayout } from './marks.ts';

export interface ChainMark extends Rect {
  /** What it stands at: `shard`, `producer`, `consumer` or `key`, and which. */
  key: string;
  /** `2`, `1, 3`, `2–4`. */
  text: string;
}

const SIZE_PX = 18;
const TYPE_PX = 10.5;
/** How far a mark stands over the edge that it is held at. */
const INSET_PX = 8;
const KEY_INSET_PX = 4;
const CORNER_PX = 5;
/** In a lane, from its top; where it is lower, the middle. */
const LANE_PX = 14;

/** Which steps each thing has a part in; numbers count from 1. */
function numbersBy(explanation: Explanation, thing: keyof About): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  explanation.steps.forEach(({ about }, i) => {
    const name = about[thing];
    if (name !== undefined) numbers.set(name, [...(numbers.get(name) ?? []), i + 1]);
  });
  return numbers;
}

/** 1, 2, 3, 5 → `1–3, 5`; two in a row stay apart. */
export function runs(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let from = 0; from < numbers.length;) {
    let to = from;
    while (to + 1 < numbers.length && numbers[to + 1] === numbers[to] + 1) to += 1;
    if (to - from >= 2) parts.push(`${numbers[from]}–${numbers[to]}`);
    else for (let i = from; i <= to; i += 1) parts.push(String(numbers[i]));
    from = to + 1;
  }
  return parts.join(', ');
}

/** Where a mark is held: at its right end, or at its left one. */
interface Place {
  right?: number;
  left?: number;
  y: number;
}

function chainMark(key: string, numbers: readonly number[], place: Place, layout: StageLayout): ChainMark {
  const text = runs(numbers);
  const width = Math.max(SIZE_PX, Math.ceil(textWidth(text, TYPE_PX)) + 9);
  const wished = place.right === undefined ? (place.left ?? 0) : place.right - width;
  return {
    key,
    text,
    x: Math.min(layout.width - width - 1, Math.max(1, wished)),
    y: Math.min(layout.height - SIZE_PX - 1, Math.max(1, place.y - SIZE_PX / 2)),
    width,
    height: SIZE_PX,
  };
}

/** The marks of a chain, in reading order. What is not on the Stage at this moment has none. */
export function chainMarks(explanation: Explanation | null, layout: StageLayout): ChainMark[] {
  if (explanation === null) return [];
  const marks: ChainMark[] = [];
  const mark = (thing: keyof About, name: string, numbers: readonly number[] | undefined, place: Place) => {
    if (numbers !== undefined) marks.push(chainMark(`${thing} ${name}`, numbers, place, layout));
  };
  const producers = numbersBy(explanation, 'producer');
  for (const { id, x, y, width } of layout.producers) mark('producer', id, producers.get(id), { right: x + width + CORNER_PX, y });
  const keys = numbersBy(explanation, 'key');
  const { x, width } = layout.axis;
  for (const key of layout.keys) {
    const side = layout.stacked ? { right: x + KEY_INSET_PX } : { left: x + width - KEY_INSET_PX };
    mark('key', key.label, keys.get(key.label), { ...side, y: key.y + key.height / 2 });
  }
  const shards = numbersBy(explanation, 'shardId');
  for (const lane of layout.lanes) {
    // Where lanes begin at the axis there is no room at their left.
    const place = layout.stacked
      ? { right: lane.x + lane.width + CORNER_PX, y: lane.y + CORNER_PX }
      : { right: lane.x + INSET_PX, y: lane.y + Math.min(LANE_PX, lane.height / 2) };
    mark('shardId', lane.shardId, shards.get(lane.shardId), place);
  }
  const consumers = numbersBy(explanation, 'consumer');
  for (const consumer of layout.consumers) {
    mark('consumer', consumer.id, consumers.get(consumer.id), { right: consumer.x + consumer.width + CORNER_PX, y: consumer.y });
  }
  return marks;
}

/** The same in words, one line a step: `2: shard 1, key FR`. `nameOf` tells how a shard is called here. */
export function chainWords(explanation: Explanation, nameOf: (shardId: string) => string): string[] {
  return explanation.steps.flatMap(({ about }, i) => {
    const things = [
      about.producer === undefined ? '' : `producer ${about.producer}`,
      about.key === undefined ? '' : `partition key ${about.key}`,
      about.shardId === undefined ? '' : nameOf(about.shardId),
      about.consumer === undefined ? '' : `consumer ${about.consumer}`,
    ].filter((thing) => thing !== '');
    return things.length === 0 ? [] : [`${i + 1}: ${listed(things)}`];
  });
}
