/** The numbered marks of an open answer, over everything else and in nobody's way. */
import type { ChainMark } from './chain.ts';
import { classes, joinGroups, node, set, write } from './nodes.ts';
import css from './stage.module.css';

export function drawChain(parent: SVGGElement, marks: readonly ChainMark[]): void {
  joinGroups(
    parent,
    marks,
    (mark) => mark.key,
    (group) => ({ ground: node(group, 'rect', classes(css.chainMark, css.passive)), text: node(group, 'text', css.chainNumber) }),
    ({ ground, text }, mark, group) => {
      const { x, y, width, height } = mark;
      set(group, { 'data-chain': mark.key });
      set(ground, { x, y, width, height, rx: height / 2 });
      set(text, { x: x + width / 2, y: y + height / 2 + 3.8, 'text-anchor': 'middle' });
      write(text, mark.text);
    },
  );
}
