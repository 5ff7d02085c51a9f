/**
 * The buffers of a delivery stream, mounted. What is drawn comes from one frame and the learner's choice; the hints are sliders over the
 * drawing, and the flushes one that is walked along.
 */
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { applyPalette, paletteOf } from '../palette.ts';
import { write } from '../stage/nodes.ts';
import type { MountedView, MountView, ViewState } from '../view.ts';
import { dialSeconds } from './axis.ts';
import css from './buffers.module.css';
import type { BuffersChoice } from './choice.ts';
import { createHandle } from './handles.ts';
import { boundsOf, type BufferWay, type Hints, hintsOf, intervalAt, MIB, sizeAt } from './hints.ts';
import { chosenFlush, chosenLane, type LaneState, lanesOf } from './lanes.ts';
import { layoutMarks, type Marks, placeBoard, type Places } from './layout.ts';
import { createScene } from './scene.ts';
import { createStrip } from './strip.ts';
import { dialPoint } from './vessel.ts';
import { flushWords, growthWords, laneName, mibWords, nextDetail, nextWords, secondsWords } from './text.ts';

export interface BuffersAsks {
  choice: BuffersChoice;
  /** The learner has let go of a hint. */
  giveHints(way: BufferWay, hints: Hints): void;
}

/** Pixels above the top of the scale in which a dragged size doubles. */
const DOUBLING_PX = 40;

interface Drawn {
  places: Places;
  marks: Marks;
  lane: LaneState;
}

export function buffersMount({ choice, giveHints }: BuffersAsks): MountView {
  return (element) => {
    const root = document.createElement('div');
    root.className = css.root ?? '';
    element.append(root);
    const strip = createStrip(root, (lane) => choice.set({ lane, flush: null, draft: null }));
    const told = document.createElement('p');
    told.className = css.told ?? '';
    const [toldName, toldNext, toldDetail] = ['b', 'span', 'span'].map((tag) => told.appendChild(document.createElement(tag)));
    toldNext.dataset.next = '';
    const grown = document.createElement('p');
    grown.className = css.grown ?? '';
    const board = document.createElement('div');
    board.className = css.board ?? '';
    root.append(told, grown, board);
    const scene = createScene(board);
    let width = 0;
    let state: ViewState | null = null;
    let frame: DeliveryFrame | null = null;
    let drawn: Drawn | null = null;
    let heldTopBytes: number | null = null;

    const hints = (): Hints => choice.get().draft ?? hintsOf(frame!.spec, drawn!.lane.way);
    const bounds = () => boundsOf(frame!.spec, drawn!.lane.way);
    const commit = (next: Hints) => {
      heldTopBytes = null;
      giveHints(drawn!.lane.way, next);
    };
    const cancel = () => {
      heldTopBytes = null;
      choice.set({ draft: null });
    };
    const size = createHandle<Hints>(board, {
      label: 'Size hint',
      className: css.sizeHandle ?? '',
      orientation: 'vertical',
      value: hints,
      begin(event) {
        if (drawn === null) return null;
        const { marks, lane, places } = drawn;
        const offset = event.clientY - (board.getBoundingClientRect().top + marks.hintY);
        heldTopBytes = marks.topBytes;
        return (move) => {
          const y = move.clientY - board.getBoundingClientRect().top - offset;
          const above = Math.max(0, places.plot.top - y);
          const bytes = marks.bytesAt(Math.max(y, places.plot.top)) * 2 ** (above / DOUBLING_PX);
          return { ...hints(), sizeMiB: sizeAt(bytes / MIB / lane.growth, bounds()) };
        };
      },
      step: (from, steps) => ({ ...from, sizeMiB: stepped(from.sizeMiB, steps * bounds().size.step, (mib) => sizeAt(mib, bounds())) }),
      preview: (next) => choice.set({ draft: next }),
      commit,
      cancel,
    });
    const interval = createHandle<Hints>(board, {
      label: 'Interval hint',
      className: css.intervalHandle ?? '',
      orientation: 'horizontal',
      value: hints,
      begin(event) {
        if (drawn === null) return null;
        const { places } = drawn;
        const angleOf = ({ clientX, clientY }: PointerEvent) => {
          const box = board.getBoundingClientRect();
          return Math.atan2(clientY - box.top - places.dial.y, clientX - box.left - places.dial.x);
        };
        let [angle, seconds] = [angleOf(event), hints().intervalSeconds];
        return (move) => {
          const next = angleOf(move);
          const turned = Math.atan2(Math.sin(next - angle), Math.cos(next - angle));
          angle = next;
          const { min, max } = bounds().interval;
          seconds = Math.min(max, Math.max(min, seconds + (turned / (2 * Math.PI)) * dialSeconds(seconds)));
          return { ...hints(), intervalSeconds: intervalAt(seconds, bounds()) };
        };
      },
      step: (from, steps) => ({ ...from, intervalSeconds: stepped(from.intervalSeconds, steps, (at) => intervalAt(at, bounds(), true)) }),
      preview: (next) => choice.set({ draft: next }),
      commit,
      cancel,
    });
    const walk = createWalk(board, (number) => choice.set({ flush: number }));

    function draw(): void {
      if (frame === null || state === null || width < 1) return;
      const chosen = choice.get();
      const lanes = lanesOf(frame, chosen);
      const lane = chosenLane(lanes, chosen.lane);
      root.hidden = lane === null;
      if (lane === null) return;
      applyPalette(root, paletteOf(state.theme));
      const places = placeBoard(width);
      const set = hintsOf(frame.spec, lane.way);
      const { motion } = state;
      const marks = layoutMarks({ places, lanes, lane, nowUs: frame.nowUs, setIntervalSeconds: set.intervalSeconds, motion, heldTopBytes });
      drawn = { places, marks, lane };
      strip.draw(lanes, lane.key, frame.nowUs);
      write(toldName, lanes.length > 1 ? `${laneName(lane)}: next flush ` : 'Next flush ');
      write(toldNext, nextWords(lane, frame.nowUs));
      write(toldDetail, nextDetail(lane) === '' ? '' : ` · ${nextDetail(lane)}`);
      const growth = growthWords(lane);
      write(grown, growth ?? '');
      grown.hidden = growth === null;
      board.style.height = `${places.height}px`;
      const flush = chosenFlush(lane, chosen.flush);
      scene.draw({ places, marks, lane, flush });
      placeHandles(drawn, frame);
      walk.place(marks, places, flush?.number ?? null);
    }

    function placeHandles({ places, marks, lane }: Drawn, { spec, nowUs }: DeliveryFrame): void {
      const limits = boundsOf(spec, lane.way);
      const now = choice.get().draft ?? hintsOf(spec, lane.way);
      const left = places.tank.left - 8;
      const right = marks.isFar ? places.tank.right + 8 : places.plot.right;
      Object.assign(size.element.style, { left: `${left}px`, width: `${right - left}px`, top: `${marks.hintY - 12}px` });
      size.write({ now: now.sizeMiB, ...limits.size, text: `${mibWords(now.sizeMiB)}; next flush ${nextWords(lane, nowUs)}` });
      const knob = dialPoint(places, lane.intervalSeconds / dialSeconds(lane.intervalSeconds));
      Object.assign(interval.element.style, { left: `${knob.x - 14}px`, top: `${knob.y - 14}px` });
      const text = `${secondsWords(now.intervalSeconds)}; next flush ${nextWords(lane, nowUs)}`;
      interval.write({ now: now.intervalSeconds, ...limits.interval, text });
    }

    const stop = choice.subscribe(draw);
    const mounted: MountedView = {
      update(next) {
        state = next;
        frame = next.frame?.delivery ?? frame;
        draw();
      },
      resize(next) {
        width = next.width;
        draw();
      },
      destroy() {
        stop();
        root.remove();
      },
    };
    return mounted;
  };
}

const stepped = (from: number, by: number, at: (value: number) => number): number =>
  at(Number.isFinite(by) ? from + by : by > 0 ? Number.MAX_SAFE_INTEGER : 0);

/** The flushes in sight as one thing with the focus: the arrow keys go from one to the next, a click to the nearest. */
function createWalk(board: HTMLElement, choose: (number: number | null) => void) {
  const host = document.createElement('div');
  host.className = css.walk ?? '';
  host.tabIndex = 0;
  host.setAttribute('role', 'slider');
  host.setAttribute('aria-label', 'Flushes');
  board.append(host);
  let boxes: Marks['boxes'] = [];
  let at = -1;
  host.addEventListener('click', (event) => {
    const x = event.clientX - board.getBoundingClientRect().left;
    const distance = ({ left, width }: Marks['boxes'][number]) => Math.abs(left + width / 2 - x);
    const nearest = boxes.toSorted((a, b) => distance(a) - distance(b)).at(0);
    if (nearest !== undefined) choose(nearest.flush.number);
  });
  host.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || boxes.length === 0) return;
    const last = boxes.length - 1;
    const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: last };
    if (event.key === 'Escape') choose(null);
    else if (event.key in steps) choose(boxes[Math.min(last, Math.max(0, steps[event.key]))].flush.number);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the page's own keys move the playhead
  });
  return {
    place(marks: Marks, { plot, boxes: row }: Places, chosen: number | null): void {
      ({ boxes } = marks);
      at = boxes.findIndex(({ flush }) => flush.number === chosen);
      const left = Math.max(0, plot.left - 12);
      Object.assign(host.style, {
        left: `${left}px`,
        width: `${plot.right - left}px`,
        top: `${row.top - 4}px`,
        height: `${row.height + 8}px`,
      });
      const values = { min: '0', max: String(Math.max(0, boxes.length - 1)), now: String(Math.max(0, at)) };
      for (const [name, value] of Object.entries(values)) host.setAttribute(`aria-value${name}`, value);
      const text = at < 0 ? 'no flush in sight' : flushWords(boxes[at].flush);
      if (host.getAttribute('aria-valuetext') !== text) host.setAttribute('aria-valuetext', text);
    },
  };
}
