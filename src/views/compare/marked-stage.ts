/** The Stage of one of two branches: a bracket at the right of every lane whose shard the other branch has not. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { applyPalette, paletteOf } from '../palette.ts';
import { layoutStage } from '../stage/layout.ts';
import { joinGroups, node, set } from '../stage/nodes.ts';
import { mountStage } from '../stage/view.ts';
import type { MountView, ViewSize, ViewState } from '../view.ts';
import css from './compare.module.css';
import { shardsOnlyIn } from './shards.ts';

const GAP_PX = 3;
const BRACKET_PX = 4;

/** `other`: the newest slow part of the other branch, null before it has come. */
export function markedStage(other: () => SlowFrame | null): MountView {
  return (element, send) => {
    const stage = mountStage(element, send);
    const host = document.createElement('div');
    host.className = css.marks;
    host.setAttribute('aria-hidden', 'true'); // the head of the stage names these shards
    element.append(host);
    const svg = node(host, 'svg');
    const brackets = node(svg, 'g');
    let state: ViewState | null = null;
    let size: ViewSize = { width: 0, height: 0, pixelRatio: 1 };
    let drawnFor: readonly [SlowFrame, SlowFrame | null] | null = null;

    function draw(): void {
      if (state === null || size.width < 1) return;
      const { slow } = state;
      const only = new Set(shardsOnlyIn(slow.shards, other()?.shards ?? slow.shards).map(({ id }) => id));
      const { width, height } = size;
      const { lanes } = layoutStage({ slow, nowUs: slow.cells.newestSlotUs, width, height, proposedCut: state.proposedCut });
      drawnFor = [slow, other()];
      applyPalette(host, paletteOf(state.theme));
      joinGroups(
        brackets,
        lanes.filter(({ shardId }) => only.has(shardId)),
        ({ shardId }) => shardId,
        (group) => node(group, 'path', css.bracket),
        (path, lane) => {
          const x = lane.x + lane.width + GAP_PX;
          set(path, { d: `M${x},${lane.y + 1}h${BRACKET_PX}V${lane.y + lane.height - 1}h${-BRACKET_PX}` });
        },
      );
    }

    return {
      update(next) {
        const before = state;
        state = next;
        stage.update(next);
        const isDrawn = drawnFor !== null && drawnFor[0] === next.slow && drawnFor[1] === other();
        if (!isDrawn || before?.theme !== next.theme || before.proposedCut !== next.proposedCut) draw();
      },
      resize(next) {
        size = next;
        svg.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
        stage.resize(next);
        draw();
      },
      destroy() {
        stage.destroy();
        host.remove();
      },
    };
  };
}
