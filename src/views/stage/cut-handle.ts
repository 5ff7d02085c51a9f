/** Moving a proposed cut: by dragging its handle, or with the arrow keys. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import type { ViewAction } from '../view.ts';
import { keyAtShare, moveKey } from './cut.ts';
import type { StageLayout } from './marks.ts';

export interface CutHold {
  pointed: { slow: SlowFrame | null; layout: StageLayout | null; proposedCut: { shardId: string; newStartingHashKey: string } | null };
  send: (action: ViewAction) => void;
}

/** Where on the shard's part of the axis a pointer stands, 0–1. */
function shareAt(layout: StageLayout, shardId: string, y: number): number | null {
  const segment = layout.axis.segments.find((one) => one.shardId === shardId);
  return segment ? (y - segment.y) / segment.height : null;
}

export function dragTo(held: CutHold, y: number): void {
  const { proposedCut: cut, slow, layout } = held.pointed;
  const shard = cut && slow?.shards.find((one) => one.id === cut.shardId);
  const share = cut && layout ? shareAt(layout, cut.shardId, y) : null;
  if (!cut || !shard || share === null) return;
  held.send({ type: 'propose-cut', cut: { shardId: cut.shardId, newStartingHashKey: keyAtShare(shard, share) } });
}

/** Arrow keys move the cut by 1 % of the shard's range, with Shift or Page by 10 %. */
export function keyOnCut(held: CutHold, event: KeyboardEvent): boolean {
  const { proposedCut: cut, slow } = held.pointed;
  const shard = cut && slow?.shards.find((one) => one.id === cut.shardId);
  if (!cut || !shard) return false;
  const step = event.shiftKey ? 0.1 : 0.01;
  const moves: Record<string, number> = {
    ArrowDown: step,
    ArrowRight: step,
    ArrowUp: -step,
    ArrowLeft: -step,
    PageDown: 0.1,
    PageUp: -0.1,
  };
  let key: string | null = null;
  if (event.key in moves) key = moveKey(shard, cut.newStartingHashKey, moves[event.key]);
  else if (event.key === 'Home') key = keyAtShare(shard, 0);
  else if (event.key === 'End') key = keyAtShare(shard, 1);
  else if (event.key === 'Escape') {
    held.send({ type: 'propose-cut', cut: null });
    return true;
  }
  if (key === null) return false;
  held.send({ type: 'propose-cut', cut: { shardId: cut.shardId, newStartingHashKey: key } });
  return true;
}
