/** One lane's text, budgets, call slots and buttons. */
import { textWidth } from '../text-width.ts';
import type { BudgetMark, CallSlotsMark, LaneMark } from './marks.ts';
import { classes, node, set, write } from './nodes.ts';
import css from './stage.module.css';

export interface LaneParts {
  hit: SVGRectElement;
  label: SVGTextElement;
  note: SVGTextElement;
  /** Under a strip's words, over its cells. */
  noteGround: SVGRectElement;
  beyond: SVGTextElement;
  budgets: { label: SVGTextElement; trough: SVGRectElement; fill: SVGRectElement }[];
  slots: SVGGElement;
  /** What the slots showed when they were last drawn: they are many, and seldom change. */
  slotsDrawn: string;
  slotsText: SVGTextElement;
  rates: [SVGTextElement, SVGTextElement];
  word: SVGTextElement;
  records: ToolParts;
  split: ToolParts;
}

interface ToolParts {
  group: SVGGElement;
  rect: SVGRectElement;
  text: SVGTextElement;
}

const TOOL_HEIGHT = 24;
const RECORDS_WIDTH = 58;
const SPLIT_WIDTH = 50;

function createTool(parent: SVGGElement, action: string, text: string, width: number): ToolParts {
  const group = node(parent, 'g', css.tool);
  set(group, { role: 'button', tabindex: '0', 'data-action': action });
  const rect = node(group, 'rect');
  set(rect, { width, height: TOOL_HEIGHT, rx: 4 });
  const label = node(group, 'text');
  set(label, { 'text-anchor': 'middle' });
  write(label, text);
  return { group, rect, text: label };
}

export function createLane(group: SVGGElement): LaneParts {
  const hit = node(group, 'rect', css.hit);
  set(hit, { role: 'button', tabindex: '0', 'data-action': 'shard' });
  const noteGround = node(group, 'rect', classes(css.noteGround, css.passive));
  const label = node(group, 'text');
  const note = node(group, 'text');
  const beyond = node(group, 'text', classes(css.note, css.haloPanel, css['tone-limit']));
  set(beyond, { 'text-anchor': 'end' });
  const budgets = [0, 1].map(() => {
    const unit = node(group, 'text', css.unit);
    set(unit, { 'text-anchor': 'end' });
    const trough = node(group, 'rect', classes(css.trough, css.passive));
    return { label: unit, trough, fill: node(group, 'rect', css.fill) };
  });
  const slots = node(group, 'g', css.passive);
  const slotsText = node(group, 'text', classes(css.note, css.halo, css['tone-limit']));
  const accepted = node(group, 'text', classes(css.note, css.halo));
  const refused = node(group, 'text', classes(css.note, css.halo, css['tone-limit']));
  set(accepted, { 'text-anchor': 'end' });
  set(refused, { 'text-anchor': 'end' });
  const word = node(group, 'text');
  const records = createTool(group, 'records', 'Records', RECORDS_WIDTH);
  const split = createTool(group, 'split', 'Split…', SPLIT_WIDTH);
  return {
    hit,
    label,
    note,
    noteGround,
    beyond,
    budgets,
    slots,
    slotsDrawn: '',
    slotsText,
    rates: [accepted, refused],
    word,
    records,
    split,
  };
}

function updateBudget(parts: LaneParts['budgets'][number], budget: BudgetMark | undefined): void {
  if (budget === undefined) {
    set(parts.trough, { width: 0 });
    set(parts.fill, { width: 0 });
    write(parts.label, '');
    return;
  }
  const { x, y, width, height } = budget;
  set(parts.trough, { x, y, width, height, rx: height / 2 });
  set(parts.fill, { x, y, width: Math.max(budget.share > 0 ? Math.min(height, 2) : 0, width * budget.share), height, rx: height / 2 });
  set(parts.fill, { class: classes(css.fill, css.passive, budget.atLimit && css.hot) });
  set(parts.label, { x: x - 6, y: y + 6, class: classes(css.unit, budget.atLimit && css['tone-limit']) });
  write(parts.label, budget.label);
}

function updateSlots(parts: LaneParts, slots: CallSlotsMark | null): void {
  const wanted = slots ? slots.limit : 0;
  while (parts.slots.childElementCount > wanted) parts.slots.lastElementChild!.remove();
  while (parts.slots.childElementCount < wanted) node(parts.slots, 'circle');
  write(parts.slotsText, slots?.text ?? '');
  const drawn = slots === null ? '' : `${slots.x},${slots.y.toFixed(1)},${slots.used},${slots.radius},${slots.atLimit}`;
  if (slots === null || parts.slotsDrawn === drawn) return;
  parts.slotsDrawn = drawn;
  for (let i = 0; i < wanted; i += 1) {
    const used = i < slots.used;
    set(parts.slots.children[i], {
      cx: slots.x + i * slots.pitch,
      cy: slots.y,
      r: slots.radius,
      class: classes(css.slot, used && css.used, slots.atLimit && used && css.hot),
    });
  }
  set(parts.slotsText, { x: slots.x - 4, y: slots.y - 10 });
}

function updateTool(tool: ToolParts, x: number, y: number, width: number, aria: string, shown: boolean): void {
  set(tool.group, { transform: `translate(${Math.round(x)},${Math.round(y)})`, 'aria-label': aria, display: shown ? null : 'none' });
  set(tool.text, { x: width / 2, y: TOOL_HEIGHT / 2 + 4 });
}

export interface LaneState {
  selected: boolean;
  /** A cut of this shard is being proposed. */
  isCut: boolean;
  splitLocked: string | null;
  /** Accepted and throttled per second, in words where nothing moves; else empty. */
  rates: [string, string];
}

export function updateLane(parts: LaneParts, lane: LaneMark, group: SVGGElement, state: LaneState): void {
  const { selected, isCut, rates, splitLocked } = state;
  set(group, {
    class: classes(css.lane, selected && css.selected, isCut && css.cut, lane.hot && css.hot),
    'data-shard': lane.shardId,
    'data-hot': String(lane.hot),
    'data-state': lane.state,
  });
  const { x, y, width, height } = lane;
  set(parts.hit, { x, y, width, height, rx: Math.min(5, height / 3), 'aria-label': lane.aria, 'aria-pressed': String(selected) });
  const small = lane.mode === 'bar';
  set(parts.label, {
    x: lane.label.x,
    y: lane.label.y,
    class: classes(
      small ? css.labelSmall : css.label,
      css.haloPanel,
      lane.hot && lane.mode !== 'full' && css['tone-limit'],
      !lane.labelFits && css.hiddenLabel,
    ),
  });
  write(parts.label, lane.label.text);
  set(parts.note, { x: lane.note.x, y: lane.note.y, class: classes(css.note, css.haloPanel, css[`tone-${lane.noteTone}`]) });
  write(parts.note, lane.note.text);
  const grounded = lane.role === 'strip' && lane.note.text !== '';
  set(parts.noteGround, {
    x: x + 4,
    y: y + 2,
    width: grounded ? lane.note.x - x + textWidth(lane.note.text, 11) : 0,
    height: Math.max(0, height - (height >= 20 ? 10 : 4)),
  });
  write(parts.beyond, lane.beyond?.text ?? '');
  if (lane.beyond) set(parts.beyond, { x: lane.beyond.x, y: lane.beyond.y });
  parts.budgets.forEach((budget, i) => updateBudget(budget, lane.budgets[i]));
  updateSlots(parts, lane.slots);
  const middle = y + height / 2 + 4;
  rates.forEach((text, i) => {
    write(parts.rates[i], text);
    if (text) set(parts.rates[i], { x: x - 5, y: rates[1] && height >= 26 ? middle - 7 + 14 * i : middle });
  });
  write(parts.word, lane.word?.text ?? '');
  if (lane.word)
    set(parts.word, {
      x: lane.word.x,
      y: lane.word.y,
      class: classes(css.unit, css[lane.hot ? 'tone-limit' : 'tone-accent'], !lane.labelFits && css.hiddenLabel),
    });
  const name = `shard ${lane.index}`;
  const splitX = lane.tools.x - (lane.canSplit ? SPLIT_WIDTH : 0);
  const splitSays = splitLocked === null ? `Split ${name}` : `Split ${name}: locked. ${splitLocked}`;
  updateTool(parts.split, splitX, lane.tools.y, SPLIT_WIDTH, splitSays, lane.canSplit);
  set(parts.split.group, { 'aria-disabled': splitLocked === null ? null : 'true' });
  updateTool(
    parts.records,
    splitX - RECORDS_WIDTH - (lane.canSplit ? 4 : 0),
    lane.tools.y,
    RECORDS_WIDTH,
    `Newest records of ${name}`,
    lane.state !== 'opening',
  );
}
