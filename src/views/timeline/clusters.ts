/** Pins on the axis: those that would cover each other stand as one mark with their number; words where there is room. */
import { fitText, textWidth } from '../text-width.ts';
import { mergeMarks } from './merge-marks.ts';
import type { Pin, PinKind } from './pins.ts';
import { pinsCounted } from './pins.ts';

export interface PinMark {
  /** Of its first pin. */
  x: number;
  /** One, or all that stand here. */
  pins: readonly Pin[];
  kind: PinKind | 'several';
  /** Half the width of its shape. */
  halfPx: number;
  /** After the moment that is shown: recorded, not yet happened. */
  isLater: boolean;
  /** Empty where there is no room. */
  shownText: string;
  /** Where its words begin and end. */
  textFrom: number;
  textTo: number;
  anchor: 'start' | 'end';
}

/** An episode, as long as it lasted. */
export interface SpanMark {
  seq: number;
  x: number;
  width: number;
  kind: PinKind;
  isLater: boolean;
}

/** What the places of pins depend on. */
export interface PinPlace {
  x: (atUs: number) => number;
  left: number;
  right: number;
  shownUs: number;
  endUs: number;
}

const GAP_PX = 4;
const PIN_HALF_PX = 4.5;
const FONT_PX = 10.5;
const TEXT_GAP_PX = 5;
/** Less than this of a word says nothing. */
const TEXT_MIN_PX = 46;

/** Pins that would cover each other, together. */
export function clusterPins(pins: readonly Pin[], x: (atUs: number) => number): { x: number; halfPx: number; pins: Pin[] }[] {
  return mergeMarks(
    pins.map((pin) => ({ x: x(pin.atUs), halfPx: PIN_HALF_PX, pins: [pin] })),
    GAP_PX,
    (into, from) => {
      into.pins.push(...from.pins);
      into.halfPx = textWidth(String(into.pins.length), FONT_PX) / 2 + PIN_HALF_PX;
    },
  );
}

function markOf({ x, halfPx, pins }: ReturnType<typeof clusterPins>[number], shownUs: number): PinMark {
  const [{ kind, atUs }] = pins;
  return {
    x,
    pins,
    kind: pins.every((pin) => pin.kind === kind) ? kind : 'several',
    halfPx,
    isLater: atUs > shownUs,
    shownText: '',
    textFrom: x,
    textTo: x,
    anchor: 'start',
  };
}

/** Words stand right of their mark, or left of it near the end; they end before the next mark. */
function placeWords(marks: PinMark[], { left, right }: PinPlace): void {
  let takenTo = left;
  marks.forEach((mark, i) => {
    const text = mark.pins.length === 1 ? mark.pins[0].text : pinsCounted(mark.pins);
    const next = i + 1 < marks.length ? marks[i + 1].x - marks[i + 1].halfPx - 4 : right;
    const startsAt = mark.x + mark.halfPx + TEXT_GAP_PX - 1;
    const width = textWidth(text, FONT_PX);
    const isLast = i + 1 === marks.length;
    const endsAt = mark.x - mark.halfPx - TEXT_GAP_PX + 1;
    if (isLast && startsAt + width > right && endsAt - width >= takenTo) {
      Object.assign(mark, { shownText: text, anchor: 'end', textFrom: endsAt - width, textTo: endsAt });
    } else if (next - startsAt >= Math.min(width, TEXT_MIN_PX)) {
      const shown = fitText(text, next - startsAt, FONT_PX);
      Object.assign(mark, { shownText: shown, textFrom: startsAt, textTo: startsAt + textWidth(shown, FONT_PX) });
    }
    takenTo = Math.max(mark.x + mark.halfPx, mark.anchor === 'start' ? mark.textTo : 0) + 4;
  });
}

export function placePins(pins: readonly Pin[], place: PinPlace): { marks: PinMark[]; spans: SpanMark[] } {
  const { x, left, right, shownUs, endUs } = place;
  const marks = clusterPins(pins, x)
    .filter((cluster) => cluster.x >= left - 1 && cluster.x <= right + 1)
    .map((cluster) => markOf(cluster, shownUs));
  placeWords(marks, place);
  const spans: SpanMark[] = [];
  for (const { seq, atUs, lastsUs, kind } of pins) {
    if (lastsUs === 0) continue;
    const from = Math.max(left, x(atUs));
    const to = Math.min(right, x(lastsUs === null ? endUs : atUs + lastsUs));
    if (to > from) spans.push({ seq, x: from, width: to - from, kind, isLater: atUs > shownUs });
  }
  return { marks, spans };
}
