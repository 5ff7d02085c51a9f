/** What of the read budgets is text or can have the focus: headings, the words of the shared budgets, and a row for every consumer. */
import type { ReadConsumerFacts, ReadFacts } from '../../protocol/read-frame.ts';
import type { Got } from './calls.ts';
import type { Marks, Places, RowPlace } from './layout.ts';
import { HISTOGRAM_WIDTH } from './paint.ts';
import css from './read-budgets.module.css';
import { gotWords, headings, latencyWords, pipeWords, refusedWords, slotsWords } from './text.ts';

function put(element: HTMLElement, values: { left?: number; top?: number; width?: number; height?: number }): void {
  for (const [name, value] of Object.entries(values)) {
    const text = `${Math.round(value)}px`;
    if (element.style.getPropertyValue(name) !== text) element.style.setProperty(name, text);
  }
}

function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function child<Tag extends keyof HTMLElementTagNameMap>(parent: HTMLElement, tag: Tag, className = ''): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  parent.append(element);
  return element;
}

function aside(board: HTMLElement, title: string) {
  const host = child(board, 'div', css.aside);
  const name = child(host, 'b');
  name.textContent = title;
  return { host, state: child(host, 'span') };
}

export function createWords(board: HTMLElement) {
  return {
    shared: child(board, 'div', css.heading),
    dedicated: child(board, 'div', css.heading),
    nobody: child(board, 'div', css.aside),
    slots: aside(board, 'Call slots'),
    pipe: aside(board, 'Bytes'),
  };
}
type Words = ReturnType<typeof createWords>;

const toggle = (element: HTMLElement, isFull: boolean): void => void element.classList.toggle(css.full ?? 'full', isFull);

export function placeWords(words: Words, places: Places, facts: ReadFacts, marks: Marks, polledPerSecond: number): void {
  const { shared } = facts;
  const titles = headings(facts, places.width);
  say(words.shared, titles.shared);
  say(words.dedicated, titles.dedicated);
  put(words.shared, { top: places.sharedTop });
  put(words.dedicated, { top: places.dedicatedTop });
  const hasPushes = places.rows.some(({ retrieval }) => retrieval === 'fan-out');
  put(words.nobody, { top: places.dedicatedTop + 22 });
  say(words.nobody, hasPushes ? '' : 'No consumer has a pipe of its own.');
  const lift = places.isNarrow ? 14 : 0;
  put(words.slots.host, { top: places.slots.top - (places.isNarrow ? 17 : 1) });
  put(words.pipe.host, { top: places.pipe.top - (places.isNarrow ? 17 : 5) });
  for (const { host } of [words.slots, words.pipe]) host.style.gridAutoFlow = lift > 0 ? 'column' : 'row';
  for (const { host } of [words.slots, words.pipe]) host.style.columnGap = '6px';
  const taken = slotsWords(marks.slotsTaken, facts);
  const used = pipeWords(polledPerSecond, marks.aheadSeconds, facts);
  say(words.slots.state, taken);
  say(words.pipe.state, used);
  toggle(words.slots.state, taken.endsWith('full'));
  toggle(words.pipe.state, used.endsWith('full') || shared.blockedUntilUs !== null);
}

export interface Row {
  host: HTMLElement;
  words: HTMLElement;
  name: HTMLElement;
  got: HTMLElement;
  refused: HTMLElement;
  latency: HTMLElement;
  p50: HTMLElement;
  p99: HTMLElement;
}

export function createRow(board: HTMLElement, id: string): Row {
  const host = child(board, 'div', css.row);
  host.tabIndex = 0;
  host.setAttribute('role', 'slider');
  host.setAttribute('aria-label', `Calls of ${id}`);
  host.dataset.consumer = id;
  const words = child(host, 'div', css.words);
  const latency = child(board, 'div', css.latency);
  return {
    host,
    words,
    name: child(words, 'span', css.name),
    got: child(words, 'span', css.got),
    refused: child(words, 'span', css.refused),
    latency,
    p50: child(latency, 'span'),
    p99: child(latency, 'span'),
  };
}

export function placeRow(row: Row, place: RowPlace, places: Places): void {
  put(row.host, { top: place.top, width: places.plotRight, height: places.isNarrow ? 60 : place.height - 1 });
  put(row.words, { width: (places.isNarrow ? places.plotRight : places.plotLeft) - 18 });
  put(row.latency, { left: place.latency.left + HISTOGRAM_WIDTH + 6, top: place.latency.top });
  row.host.dataset.narrow = String(places.isNarrow);
  row.host.dataset.retrieval = place.retrieval;
}

/** Where a row has no third line, a refusal takes the place of what it got. */
export function writeRow(row: Row, place: RowPlace, consumer: ReadConsumerFacts, got: Got, facts: ReadFacts): void {
  const refused = refusedWords(got);
  const hasThird = place.height >= 45 && place.height < 100;
  say(row.name, place.id);
  say(row.got, refused !== '' && !hasThird ? '' : gotWords(consumer, got, facts));
  say(row.refused, refused);
  row.got.hidden = row.got.textContent === '';
  row.refused.hidden = refused === '';
  const [p50, p99] = latencyWords(consumer);
  say(row.p50, p50);
  say(row.p99, p99);
}
