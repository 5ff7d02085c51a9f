/** What lies under the canvas: the axis, the funnels, the grounds of the lanes, the links to the consumers. */
import type { Selection } from '../../protocol/selection.ts';
import type { LaneMark, LinkMark, StageLayout } from './marks.ts';
import { classes, joinGroups, node, set } from './nodes.ts';
import css from './stage.module.css';

export interface BackScene {
  svg: SVGSVGElement;
  /** One ground for all lanes, where they are too many to have their own; the same for the axis. */
  crowd: SVGRectElement;
  crowdAxis: SVGRectElement;
  axis: SVGGElement;
  grounds: SVGGElement;
  links: SVGGElement;
  trunk: SVGPathElement;
}

export function createBackScene(parent: HTMLElement): BackScene {
  const svg = node(parent, 'svg', classes(css.layer, css.passive));
  svg.setAttribute('aria-hidden', 'true');
  const crowd = node(svg, 'rect', css.ground);
  const crowdAxis = node(svg, 'rect', css.axisPart);
  const axis = node(svg, 'g');
  const grounds = node(svg, 'g');
  const links = node(svg, 'g');
  return { svg, crowd, crowdAxis, axis, grounds, links, trunk: node(svg, 'path', css.trunk) };
}

function drawAxis(scene: BackScene, layout: StageLayout): void {
  const { axis } = layout;
  joinGroups(
    scene.axis,
    layout.crowded ? axis.segments.filter((segment) => segment.hot) : axis.segments,
    (segment) => segment.shardId,
    (group) => ({ funnel: node(group, 'path'), part: node(group, 'rect') }),
    ({ funnel, part }, segment) => {
      const left = axis.x + axis.width;
      const { laneTop: top, laneBottom: bottom } = segment;
      set(funnel, {
        d: `M${left},${segment.y.toFixed(1)}L${axis.funnelTo},${top.toFixed(1)}V${bottom.toFixed(1)}L${left},${(segment.y + segment.height).toFixed(1)}Z`,
        class: classes(css.funnel, segment.hot && css.hot),
      });
      set(part, { x: axis.x, y: segment.y, width: axis.width, height: segment.height, class: css.axisPart });
    },
  );
}

/** The shard that is selected, itself or by one of its records. */
export const selectedShard = (selection: Selection): string | null =>
  selection?.kind === 'shard' ? selection.id : selection?.kind === 'record' ? selection.shardId : null;

/** The lanes that are things of their own: all, or of a crowd the hot, the selected and those with a label. */
export function distinctLanes(layout: StageLayout, selection: Selection): LaneMark[] {
  if (!layout.crowded) return layout.lanes;
  const selected = selectedShard(selection);
  return layout.lanes.filter((lane) => lane.labelFits || lane.hot || lane.shardId === selected);
}

function groundClass(lane: LaneMark, selection: Selection): string {
  return classes(
    css.ground,
    lane.hot && css.hot,
    lane.state === 'opening' && css.waitingLane,
    lane.state === 'closed' && css.drainingLane,
    selectedShard(selection) === lane.shardId && css.selected,
  );
}

/** With more consumers than this, links that are not of the selected one are faint. */
const CONSUMERS_ALIKE_MAX = 8;

function linkClass(link: LinkMark, layout: StageLayout, selection: Selection): string {
  const consumer = layout.consumers[link.consumer];
  const lane = link.shardIndex === null ? undefined : layout.lanes[layout.laneOfShard.get(link.shardIndex) ?? -1];
  const selected =
    (selection?.kind === 'consumer' && selection.id === consumer?.id) || (lane !== undefined && selectedShard(selection) === lane.shardId);
  const still = link.state === 'waiting' || link.state === 'starting';
  // Many consumers: the one that is selected stands out, the others step back.
  const faint = !selected && layout.consumers.length > CONSUMERS_ALIKE_MAX;
  return classes(
    css.link,
    link.retrieval === 'fan-out' && (link.shardIndex === null ? css.mainPipe : css.pipe),
    still && css.still,
    link.state === 'throttled' && css.throttledLink,
    faint && (selection?.kind === 'consumer' ? css.hiddenLink : css.faintLink),
    selected && css.selected,
  );
}

export function updateBackScene(scene: BackScene, layout: StageLayout, selection: Selection): void {
  drawAxis(scene, layout);
  const { axis, window } = layout;
  set(scene.crowd, {
    x: axis.funnelTo,
    y: axis.y,
    width: layout.crowded ? window.x + window.width + 30 - axis.funnelTo : 0,
    height: axis.height,
  });
  set(scene.crowdAxis, { x: axis.x, y: axis.y, width: layout.crowded ? axis.width : 0, height: axis.height });
  joinGroups(
    scene.grounds,
    distinctLanes(layout, selection),
    (lane) => lane.shardId,
    (group) => node(group, 'rect'),
    (rect, lane) =>
      set(rect, {
        x: lane.x,
        y: lane.y,
        width: lane.width,
        height: lane.height,
        rx: Math.min(5, lane.height / 3),
        class: groundClass(lane, selection),
      }),
  );
  joinGroups(
    scene.links,
    layout.links,
    (link) => link.key,
    (group) => node(group, 'path'),
    (path, link) => set(path, { d: link.path, class: linkClass(link, layout, selection) }),
  );
  const { trunk } = layout;
  set(scene.trunk, { d: trunk ? `M${trunk.x - 8},${trunk.y0.toFixed(1)}H${trunk.x}V${trunk.y1.toFixed(1)}H${trunk.x - 8}` : '' });
}
