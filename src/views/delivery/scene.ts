/** The nodes of a delivery path: flows below, then branches, then stations. */
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { joinGroups, node, set, write } from '../stage/nodes.ts';
import { fitText } from '../text-width.ts';
import { shortCount } from '../wording.ts';
import styles from './delivery.module.css';
import type { BranchMark, FlowMark, PathLayout, StationMark } from './layout.ts';
import { branchWords, lastFailure, rateWords, recordsWords, stationTexts, stationWords } from './text.ts';

export interface Scene {
  svg: SVGSVGElement;
  flows: SVGGElement;
  branches: SVGGElement;
  falling: SVGGElement;
  stations: SVGGElement;
}

export function createScene(element: HTMLElement): Scene {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', styles.path);
  const flows = node(svg, 'g');
  const branches = node(svg, 'g');
  const falling = node(svg, 'g');
  const stations = node(svg, 'g');
  element.append(svg);
  return { svg, flows, branches, falling, stations };
}

export interface Drawn {
  frame: DeliveryFrame;
  layout: PathLayout;
  /** Records are seen to move. */
  moves: boolean;
}

export function drawScene(scene: Scene, drawn: Drawn): void {
  const { width, height } = drawn.layout;
  set(scene.svg, { width, height, viewBox: `0 0 ${width} ${height}` });
  joinGroups(
    scene.flows,
    drawn.layout.flows,
    ({ to }) => to,
    createFlow,
    (parts, mark, group) => {
      drawFlow(parts, mark, drawn);
      set(group, { 'data-flow': mark.to });
    },
  );
  joinGroups(
    scene.branches,
    drawn.layout.branches,
    ({ branch }) => branch.id,
    createBranch,
    (parts, mark, group) => drawBranch(parts, mark, group, drawn),
  );
  joinGroups(
    scene.stations,
    drawn.layout.stations,
    ({ station }) => station.step,
    createStation,
    (parts, mark, group) => drawStation(parts, mark, group, drawn),
  );
}

interface FlowParts {
  line: SVGPathElement;
  dots: SVGPathElement;
  figure: SVGTextElement;
}

function createFlow(group: SVGGElement): FlowParts {
  return { line: node(group, 'path', styles.flow), dots: node(group, 'path', styles.dots), figure: node(group, 'text', styles.figure) };
}

function drawFlow({ line, dots, figure }: FlowParts, mark: FlowMark, { moves, layout }: Drawn): void {
  const flows = mark.perSecond > 0;
  set(line, { d: mark.path, 'stroke-width': mark.width, 'data-flows': flows ? 'true' : null });
  set(dots, { d: mark.path, 'data-moves': moves && flows ? 'true' : null });
  const text = mark.isTight ? shortCount(Math.round(mark.perSecond)) : `${shortCount(Math.round(mark.perSecond))}/s`;
  write(figure, flows ? text : '');
  set(figure, { x: mark.labelX, y: mark.labelY, 'text-anchor': layout.way === 'across' ? 'middle' : 'start' });
}

interface BoxParts {
  box: SVGRectElement;
  lines: SVGTextElement[];
  title: SVGTitleElement;
}

type BranchParts = BoxParts & { line: SVGPathElement; dots: SVGPathElement; tab: SVGPathElement };

const PAD = 10;
const LINE_PX = 16;
/** From here on a second line fits into a station. */
const TALL_PX = 50;
const NAME_PX = 13;
const SMALL_PX = 11;

function createLines(group: SVGGElement, looks: readonly string[]): SVGTextElement[] {
  return looks.map((look) => node(group, 'text', styles[look]));
}

function createBranch(group: SVGGElement): BranchParts {
  const line = node(group, 'path', styles.branch);
  const dots = node(group, 'path', styles.dots);
  const tab = node(group, 'path', styles.tab);
  const box = node(group, 'rect', styles.box);
  const title = node(group, 'title');
  return { line, dots, tab, box, title, lines: createLines(group, ['name', 'small', 'small']) };
}

function drawBranch(
  { line, dots, tab, box, title, lines }: BranchParts,
  mark: BranchMark,
  group: SVGGElement,
  { frame, moves }: Drawn,
): void {
  const { branch, x, y, width, height, path, lineWidth } = mark;
  const flows = branch.perSecond > 0;
  set(line, { d: path, 'stroke-width': Math.max(1.5, lineWidth) });
  set(dots, { d: path, 'data-moves': moves && flows ? 'true' : null });
  set(tab, { d: branch.place === null ? 'M0,0' : `M${x + 8},${y} v-4 q0,-3 3,-3 h20 q3,0 4,3 l2,4` });
  set(box, { x, y, width, height, rx: 7 });
  const error = lastFailure(frame, branch.id);
  const texts = [
    branch.title,
    `${recordsWords(branch.records)}${flows ? `, ${rateWords(branch.perSecond)}` : ''}`,
    branch.records === 0 ? 'nothing so far' : (error ?? ''),
  ];
  writeLines(lines, texts, { x: x + PAD, y: y + 19, width: width - 2 * PAD });
  write(title, error === null ? branchWords(branch) : `${branchWords(branch)}. ${error}`);
  set(group, {
    'data-branch': branch.id,
    'data-kind': branch.kind,
    'data-empty': branch.records === 0 ? 'true' : null,
    role: branch.place === null ? null : 'button',
    tabindex: branch.place === null ? null : 0,
    'aria-label': branch.place === null ? null : `${branchWords(branch)}: open in the bucket browser`,
  });
}

function writeLines(
  lines: readonly SVGTextElement[],
  texts: readonly string[],
  { x, y, width }: { x: number; y: number; width: number },
): void {
  for (const [i, line] of lines.entries()) {
    const text = texts[i] ?? '';
    write(line, line.classList.contains(styles.mono) ? fitMono(text, width) : fitText(text, width, i === 0 ? NAME_PX : SMALL_PX));
    set(line, { x, y: y + i * LINE_PX });
  }
}

const MONO_ADVANCE_PX = 6.05;

function fitMono(text: string, width: number): string {
  const most = Math.floor(width / MONO_ADVANCE_PX);
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
}

type StationParts = BoxParts & { hit: SVGRectElement };

function createStation(group: SVGGElement): StationParts {
  const box = node(group, 'rect', styles.station);
  const hit = node(group, 'rect', styles.hit);
  const title = node(group, 'title');
  return { box, hit, title, lines: createLines(group, ['name', 'mono', 'rate', 'small', 'within']) };
}

/** Where pressing a station leads: a function is edited, a destination looked at. */
export const leadsOn = ({ station }: StationMark): boolean => station.isOn && (station.step === 'transform' || station.step === 'deliver');

function drawStation({ box, hit, title, lines }: StationParts, mark: StationMark, group: SVGGElement, { frame }: Drawn): void {
  const { station, x, y, width, height } = mark;
  for (const rect of [box, hit]) set(rect, { x, y, width, height, rx: 8 });
  const room = width - 2 * PAD;
  const texts =
    height < TALL_PX && !station.isOn ? [`${station.title}: off`] : stationTexts(station, frame, { widthPx: room, fontPx: SMALL_PX });
  writeLines(lines, texts, { x: x + PAD, y: y + 20, width: room });
  const words = stationWords(station);
  write(title, words);
  const opens = leadsOn(mark);
  const action = station.step === 'transform' ? 'edit the function' : 'see the destination';
  set(group, {
    'data-station': station.step,
    'data-on': String(station.isOn),
    'data-broken': station.fault === null ? null : 'true',
    role: opens ? 'button' : null,
    tabindex: opens ? 0 : null,
    'aria-label': opens ? `${words}: ${action}` : null,
  });
}
