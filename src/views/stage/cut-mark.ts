/** A proposed cut as marks: its line from the axis through the lane, and its words where they cover nothing that matters. */
import { textWidth } from '../text-width.ts';
import { hexOfHashKey, percent } from '../wording.ts';
import type { StageColumns } from './columns.ts';
import { shareOfKey } from './cut.ts';
import { axisYOf, laneYOf } from './hash-scale.ts';
import type { StageInput } from './layout.ts';
import type { CutMark, HashScale, LaneMark, WindowMark } from './marks.ts';

const LABEL_PX = 11;
const LABEL_HEIGHT = 17;
const LABEL_PADDING = 6;
/** Between the line and its words. */
const GAP_PX = 2;
/** Name and budgets of a lane in full. */
const HEAD_PX = 26;

interface CutPlaces {
  columns: StageColumns;
  scale: HashScale;
  lanes: readonly LaneMark[];
  window: WindowMark;
}

export function cutMark({ proposedCut, slow }: StageInput, { columns, scale, lanes, window }: CutPlaces): CutMark | null {
  const shard = proposedCut && slow.shards.find((one) => one.id === proposedCut.shardId);
  if (!proposedCut || !shard) return null;
  const share = Math.min(1, Math.max(0, shareOfKey(shard, proposedCut.newStartingHashKey)));
  const fraction = shard.startFraction + (shard.endFraction - shard.startFraction) * share;
  const hex = hexOfHashKey(proposedCut.newStartingHashKey);
  const laneY = laneYOf(scale, fraction);
  const lane = lanes.find((one) => one.shardId === shard.id);
  const short = `cut at ${hex}: ${percent(share)} and ${percent(1 - share)}`;
  const long = `${short} of the range`;
  const left = (lane?.mode === 'full' ? columns.laneX + 12 : window.x) - LABEL_PADDING;
  const room = (lane?.budgets[0]?.x ?? columns.laneX + columns.laneWidth) - left;
  const text = textWidth(long, LABEL_PX) + 2 * LABEL_PADDING <= room ? long : short;
  return {
    shardId: shard.id,
    y: axisYOf(scale, fraction),
    axisX: columns.axisX,
    laneX: columns.laneX,
    laneY,
    laneRight: columns.laneX + columns.laneWidth,
    share,
    text,
    label: {
      x: left,
      y: labelTop(laneY, lane),
      width: textWidth(text, LABEL_PX) + 2 * LABEL_PADDING,
      height: LABEL_HEIGHT,
    },
    aria: `${percent(share)} of shard ${shard.index}, new starting hash key ${hex}`,
  };
}

/** Above the line; below it, and below the lane's head, where that is in the way. */
function labelTop(laneY: number, lane: LaneMark | undefined): number {
  const above = laneY - GAP_PX - LABEL_HEIGHT;
  if (lane === undefined) return above;
  const free = lane.y + (lane.mode === 'full' ? HEAD_PX : 0);
  const below = Math.max(free, laneY + GAP_PX);
  return above < free && below + LABEL_HEIGHT <= lane.y + lane.height ? below : above;
}
