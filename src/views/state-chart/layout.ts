/**
 * Where the states and transitions of a life-cycle stand. One state a row, in the order in which they are reached: what leads to the
 * next row is a straight arrow, what skips rows runs down in a lane at the right, what leads back runs up in a lane at the left. So no
 * arrow crosses a state, whatever the machine.
 */
import type { ChartTransition, MachineChart } from '../../protocol/machine-chart.ts';
import { fitText } from '../text-width.ts';
import { type Lane, laneCount, lanesOf, orderStates } from './order.ts';

export interface StateMark {
  name: string;
  /** The name as it is written: broken after an underscore where it is too wide. */
  lines: string[];
  x: number;
  y: number;
  width: number;
  height: number;
  initial: boolean;
  final: boolean;
  /** What keeps the state: said inside it. */
  kept: string;
}

export interface ArrowMark {
  from: string;
  to: string;
  way: 'next' | 'skip' | 'back';
  /** From the state it leaves to the state it reaches. */
  points: readonly (readonly [number, number])[];
  label: string;
  /** Where it had to be cut: all of it. */
  fullLabel: string;
  labelX: number;
  labelY: number;
  labelEnds: 'left' | 'right';
}

export interface ChartLayout {
  width: number;
  height: number;
  states: StateMark[];
  arrows: ArrowMark[];
}

const LABEL_PX = 11;
const NAME_PX = 12;
const PORT_PX = 17;
const STATE_MIN_HEIGHT_PX = 36;
const GAP_PX = 36;
const LANE_PX = 12;
const LABEL_MIN_PX = 60;
const LABEL_MAX_PX = 170;
const STATE_SHARE = 0.33;
const STATE_WIDTH_MIN_PX = 108;
const NAME_EM = 0.6;
const LINE_PX = 14;
const EDGE_PX = 6;

export function layoutChart(chart: MachineChart, width: number): ChartLayout {
  const order = orderStates(chart);
  const rowOf = (name: string) => order.indexOf(name);
  const moving = chart.transitions.filter(({ from, to }) => from !== to);
  const next = moving.filter(({ from, to }) => rowOf(to) === rowOf(from) + 1);
  const right = lanesOf(
    moving.filter(({ from, to }) => rowOf(to) > rowOf(from) + 1),
    rowOf,
  );
  const left = lanesOf(
    moving.filter(({ from, to }) => rowOf(to) < rowOf(from)),
    rowOf,
  );
  const room = sideRooms(width, right, left);
  const states = placeStates(chart, order, right, left, room);
  const markOf = (name: string) => states.find((state) => state.name === name)!;
  const arrows = [
    ...next.map((transition) => straight(transition, markOf, room.right)),
    ...right.map((lane) => sideways(lane, right, markOf, room, 'skip')),
    ...left.map((lane) => sideways(lane, left, markOf, room, 'back')),
  ];
  const last = states.at(-1);
  return { width, height: last === undefined ? 0 : last.y + last.height + EDGE_PX, states, arrows };
}

interface Rooms {
  x: number;
  stateWidth: number;
  /** Of the labels. */
  left: number;
  right: number;
}

function sideRooms(width: number, right: readonly Lane[], left: readonly Lane[]): Rooms {
  const lanesPx = (laneCount(right) + laneCount(left)) * LANE_PX;
  const sides = Number(left.length > 0) + Math.max(0.6, Number(right.length > 0));
  const free = width - lanesPx - 2 * EDGE_PX;
  const wished = Math.max(STATE_WIDTH_MIN_PX, width * STATE_SHARE);
  const label = Math.min(LABEL_MAX_PX, Math.max(LABEL_MIN_PX, (free - wished) / sides));
  const leftPx = left.length > 0 ? label : 0;
  const rightPx = right.length > 0 ? label : label * 0.6;
  const x = EDGE_PX + (left.length > 0 ? leftPx + laneCount(left) * LANE_PX : 0);
  const rightLanesPx = right.length > 0 ? laneCount(right) * LANE_PX : 0;
  return { x, stateWidth: Math.max(80, width - x - rightPx - rightLanesPx - EDGE_PX), left: leftPx, right: rightPx };
}

function placeStates(
  chart: MachineChart,
  order: readonly string[],
  right: readonly Lane[],
  left: readonly Lane[],
  room: Rooms,
): StateMark[] {
  const marks: StateMark[] = [];
  let y = EDGE_PX;
  for (const name of order) {
    const { initial, final } = chart.states.find((state) => state.name === name)!;
    const kept = chart.transitions.find(({ from, to }) => from === name && to === name)?.labels.join(', ') ?? '';
    const ports = Math.max(portsOf(name, right), portsOf(name, left));
    const lines = brokenName(name, room.stateWidth - 12);
    const height = Math.max(STATE_MIN_HEIGHT_PX, ports * PORT_PX + 8, (lines.length + Number(kept !== '')) * LINE_PX + 12);
    marks.push({
      name,
      lines,
      x: room.x,
      y,
      width: room.stateWidth,
      height,
      initial,
      final,
      kept: kept === '' ? '' : fitText(`stays: ${kept}`, room.stateWidth - 20, LABEL_PX),
    });
    y += height + GAP_PX;
  }
  return marks;
}

/** As few lines as its words need. */
export function brokenName(name: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of name.match(/[^_]+_?/g) ?? [name]) {
    const line = lines.at(-1);
    if (line !== undefined && (line + part).replace(/_$/, '').length * NAME_EM * NAME_PX <= width) lines[lines.length - 1] = line + part;
    else lines.push(part);
  }
  return lines;
}

/** One for each transition that leaves, and one where all of them arrive. */
function portsOf(name: string, lanes: readonly Lane[]): number {
  const leaving = lanes.filter(({ transition }) => transition.from === name).length;
  return leaving + Number(lanes.some(({ transition }) => transition.to === name));
}

function straight(transition: ChartTransition, markOf: (name: string) => StateMark, labelRoom: number): ArrowMark {
  const [from, to] = [markOf(transition.from), markOf(transition.to)];
  const x = from.x + from.width / 2;
  const points = [
    [x, from.y + from.height],
    [x, to.y],
  ] as const;
  return {
    ...named(transition, from.width / 2 + labelRoom - 10),
    way: 'next',
    points,
    labelX: x + 7,
    labelY: (from.y + from.height + to.y) / 2 + 4,
    labelEnds: 'right',
  };
}

function named({ from, to, labels }: ChartTransition, room: number): Pick<ArrowMark, 'from' | 'to' | 'label' | 'fullLabel'> {
  const fullLabel = labels.join(', ');
  return { from, to, fullLabel, label: labels.length > 3 ? `any of ${labels.length} events` : fitText(fullLabel, room, LABEL_PX) };
}

/** What goes down arrives above what leaves; what goes up, below it: arrows of one side do not cross at a state. */
function sideways(lane: Lane, lanes: readonly Lane[], markOf: (name: string) => StateMark, room: Rooms, way: 'skip' | 'back'): ArrowMark {
  const { transition } = lane;
  const [from, to] = [markOf(transition.from), markOf(transition.to)];
  const isDown = way === 'skip';
  const leaving = lanes.filter((each) => each.transition.from === from.name).toSorted((a, b) => b.index - a.index);
  const place = leaving.indexOf(lane);
  const arrivesHere = Number(lanes.some((each) => each.transition.to === from.name));
  const slot = isDown ? place + arrivesHere : leaving.length - 1 - place;
  const total = portsOf(from.name, lanes);
  const fromY = from.y + from.height / 2 + (slot - (total - 1) / 2) * PORT_PX + 3;
  const totalThere = portsOf(to.name, lanes);
  const toY = to.y + to.height / 2 + (isDown ? -1 : 1) * ((totalThere - 1) / 2) * PORT_PX;
  const side = isDown ? from.x + from.width : from.x;
  const out = isDown ? 1 : -1;
  const laneX = side + out * ((isDown ? room.right : room.left) + (lane.index + 0.5) * LANE_PX);
  return {
    ...named(transition, (isDown ? room.right : room.left) - 10),
    way,
    points: [
      [side, fromY],
      [laneX, fromY],
      [laneX, toY],
      [side, toY],
    ],
    labelX: side + out * 6,
    labelY: fromY - 4,
    labelEnds: isDown ? 'right' : 'left',
  };
}

/** An SVG path along the points, its corners rounded. */
export function pathAlong(points: ArrowMark['points'], radius = 5): string {
  let path = `M${points[0].join(',')}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [before, corner, after] = [points[i - 1], points[i], points[i + 1]];
    path += ` L${toward(corner, before, radius)} Q${corner.join(',')} ${toward(corner, after, radius)}`;
  }
  return `${path} L${points[points.length - 1].join(',')}`;
}

function toward(from: readonly [number, number], to: readonly [number, number], by: number): string {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const share = length === 0 ? 0 : Math.min(by, length / 2) / length;
  return `${from[0] + (to[0] - from[0]) * share},${from[1] + (to[1] - from[1]) * share}`;
}

export const CHART_TEXT = { name: NAME_PX, label: LABEL_PX };
