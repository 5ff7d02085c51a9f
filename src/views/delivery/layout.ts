/**
 * Where the stations, flows and branches of a delivery path stand. On a wide page the way runs from left to right, the branches fall
 * from their stations; on a narrow one it runs down, and the branches leave to the right.
 */
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { textWidth } from '../text-width.ts';
import { type Branch, branchesOf, sourceBackupOf, type Station, stationsOf, type Step, STEPS } from './path.ts';

export interface StationMark {
  station: Station;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Between two stations. */
export interface FlowMark {
  from: Step;
  to: Step;
  path: string;
  /** Of the line, by the rate. */
  width: number;
  perSecond: number;
  /** Where its figure stands, and how it is anchored. */
  labelX: number;
  labelY: number;
  /** No room for a figure. */
  isTight: boolean;
}

export interface BranchMark {
  branch: Branch;
  /** The folder that it lands in. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** From the station to the folder. */
  path: string;
  lineWidth: number;
}

export interface PathLayout {
  way: 'across' | 'down';
  width: number;
  height: number;
  stations: StationMark[];
  flows: FlowMark[];
  branches: BranchMark[];
}

const ACROSS_MIN_PX = 620;
const EDGE_PX = 6;
/** A folder's tab stands out above its box. */
const TOP_PX = 12;
const STATION_HEIGHT_PX = 92;
const BRANCH_HEIGHT_PX = 62;
const GAP_MIN_PX = 34;
const GAP_MAX_PX = 92;
const STATION_MAX_PX = 190;
const OFF_SHARE = 0.62;
const FLOW_MIN_PX = 2;
const FLOW_MAX_PX = 16;
const BRANCH_GAP_PX = 10;
const DROP_PX = 52;
const FIGURE_PX = 11;

/** As wide as its rate, the root of it, so that a trickle beside a torrent is seen; nothing flows in a hairline. */
export function flowWidth(perSecond: number, mostPerSecond: number): number {
  if (perSecond <= 0 || mostPerSecond <= 0) return 1;
  return FLOW_MIN_PX + (FLOW_MAX_PX - FLOW_MIN_PX) * Math.sqrt(Math.min(1, perSecond / mostPerSecond));
}

export function layoutPath(frame: DeliveryFrame, width: number): PathLayout {
  const stations = stationsOf(frame);
  const branches = branchesOf(frame);
  const backup = sourceBackupOf(frame);
  const path = { stations, branches, backup, rates: ratesOf(frame, stations), width };
  return width >= ACROSS_MIN_PX ? across(path) : down(path);
}

interface Path {
  stations: readonly Station[];
  branches: readonly Branch[];
  backup: Branch | null;
  /** Into each station, records a second. */
  rates: readonly number[];
  width: number;
}

/** What goes to a station is what comes into the next one that is on; towards the destination, what goes into its buffers. */
function ratesOf(frame: DeliveryFrame, stations: readonly Station[]): number[] {
  const towards = frame.gathered.perSecond;
  return stations.map((_, index) => {
    const next = stations.slice(index).find(({ isOn }) => isOn);
    if (next === undefined) return 0;
    const isBuffered = next.step === 'convert' || next.step === 'deliver';
    return isBuffered ? Math.max(towards, next.frame.inPerSecond) : next.frame.inPerSecond;
  });
}

function across({ stations, branches, backup, rates, width }: Path): PathLayout {
  const most = Math.max(1, ...rates);
  const weights = stations.map(({ isOn }) => (isOn ? 1 : OFF_SHARE));
  const weight = weights.reduce((sum, one) => sum + one, 0);
  const room = width - 2 * EDGE_PX;
  const unit = Math.min(STATION_MAX_PX, (room - (STEPS.length - 1) * GAP_MIN_PX) / weight);
  const gap = Math.min(GAP_MAX_PX, (room - unit * weight) / (STEPS.length - 1));
  const top = TOP_PX + (backup === null ? 0 : BRANCH_HEIGHT_PX + DROP_PX * 0.6);
  const middle = top + STATION_HEIGHT_PX / 2;
  const marks: StationMark[] = [];
  let x = EDGE_PX + (room - unit * weight - gap * (STEPS.length - 1)) / 2;
  for (const [i, station] of stations.entries()) {
    const stationWidth = unit * weights[i];
    marks.push({ station, x, y: top, width: stationWidth, height: STATION_HEIGHT_PX });
    x += stationWidth + gap;
  }
  const flows = marks.slice(1).map((to, i): FlowMark => {
    const from = marks[i];
    const perSecond = rates[i + 1];
    const [fromX, toX] = [from.x + from.width, to.x];
    return {
      from: from.station.step,
      to: to.station.step,
      perSecond,
      width: flowWidth(perSecond, most),
      path: `M${r(fromX)},${r(middle)} L${r(toX)},${r(middle)}`,
      labelX: (fromX + toX) / 2,
      labelY: middle - FLOW_MAX_PX / 2 - 6,
      isTight: textWidth('99 999/s', FIGURE_PX) > toX - fromX,
    };
  });
  const falling = fallingBranches(marks, branches, width, top, most);
  const above = backup === null ? [] : [risingBranch(marks, backup, top, most)];
  const below = Math.max(top + STATION_HEIGHT_PX, ...falling.map(({ y, height }) => y + height));
  return { way: 'across', width, height: below + EDGE_PX, stations: marks, flows, branches: [...above, ...falling] };
}

const r = (value: number): number => Math.round(value * 10) / 10;

/** Under their stations where there is room, else side by side, as near as can be. */
function fallingBranches(
  marks: readonly StationMark[],
  branches: readonly Branch[],
  width: number,
  top: number,
  most: number,
): BranchMark[] {
  if (branches.length === 0) return [];
  const room = width - 2 * EDGE_PX;
  const boxWidth = Math.min(210, (room - (branches.length - 1) * BRANCH_GAP_PX) / branches.length);
  const y = top + STATION_HEIGHT_PX + DROP_PX;
  const boxes: BranchMark[] = [];
  for (const [i, branch] of branches.entries()) {
    const from = marks.find(({ station }) => station.step === branch.from)!;
    const siblings = branches.filter((one) => one.from === branch.from);
    const startX = from.x + (from.width * (siblings.indexOf(branch) + 1)) / (siblings.length + 1);
    const before = boxes.at(-1);
    const earliest = before === undefined ? EDGE_PX : before.x + before.width + BRANCH_GAP_PX;
    const latest = width - EDGE_PX - (branches.length - i) * boxWidth - (branches.length - 1 - i) * BRANCH_GAP_PX;
    const x = Math.min(latest, Math.max(earliest, startX - boxWidth / 2));
    const [startY, endX] = [top + STATION_HEIGHT_PX, x + boxWidth / 2];
    boxes.push({
      branch,
      x,
      y,
      width: boxWidth,
      height: BRANCH_HEIGHT_PX,
      lineWidth: flowWidth(branch.perSecond, most),
      path: `M${r(startX)},${r(startY)} C${r(startX)},${r(startY + DROP_PX * 0.7)} ${r(endX)},${r(y - DROP_PX * 0.7)} ${r(endX)},${r(y)}`,
    });
  }
  return boxes;
}

function risingBranch(marks: readonly StationMark[], branch: Branch, top: number, most: number): BranchMark {
  const [source, next] = marks;
  const width = 210;
  const x = next.x;
  const startX = source.x + source.width / 2;
  const y = TOP_PX;
  const middle = y + BRANCH_HEIGHT_PX / 2;
  return {
    branch,
    x,
    y,
    width,
    height: BRANCH_HEIGHT_PX,
    lineWidth: flowWidth(branch.perSecond, most),
    path: `M${r(startX)},${r(top)} C${r(startX)},${r(middle)} ${r(startX)},${r(middle)} ${r(x)},${r(middle)}`,
  };
}

const DOWN_GAP_PX = 34;
const OFF_HEIGHT_PX = 34;
const DOWN_STATION_SHARE = 0.5;
const SIDE_GAP_PX = 22;

function down({ stations, branches, backup, rates, width }: Path): PathLayout {
  const most = Math.max(1, ...rates);
  const room = width - 2 * EDGE_PX;
  const stationWidth = room * DOWN_STATION_SHARE;
  const sideX = EDGE_PX + stationWidth + SIDE_GAP_PX;
  const marks: StationMark[] = [];
  const sides: BranchMark[] = [];
  let y = TOP_PX;
  for (const station of stations) {
    const beside = [
      ...(station.step === 'source' && backup !== null ? [backup] : []),
      ...branches.filter(({ from }) => from === station.step),
    ];
    const height = station.isOn ? STATION_HEIGHT_PX : OFF_HEIGHT_PX;
    marks.push({ station, x: EDGE_PX, y, width: stationWidth, height });
    for (const [i, branch] of beside.entries()) {
      const boxY = y + i * (BRANCH_HEIGHT_PX + BRANCH_GAP_PX);
      const [fromX, fromY, toY] = [EDGE_PX + stationWidth, y + height / 2, boxY + BRANCH_HEIGHT_PX / 2];
      sides.push({
        branch,
        x: sideX,
        y: boxY,
        width: width - EDGE_PX - sideX,
        height: BRANCH_HEIGHT_PX,
        lineWidth: flowWidth(branch.perSecond, most),
        path: `M${r(fromX)},${r(fromY)} C${r(fromX + SIDE_GAP_PX / 2)},${r(fromY)} ${r(sideX - SIDE_GAP_PX / 2)},${r(toY)} ${r(sideX)},${r(toY)}`,
      });
    }
    y += Math.max(height, beside.length * (BRANCH_HEIGHT_PX + BRANCH_GAP_PX) - BRANCH_GAP_PX) + DOWN_GAP_PX;
  }
  const x = EDGE_PX + stationWidth / 2;
  const flows = marks.slice(1).map((to, i): FlowMark => {
    const from = marks[i];
    const perSecond = rates[i + 1];
    const [fromY, toY] = [from.y + from.height, to.y];
    return {
      from: from.station.step,
      to: to.station.step,
      perSecond,
      width: flowWidth(perSecond, most),
      path: `M${r(x)},${r(fromY)} L${r(x)},${r(toY)}`,
      labelX: x + FLOW_MAX_PX + 26,
      labelY: (fromY + toY) / 2 + 4,
      isTight: false,
    };
  });
  return { way: 'down', width, height: y - DOWN_GAP_PX + EDGE_PX, stations: marks, flows, branches: sides };
}
