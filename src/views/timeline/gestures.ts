/**
 * Pointer and wheel on the timeline. A mouse seeks as it is pressed and scrubs as it is dragged; a finger waits until it has moved or
 * is lifted, because a second one may follow: two fingers zoom and pan. The wheel zooms at the pointer, sideways or with Shift it pans.
 */
import type { Hit } from './hit.ts';
import { hitAt } from './hit.ts';
import type { TimelineLayout } from './layout.ts';
import { timeAt } from './layout.ts';
import type { TimeWindow } from './window.ts';
import { isWhole, lengthOf, panned, pinched, zoomed } from './window.ts';

export interface GestureTarget {
  layout(): TimelineLayout | null;
  scrub(atUs: number, isDragging: boolean): void;
  click(hit: Hit): void;
  /** Where the pointer is while nothing is pressed; null where it is not. */
  hover(place: { x: number; y: number } | null): void;
  showPart(window: TimeWindow): void;
}

interface Press {
  pointerId: number;
  x: number;
  hit: Hit;
  isTouch: boolean;
  does: 'wait' | 'scrub' | 'pan';
}

interface Hand {
  fingers: Map<number, number>;
  press: Press | null;
  /** The moments that two fingers hold. */
  held: [number, number] | null;
}

const DRAG_PX = 4;
/** Zoom by a notch of a wheel (100 px) is a third; a pinch on a trackpad comes in small steps. */
const WHEEL_ZOOM = 0.0028;
const PINCH_ZOOM = 0.012;
const LINE_PX = 16;
const PAGE_PX = 400;

export function listenForGestures(surface: HTMLElement, target: GestureTarget): void {
  const hand: Hand = { fingers: new Map(), press: null, held: null };
  const xOf = (event: MouseEvent) => event.clientX - surface.getBoundingClientRect().left;
  const yOf = (event: MouseEvent) => event.clientY - surface.getBoundingClientRect().top;

  surface.addEventListener('pointerdown', (event) => {
    const layout = target.layout();
    if (layout === null || event.button !== 0) return;
    surface.setPointerCapture(event.pointerId);
    hand.fingers.set(event.pointerId, xOf(event));
    if (hand.fingers.size === 2) return takeHold(hand, layout, target);
    if (hand.fingers.size > 2) return;
    const isTouch = event.pointerType === 'touch';
    const [x, hit] = [xOf(event), hitAt(layout, xOf(event), yOf(event), isTouch)];
    hand.press = { pointerId: event.pointerId, x, hit, isTouch, does: 'wait' };
    // What was told of the place is not to cover what is said once one stands there.
    target.hover(null);
    if (hit.kind === 'minimap') {
      hand.press.does = 'pan';
      centreAt(layout, x, target);
    } else if (hit.kind === 'moment' && !isTouch) {
      hand.press.does = 'scrub';
      target.scrub(hit.atUs, true);
    }
  });

  surface.addEventListener('pointermove', (event) => {
    const layout = target.layout();
    if (layout === null) return;
    const x = xOf(event);
    if (hand.fingers.has(event.pointerId)) hand.fingers.set(event.pointerId, x);
    if (hand.held !== null) return pinch(hand, layout, target);
    const { press } = hand;
    if (press === null || press.pointerId !== event.pointerId) {
      return target.hover(event.pointerType === 'touch' ? null : { x, y: yOf(event) });
    }
    if (press.does === 'wait' && Math.abs(x - press.x) >= DRAG_PX) press.does = 'scrub';
    if (press.does === 'pan') centreAt(layout, x, target);
    if (press.does !== 'scrub') return;
    // The clock tells the moment now; a tip would cover what is said about the past.
    target.hover(null);
    target.scrub(timeAt(layout, x), true);
  });

  const lift = (event: PointerEvent) => {
    // A gesture that the browser takes away has no place of its own any more: the last one counts.
    const x = event.type === 'pointerup' ? xOf(event) : hand.fingers.get(event.pointerId);
    if (!hand.fingers.delete(event.pointerId)) return;
    const { press, held } = hand;
    if (held !== null) {
      if (hand.fingers.size < 2) hand.held = null;
      return;
    }
    if (press === null || press.pointerId !== event.pointerId) return;
    hand.press = null;
    const layout = target.layout();
    if (press.does === 'scrub' && layout !== null) target.scrub(timeAt(layout, x!), false);
    else if (press.does === 'wait' && event.type === 'pointerup') target.click(press.hit);
  };
  for (const type of ['pointerup', 'pointercancel'] as const) surface.addEventListener(type, lift);
  surface.addEventListener('pointerleave', () => target.hover(null));
  surface.addEventListener('wheel', (event) => wheel(event, xOf(event), target), { passive: false });
}

/** A second finger: what the first began is ended where it stands, and both hold the moments under them. */
function takeHold(hand: Hand, layout: TimelineLayout, target: GestureTarget): void {
  const { press } = hand;
  if (press?.does === 'scrub') target.scrub(timeAt(layout, hand.fingers.get(press.pointerId)!), false);
  hand.press = null;
  target.hover(null);
  const [first, second] = [...hand.fingers.values()].map((x) => timeAt(layout, x));
  hand.held = [first, second];
}

function pinch({ fingers, held }: Hand, { left, right, whole }: TimelineLayout, target: GestureTarget): void {
  const [first, second] = [...fingers.values()].map((x) => (x - left) / (right - left));
  target.showPart(pinched(held!, [first, second], whole));
}

/** On the small picture of the whole run: the part about this place. */
function centreAt({ left, right, whole, window }: TimelineLayout, x: number, target: GestureTarget): void {
  const atUs = ((x - left) / (right - left)) * whole.toUs;
  target.showPart(panned(window, whole, atUs - (window.fromUs + window.toUs) / 2));
}

function wheel(event: WheelEvent, x: number, target: GestureTarget): void {
  const layout = target.layout();
  if (layout === null) return;
  const { window, whole, left, right } = layout;
  const px = event.deltaMode === 1 ? LINE_PX : event.deltaMode === 2 ? PAGE_PX : 1;
  const [across, down] = [event.deltaX * px, event.deltaY * px];
  const isPan = (event.shiftKey || Math.abs(across) > Math.abs(down)) && !event.ctrlKey && !event.metaKey;
  // Nothing more to show: the page may have the wheel, but Ctrl and wheel must not make the page smaller by accident.
  if (isWhole(window, whole) && (isPan || (down > 0 && !event.ctrlKey))) return;
  event.preventDefault();
  if (isPan) {
    const byPx = Math.abs(across) > Math.abs(down) ? across : down;
    return target.showPart(panned(window, whole, (byPx / (right - left)) * lengthOf(window)));
  }
  const factor = Math.exp(Math.max(-1, Math.min(1, down * (event.ctrlKey && Math.abs(down) < 50 ? PINCH_ZOOM : WHEEL_ZOOM))));
  target.showPart(zoomed(window, whole, timeAt(layout, Math.max(left, Math.min(right, x))), factor));
}
