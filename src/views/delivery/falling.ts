/** Records that leave the main path: hollow marks that go down a branch and land. What they are is counted in the folder as well. */
import { node, set } from '../stage/nodes.ts';
import { count } from '../wording.ts';
import styles from './delivery.module.css';
import type { BranchMark } from './layout.ts';

const FALL_MS = 1100;
/** On one branch at a time; more would be a blur. */
const AT_ONCE = 4;

export class Falling {
  private readonly parent: SVGGElement;
  /** Records in each folder when last looked at. */
  private known = new Map<string, number>();
  private readonly onTheWay = new Map<string, number>();

  constructor(parent: SVGGElement) {
    this.parent = parent;
  }

  /** `follows`: this moment came out of the one before, without a jump. */
  note(branches: readonly BranchMark[], { follows, moves }: { follows: boolean; moves: boolean }): void {
    const before = this.known;
    this.known = new Map(branches.map(({ branch }) => [branch.id, branch.records]));
    if (!follows || !moves) return;
    for (const mark of branches) {
      const more = mark.branch.records - (before.get(mark.branch.id) ?? 0);
      if (more > 0 && before.size > 0) this.fall(mark, more);
    }
  }

  private fall({ branch, path }: BranchMark, records: number): void {
    const there = this.onTheWay.get(branch.id) ?? 0;
    if (there >= AT_ONCE) return;
    this.onTheWay.set(branch.id, there + 1);
    const group = node(this.parent, 'g', styles.falling);
    set(group, { 'data-kind': branch.kind });
    set(node(group, 'circle'), { r: 5 });
    set(node(group, 'path'), { d: 'M-2.4,-2.4 L2.4,2.4 M-2.4,2.4 L2.4,-2.4' });
    const text = node(group, 'text');
    set(text, { x: 9, y: 4 });
    text.textContent = count(records);
    group.style.offsetPath = `path("${path}")`;
    group.style.offsetRotate = '0deg';
    const falls = group.animate([{ offsetDistance: '0%' }, { offsetDistance: '100%' }], {
      duration: FALL_MS,
      easing: 'ease-in',
      fill: 'both',
    });
    const land = () => {
      this.onTheWay.set(branch.id, (this.onTheWay.get(branch.id) ?? 1) - 1);
      group.remove();
    };
    falls.addEventListener('finish', land);
    falls.addEventListener('cancel', land);
  }
}
