/** The boxes at both ends: producers and consumers. */
import type { Selection } from '../../protocol/selection.ts';
import { LINE_PX } from './ends.ts';
import type { Flows } from './flows.ts';
import type { ConsumerMark, LineMark, ProducerMark, StageLayout } from './marks.ts';
import { classes, joinGroups, node, set, write } from './nodes.ts';
import { glyphOf, glyphPath } from './glyphs.ts';
import css from './stage.module.css';

export interface EndsState {
  selection: Selection;
  reduced: boolean;
  flows: Flows;
}

/** Room that words above and below a box take. */
const ABOVE_PX = 20;
const BELOW_PX = 22;
/** Rows keep this from the edges of their box. */
const ROW_INSET_PX = 7;

interface BoxParts {
  box: SVGRectElement;
  name: SVGTextElement;
  lines: SVGTextElement[];
  /** The right end of those lines that are rows. */
  rights: SVGTextElement[];
  below: SVGTextElement;
  above: SVGTextElement;
  glyph: SVGPathElement;
}

const PRODUCER_LINES = 3;
const CONSUMER_LINES = 8;

function createBox(group: SVGGElement, action: string, className: string, most: number): BoxParts {
  const box = node(group, 'rect', className);
  set(box, { role: 'button', tabindex: '0', 'data-action': action, rx: 6 });
  const name = node(group, 'text', css.name);
  set(name, { 'text-anchor': 'middle' });
  const lines = Array.from({ length: most }, () => node(group, 'text', css.note));
  const rights = Array.from({ length: most }, () => node(group, 'text', css.note));
  for (const right of rights) set(right, { 'text-anchor': 'end' });
  const below = node(group, 'text', classes(css.note, css.halo, css['tone-limit']));
  const above = node(group, 'text', classes(css.note, css.halo));
  return { box, name, lines, rights, below, above, glyph: node(group, 'path', css.passive) };
}

function updateBox(parts: BoxParts, mark: ProducerMark | ConsumerMark, className: string, selected: boolean): void {
  const { x, y, width, height } = mark;
  set(parts.box, {
    x,
    y,
    width,
    height,
    class: classes(className, selected && css.selected),
    'aria-label': mark.aria,
    'aria-pressed': String(selected),
    'data-id': mark.id,
  });
  const block = LINE_PX * mark.lines.length;
  const baseline = y + height / 2 - block / 2 + 4.5;
  set(parts.name, { x: 'nameX' in mark ? mark.nameX : x + width / 2, y: baseline });
  write(parts.name, mark.name);
  parts.lines.forEach((line, i) => {
    const said: LineMark | undefined = mark.lines[i];
    write(line, said?.text ?? '');
    write(parts.rights[i], said?.right ?? '');
    if (!said) return;
    const isRow = said.right !== undefined;
    const place = { y: baseline + LINE_PX * (i + 1), class: classes(css.note, css[`tone-${said.tone}`]) };
    set(line, { ...place, x: isRow ? x + ROW_INSET_PX : x + width / 2, 'text-anchor': isRow ? 'start' : 'middle' });
    if (isRow) set(parts.rights[i], { ...place, x: x + width - ROW_INSET_PX });
  });
}

function producerBelow(mark: ProducerMark, state: EndsState): string {
  if (!mark.refusedText) return '';
  const attempt = state.flows.attempt[mark.order] ?? 0;
  return attempt > 1 ? `${mark.refusedText}, retry ${attempt - 1}` : mark.refusedText;
}

/** Where nothing is throttled, what is accepted is what is sent: the box says it. */
function hasRoomAbove(mark: ProducerMark, layout: StageLayout): boolean {
  if (layout.stacked || !mark.refusedText) return false;
  const above = layout.producers[mark.order - 1];
  const from = above === undefined ? layout.axis.y : above.y + above.height + (above.refusedText ? BELOW_PX : 0);
  return mark.y - from >= ABOVE_PX;
}

export function drawProducers(parent: SVGGElement, layout: StageLayout, state: EndsState): void {
  joinGroups(
    parent,
    layout.producers,
    (mark) => mark.id,
    (group) => createBox(group, 'producer', css.box, PRODUCER_LINES),
    (parts, mark) => {
      updateBox(parts, mark, css.box, state.selection?.kind === 'producer' && state.selection.id === mark.id);
      write(parts.below, layout.stacked ? '' : producerBelow(mark, state));
      set(parts.below, { x: mark.x, y: mark.y + mark.height + 17 });
      write(parts.above, state.reduced && hasRoomAbove(mark, layout) ? mark.acceptedText : '');
      set(parts.above, { x: mark.x, y: mark.y - 8 });
    },
  );
}

function consumerClass(mark: ConsumerMark): string {
  return classes(css.box, css.consumerBox, mark.retrieval === 'fan-out' && css.pipeBox, mark.isLate && css.lateBox);
}

export function drawConsumers(parent: SVGGElement, layout: StageLayout, state: EndsState): void {
  joinGroups(
    parent,
    layout.consumers,
    (mark) => mark.id,
    (group) => createBox(group, 'consumer', classes(css.box, css.consumerBox), CONSUMER_LINES),
    (parts, mark) => {
      updateBox(parts, mark, consumerClass(mark), state.selection?.kind === 'consumer' && state.selection.id === mark.id);
      const glyph = glyphOf(mark.order);
      const colour = `var(--view-${glyph.tone})`;
      const y = mark.y + mark.height / 2 - 7.5 * mark.lines.length;
      set(parts.glyph, {
        d: glyphPath(glyph.shape, mark.glyphX, y - 3, 4.1),
        fill: glyph.hollow ? 'var(--view-panel)' : colour,
        stroke: colour,
        'stroke-width': 1.3,
      });
    },
  );
}
