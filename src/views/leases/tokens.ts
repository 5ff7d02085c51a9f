/** The leases themselves: a ring or a bar that runs out until it is renewed, and the line along which a lease came. */
import { joinGroups, node, set, write } from '../stage/nodes.ts';
import { duration } from '../wording.ts';
import type { BoardLayout, LeaseMark } from './layout.ts';
import styles from './leases.module.css';
import type { Journeys } from './moving.ts';
import type { Scene } from './scene.ts';
import { leaseWords } from './text.ts';

interface Moment {
  nowUs: number;
  nowMs: number;
  motion: 'full' | 'reduced';
  journeys: Journeys;
  /** The lease that the Tab key reaches. */
  active: string | null;
}

interface TokenParts {
  handoff: SVGLineElement;
  target: SVGCircleElement;
  zombies: SVGGElement;
  body: SVGGElement;
  shape: SVGRectElement;
  fill: SVGRectElement;
  ring: SVGCircleElement;
  name: SVGTextElement;
}

const RING_PX = 3;

export function drawTokens(scene: Scene, layout: BoardLayout, moment: Moment): void {
  joinGroups(
    scene.leases,
    layout.leases,
    ({ lease }) => lease.leaseKey,
    createToken,
    (parts, mark, group) => {
      const { y } = moment.journeys.shown(mark.lease.leaseKey, mark.y, moment.motion, moment.nowMs);
      drawToken(parts, mark, y, layout);
      set(group, {
        tabindex: mark.lease.leaseKey === moment.active ? 0 : -1,
        'data-lease': mark.lease.leaseKey,
        'data-holder': mark.holder ?? '',
        'data-look': mark.look,
        'aria-label': tokenLabel(mark, moment.nowUs),
      });
    },
  );
  drawTrails(scene, layout, moment);
}

function tokenLabel({ lease, holder }: LeaseMark, nowUs: number): string {
  const where = holder === null ? '' : `, ${holder}`;
  return `Lease of shard ${lease.shardIndex}${where}, ${leaseWords(lease, nowUs)}, ${duration(lease.lagMs)} behind`;
}

function createToken(group: SVGGElement): TokenParts {
  set(group, { role: 'button' });
  group.setAttribute('class', styles.token);
  const handoff = node(group, 'line', styles.handoff);
  const target = node(group, 'circle', styles.target);
  const zombies = node(group, 'g');
  const body = node(group, 'g');
  const shape = node(body, 'rect', styles.shape);
  const fill = node(body, 'rect', styles.fill);
  const ring = node(body, 'circle', styles.ring);
  const name = node(body, 'text', styles.shard);
  return { handoff, target, zombies, body, shape, fill, ring, name };
}

function drawToken(
  { handoff, target, zombies, body, shape, fill, ring, name }: TokenParts,
  mark: LeaseMark,
  y: number,
  layout: BoardLayout,
): void {
  const { tokenRadius: r, isRoomy } = layout;
  const { x, handoffY } = mark;
  const isHandedOn = handoffY !== null;
  set(handoff, { x1: x, x2: x, y1: y, y2: handoffY ?? y, visibility: isHandedOn ? null : 'hidden' });
  set(target, { cx: x, cy: handoffY ?? y, r: r - 1, visibility: isHandedOn ? null : 'hidden' });
  set(body, { transform: `translate(${x.toFixed(1)},${y.toFixed(1)})` });
  const halfHeight = isRoomy ? r : Math.min(10, r + 4);
  set(shape, { x: -r, y: -halfHeight, width: 2 * r, height: 2 * halfHeight, rx: isRoomy ? r : 2 });
  const left = mark.left ?? 0;
  const inner = 2 * halfHeight - 2;
  set(fill, { x: 1 - r, y: halfHeight - 1 - inner * left, width: 2 * r - 2, height: isRoomy ? 0 : inner * left });
  const length = 2 * Math.PI * (r - RING_PX / 2);
  set(ring, {
    r: r - RING_PX / 2,
    'stroke-dasharray': `${(length * left).toFixed(1)} ${length.toFixed(1)}`,
    transform: 'rotate(-90)',
    visibility: isRoomy && left > 0 ? null : 'hidden',
  });
  // A shape says that it expired, not only a colour.
  write(name, mark.look === 'expired' ? (isRoomy ? `${mark.lease.shardIndex}✕` : '✕') : isRoomy ? String(mark.lease.shardIndex) : '');
  set(name, { y: 4, 'text-anchor': 'middle' });
  joinGroups(
    zombies,
    mark.zombies,
    ({ worker }) => worker,
    (group) => ({ ghost: node(group, 'circle', styles.zombie), title: node(group, 'title') }),
    ({ ghost, title }, zombie) => {
      set(ghost, { cx: x, cy: zombie.y, r: Math.min(5, r) });
      write(title, `${zombie.worker} still runs the shard consumer of shard ${mark.lease.shardIndex} without holding its lease`);
    },
  );
}

function drawTrails(scene: Scene, layout: BoardLayout, { journeys, motion, nowMs }: Moment): void {
  const trails = layout.leases.flatMap(({ lease, x, y }) => {
    const shown = journeys.shown(lease.leaseKey, y, motion, nowMs);
    return shown.trail === null ? [] : [{ key: lease.leaseKey, x, y: shown.y, trail: shown.trail }];
  });
  joinGroups(
    scene.trails,
    trails,
    ({ key }) => key,
    (group) => ({
      line: node(group, 'line', styles.trail),
      start: node(group, 'circle', styles.trailStart),
      word: node(group, 'text', styles.moved),
    }),
    ({ line, start, word }, { x, y, trail }, group) => {
      set(line, { x1: x, x2: x, y1: trail.fromY, y2: y });
      set(start, { cx: x, cy: trail.fromY, r: 3.5 });
      set(word, { x: x + layout.tokenRadius + 3, y: y - layout.tokenRadius + 1 });
      write(word, layout.columnWidth >= 80 ? 'moved' : '');
      // With reduced motion it stands there and then is gone.
      group.setAttribute('opacity', motion === 'reduced' ? '1' : (1 - trail.age ** 2).toFixed(2));
    },
  );
}
