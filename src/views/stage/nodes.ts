/** Small things for drawing with SVG: touch the document only where something changed, join marks to nodes by key. */
import { select } from 'd3-selection';

const SVG = 'http://www.w3.org/2000/svg';

export function node<K extends keyof SVGElementTagNameMap>(parent: Element, tag: K, className = ''): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  if (className) element.setAttribute('class', className);
  parent.append(element);
  return element;
}

/** Sets what changed. Numbers are rounded to a tenth of a pixel; null removes. */
export function set(element: Element, values: Record<string, string | number | null>): void {
  for (const name in values) {
    const value = values[name];
    if (value === null) {
      if (element.hasAttribute(name)) element.removeAttribute(name);
      continue;
    }
    const text = typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Class names, without the empty ones. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** One group per mark, in the marks' order; `create` builds the inside once, `update` says what is so now. */
export function joinGroups<Mark, Parts>(
  parent: SVGGElement,
  marks: readonly Mark[],
  keyOf: (mark: Mark, index: number) => string,
  create: (group: SVGGElement) => Parts,
  update: (parts: Parts, mark: Mark, group: SVGGElement) => void,
): void {
  type Holder = SVGGElement & { parts?: Parts };
  const groups = select(parent).selectChildren<Holder, Mark>('g').data(marks, keyOf).join('g') as unknown as ReturnType<
    typeof select<Holder, Mark>
  >;
  groups.each(function refresh(mark) {
    this.parts ??= create(this);
    update(this.parts, mark, this);
  });
}
