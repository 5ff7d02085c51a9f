/** What lies over the canvas: text, and everything that can be focused, in reading order. */
import type { Explanation } from '../../engine/explain/explanation.ts';
import { fitText, textWidth } from '../text-width.ts';
import { shortCount } from '../wording.ts';
import { chainMarks } from './chain.ts';
import type { StageLayout, TextMark } from './marks.ts';
import { classes, joinGroups, node, set, write } from './nodes.ts';
import type { AxisState } from './scene-axis.ts';
import { drawCut, drawKeys } from './scene-axis.ts';
import { distinctLanes, selectedShard } from './scene-back.ts';
import { drawChain } from './scene-chain.ts';
import type { EndsState } from './scene-ends.ts';
import { drawConsumers, drawProducers } from './scene-ends.ts';
import type { LaneParts } from './scene-lane.ts';
import { createLane, updateLane } from './scene-lane.ts';
import css from './stage.module.css';

export interface FrontState extends EndsState, AxisState {
  /** Exchange rate of the dots; empty where nothing moves. */
  exchange: string;
  /** About the record that the learner follows; else empty. */
  followed: string;
  /** The answer to "why?" that is open. */
  explained: Explanation | null;
  /** Why no shard can be split here; null where one can. */
  splitLocked: string | null;
}

export interface FrontScene {
  svg: SVGSVGElement;
  layers: Record<'words' | 'axis' | 'producers' | 'keys' | 'lanes' | 'cut' | 'consumers' | 'legend' | 'followed' | 'chain', SVGGElement>;
}

export function createFrontScene(parent: HTMLElement): FrontScene {
  const svg = node(parent, 'svg', css.layer);
  set(svg, { role: 'group', 'aria-label': 'Stage: producers, hash keys, shards, consumers' });
  const layers = {
    words: node(svg, 'g'),
    axis: node(svg, 'g'),
    producers: node(svg, 'g'),
    keys: node(svg, 'g'),
    lanes: node(svg, 'g'),
    cut: node(svg, 'g'),
    consumers: node(svg, 'g'),
    legend: node(svg, 'g'),
    followed: node(svg, 'g'),
    chain: node(svg, 'g'),
  };
  set(layers.chain, { 'aria-hidden': 'true' });
  return { svg, layers };
}

function drawTexts(parent: SVGGElement, marks: readonly TextMark[], className: string): void {
  joinGroups(
    parent,
    marks,
    (_, i) => String(i),
    (group) => node(group, 'text', className),
    (text, mark) => {
      set(text, { x: mark.x, y: mark.y, 'text-anchor': mark.anchor });
      write(text, mark.text);
    },
  );
}

/** What comes into a lane, for when nothing moves: accepted, and throttled where there is any. */
function inRateOf(state: FrontState, order: number): [string, string] {
  if (!state.reduced) return ['', ''];
  const { flows } = state;
  let accepted = 0;
  let refused = 0;
  for (let producer = 0; producer < flows.producers; producer += 1) {
    accepted += flows.acceptedByShard[producer * flows.shards + order] ?? 0;
    refused += flows.refusedByShard[producer * flows.shards + order] ?? 0;
  }
  return [`${shortCount(Math.round(accepted))}/s`, refused >= 0.5 ? `✕ ${shortCount(Math.round(refused))}/s` : ''];
}

export function updateFrontScene(scene: FrontScene, layout: StageLayout, state: FrontState): void {
  const { layers } = scene;
  drawTexts(layers.words, [...layout.headers, ...layout.notes], css.header);
  drawTexts(layers.axis, layout.axis.labels, classes(css.mono, css.halo));
  drawProducers(layers.producers, layout, state);
  drawKeys(layers.keys, layout, state);
  joinGroups(
    layers.lanes,
    distinctLanes(layout, state.selection),
    (lane) => lane.shardId,
    createLane,
    (parts: LaneParts, lane, group) =>
      updateLane(parts, lane, group, {
        selected: selectedShard(state.selection) === lane.shardId,
        isCut: layout.cut?.shardId === lane.shardId,
        splitLocked: state.splitLocked,
        rates: lane.height >= 9 ? inRateOf(state, lane.order) : ['', ''],
      }),
  );
  drawCut(layers.cut, layout);
  drawConsumers(layers.consumers, layout, state);
  const exchange: TextMark = layout.stacked
    ? { ...layout.legend, x: layout.width - 10, anchor: 'end' }
    : { ...layout.legend, x: layout.producers[0]?.x ?? 16 };
  drawTexts(layers.legend, [{ ...exchange, text: state.exchange }, layout.legend], classes(css.quiet, css.halo));
  const right = layout.width - 12;
  const room = right - layout.legend.x - textWidth(layout.legend.text, 11) - 20;
  const followed = layout.stacked ? '' : fitText(state.followed, room, 11);
  drawTexts(layers.followed, [{ x: right, y: layout.legend.y, text: followed, anchor: 'end' }], classes(css.note, css['tone-accent']));
  drawChain(layers.chain, chainMarks(state.explained, layout));
}
