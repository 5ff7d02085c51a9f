/** The nodes of the board, and the names that stay at the left where it is scrolled. */
import type { KclFrame, KclWorkerFrame } from '../../protocol/kcl-frame.ts';
import { classes, joinGroups, node, set, write } from '../stage/nodes.ts';
import { fitText, textWidth } from '../text-width.ts';
import { duration } from '../wording.ts';
import { expectedMove, spanWords } from './failover.ts';
import { type BoardLayout, type ColumnMark, type LeaseMark, type RowMark, holderOf, TALL_ROW_PX } from './layout.ts';
import styles from './leases.module.css';
import { checkpointWords, workerWords } from './text.ts';

export interface Scene {
  svg: SVGSVGElement;
  ground: SVGGElement;
  columns: SVGGElement;
  lags: SVGGElement;
  trails: SVGGElement;
  leases: SVGGElement;
  labels: SVGGElement;
  veil: SVGRectElement;
  names: SVGGElement;
  nobody: SVGTextElement;
  lagName: SVGTextElement;
  lagFull: SVGTextElement;
  checkpointName: SVGTextElement;
  rows: SVGGElement;
}

export function createScene(element: HTMLElement): Scene {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', styles.board);
  const ground = node(svg, 'g');
  const columns = node(svg, 'g');
  const lags = node(svg, 'g');
  const trails = node(svg, 'g');
  const leases = node(svg, 'g');
  const labels = node(svg, 'g');
  const veil = node(labels, 'rect', styles.veil);
  const names = node(labels, 'g');
  const nobody = node(names, 'text', styles.quiet);
  const lagName = node(names, 'text', styles.quiet);
  const lagFull = node(names, 'text', styles.small);
  const checkpointName = node(names, 'text', styles.quiet);
  const rows = node(labels, 'g');
  element.append(svg);
  return { svg, ground, columns, lags, trails, leases, labels, veil, names, nobody, lagName, lagFull, checkpointName, rows };
}

const PAD = 6;
const NAME_PX = 13;
const SMALL_PX = 11;

export function drawGround(scene: Scene, layout: BoardLayout): void {
  const { width, height, unowned, lag, labelWidth } = layout;
  set(scene.svg, { width, height, viewBox: `0 0 ${width} ${height}` });
  set(scene.veil, { width: labelWidth, height });
  write(scene.nobody, 'no owner');
  set(scene.nobody, { x: PAD, y: unowned.y + unowned.height / 2 + 4 });
  write(scene.lagName, 'lag');
  set(scene.lagName, { x: PAD, y: lag.y + lag.height - 3 });
  write(scene.lagFull, duration(lag.fullMs));
  set(scene.lagFull, { x: labelWidth - PAD, y: lag.y + 9, 'text-anchor': 'end' });
  write(scene.checkpointName, layout.checkpointY === null ? '' : 'checkpoint');
  set(scene.checkpointName, { x: PAD, y: layout.checkpointY ?? 0 });
  const lines = [{ y: unowned.y }, ...layout.rows, { y: lag.y - 4 }, { y: lag.y + lag.height + 0.5 }];
  joinGroups(
    scene.ground,
    lines,
    (_, i) => String(i),
    (group) => ({ line: node(group, 'line', styles.line), dead: node(group, 'rect', styles.deadRow) }),
    ({ line, dead }, mark) => {
      const y = Math.round(mark.y) + 0.5;
      set(line, { x1: 0, x2: width, y1: y, y2: y });
      const isDead = 'worker' in mark && mark.worker.process === 'dead';
      set(dead, { x: 0, y: mark.y, width, height: isDead && 'height' in mark ? mark.height : 0 });
    },
  );
}

export function drawColumns(scene: Scene, layout: BoardLayout, selected: string | null): void {
  joinGroups(
    scene.columns,
    layout.columns,
    ({ leaseKey }) => leaseKey,
    (group) => ({ band: node(group, 'rect', styles.band), name: node(group, 'text', styles.column) }),
    ({ band, name }, mark: ColumnMark) => {
      const isSelected = mark.leaseKey === selected;
      set(band, { x: mark.x - layout.columnWidth / 2, y: 0, width: layout.columnWidth, height: isSelected ? layout.height : 0 });
      set(name, { x: mark.x, y: 15, 'text-anchor': 'middle', class: classes(styles.column, isSelected && styles.selected) });
      const long = layout.columnWidth >= 56 ? `shard ${mark.shardIndex}` : String(mark.shardIndex);
      write(name, mark.isNamed || isSelected ? long : '');
    },
  );
}

export function drawLags(scene: Scene, layout: BoardLayout): void {
  const { lag, columnWidth, checkpointY } = layout;
  const width = Math.max(4, Math.min(28, columnWidth - 4));
  joinGroups(
    scene.lags,
    layout.leases,
    ({ lease }) => lease.leaseKey,
    (group) => ({
      bar: node(group, 'rect', styles.lag),
      figure: node(group, 'text', styles.small),
      checkpoint: node(group, 'text', styles.checkpoint),
    }),
    ({ bar, figure, checkpoint }, mark: LeaseMark) => {
      const high = mark.lease.lagMs > 0 ? Math.max(2, mark.lag * (lag.height - 12)) : 0;
      set(bar, { x: mark.x - width / 2, y: lag.y + lag.height - high, width, height: high });
      set(figure, { x: mark.x, y: lag.y + lag.height - high - 3, 'text-anchor': 'middle' });
      write(figure, columnWidth >= 44 ? duration(mark.lease.lagMs) : '');
      set(checkpoint, { x: mark.x, y: checkpointY ?? 0, 'text-anchor': 'middle' });
      write(checkpoint, checkpointY === null ? '' : checkpointWords(mark.lease.checkpoint));
    },
  );
}

/** The second line under a worker's name: as much as has room. */
function noteOf(worker: KclWorkerFrame, kcl: KclFrame, room: number): string {
  const { process, instance } = worker;
  if (process === 'running') return fitText(`${instance} · ${worker.state}`, room, SMALL_PX);
  const move =
    process === 'dead'
      ? expectedMove(
          kcl,
          kcl.leases.filter((lease) => holderOf(lease) === worker.id),
        )
      : null;
  const wordings = move === null ? [workerWords(worker, kcl)] : [`dead · moves ${spanWords(move)}`, `moves ${spanWords(move)}`, 'dead'];
  return wordings.find((words) => textWidth(words, SMALL_PX) <= room) ?? fitText(wordings[0], room, SMALL_PX);
}

/** The workers' names: buttons that open what can be done with each. */
export function drawRows(scene: Scene, layout: BoardLayout, kcl: KclFrame, active: string | null): void {
  const room = layout.labelWidth - 2 * PAD - 4;
  joinGroups(
    scene.rows,
    layout.rows,
    ({ worker }) => worker.id,
    (group) => {
      set(group, { role: 'button', 'aria-haspopup': 'menu' });
      const zone = node(group, 'text', styles.zone);
      const box = node(group, 'rect', styles.hit);
      return {
        zone,
        box,
        name: node(group, 'text', styles.worker),
        mark: node(group, 'text', styles.leader),
        note: node(group, 'text', styles.small),
      };
    },
    ({ zone, box, name, mark, note }, row: RowMark, group) => {
      const { worker, y, height } = row;
      const isTall = height >= TALL_ROW_PX;
      const words = workerWords(worker, kcl);
      const middle = y + height / 2;
      const leaderRoom = worker.leader ? 42 : 0;
      const shortState = worker.process === 'running' ? '' : ` · ${worker.process}`;
      write(zone, row.zone ?? '');
      set(zone, { x: PAD, y: row.zoneY });
      set(box, { x: 1, y: y + 2, width: layout.labelWidth - 4, height: height - 4, rx: 5 });
      write(name, fitText(isTall ? worker.id : `${worker.id}${shortState}`, room - leaderRoom, NAME_PX) || worker.id);
      set(name, { x: PAD, y: isTall ? middle - 3 : middle + 4 });
      write(mark, worker.leader ? 'leader' : '');
      set(mark, { x: layout.labelWidth - PAD - 2, y: isTall ? middle - 3 : middle + 4, 'text-anchor': 'end' });
      write(note, isTall ? noteOf(worker, kcl, room) : '');
      set(note, { x: PAD, y: middle + 12 });
      const leader = worker.leader ? ', leader' : '';
      set(group, {
        tabindex: worker.id === active ? 0 : -1,
        'data-worker': worker.id,
        'data-process': worker.process,
        'aria-label': `${worker.id}${leader}, ${worker.instance} in ${worker.zone}, ${words}, ${worker.leases} leases`,
      });
    },
  );
}
