/** What a lane says: its name, what is special about it now, and all of it in one sentence for those who do not see it. */
import type { ConsumerFrame, ShardFrame, SlowFrame } from '../../protocol/from-worker.ts';
import { fitText, textWidth } from '../text-width.ts';
import { count, duration, mebibytes, percent, shardName, shardNumber } from '../wording.ts';
import type { LaneMark, LaneMode, Rect, TextMark, Tone } from './marks.ts';

/** From this width on, a full budget says so beside its bar. */
export const ROOMY_LANE_PX = 320;
const LABEL_PX = 12.5;
const SMALL_LABEL_PX = 10;
const NOTE_PX = 11;

/** A shard that had saved unused budget takes more than its limit for a moment: what is used up is the limit. */
export function hotText(shard: ShardFrame): string {
  const { records, recordsLimit, bytes, bytesLimit, atLimit } = shard.write;
  if (atLimit === 'records') return `hot: ${count(Math.min(records, recordsLimit))} of ${count(recordsLimit)} rec/s`;
  if (atLimit === 'bytes') return `hot: ${mebibytes(Math.min(bytes, bytesLimit))} of ${mebibytes(bytesLimit)} MiB/s`;
  return '';
}

/** What is special about a shard now, in one phrase; empty for an ordinary one. */
export function shardNote(shard: ShardFrame, consumers: readonly ConsumerFrame[], nowUs: number): { text: string; tone: Tone } {
  const hot = hotText(shard);
  if (hot) return { text: hot, tone: 'limit' };
  if (shard.state === 'closing') {
    const left = shard.closesAtUs === null ? '' : ` for ${duration(Math.max(0, shard.closesAtUs - nowUs) / 1000)} more`;
    return { text: `takes records${left}`, tone: 'accent' };
  }
  if (shard.state === 'opening') {
    const left = shard.opensAtUs === null ? 'soon' : `in ${duration(Math.max(0, shard.opensAtUs - nowUs) / 1000)}`;
    return { text: `opens ${left}`, tone: 'accent' };
  }
  const cursors = consumers.map((consumer) => consumer.cursors.find((cursor) => cursor.shardIndex === shard.index));
  if (shard.state === 'closed') {
    const unread = Math.max(0, ...cursors.map((cursor) => cursor?.lagRecords ?? 0));
    return { text: unread > 0 ? `closed, ${count(unread)} records to drain` : 'closed, drained', tone: 'quiet' };
  }
  const waiting = consumers.filter((_, i) => cursors[i]?.state === 'waiting').map((consumer) => consumer.spec.id);
  const parents = [shard.parentId, shard.adjacentParentId].flatMap((id) => (id === null ? [] : [String(shardNumber(id))]));
  const child = parents.length === 0 ? '' : `child of ${parents.length > 1 ? 'shards' : 'shard'} ${parents.join(' and ')}`;
  if (waiting.length > 0 && parents.length > 0) return { text: `is read once shard ${parents.join(' and ')} is drained`, tone: 'quiet' };
  return { text: child, tone: 'quiet' };
}

function ariaOf(shard: ShardFrame, note: string, slow: SlowFrame): string {
  const { write } = shard;
  const lags = slow.consumers.flatMap((consumer) => {
    const cursor = consumer.cursors.find((one) => one.shardIndex === shard.index);
    return cursor && cursor.lagMs > 0 ? [`${consumer.spec.id} ${duration(cursor.lagMs)} behind`] : [];
  });
  return [
    shardName(shard.index),
    shard.state,
    note,
    `${percent(shard.endFraction - shard.startFraction)} of the key space`,
    `${count(write.records)} of ${count(write.recordsLimit)} records/s`,
    `${mebibytes(write.bytes)} of ${mebibytes(write.bytesLimit)} MiB/s`,
    write.refused > 0 ? `${count(write.refused)} throttled/s` : '',
    ...lags,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Thin lanes have no room for the note: what matters most of it, below the name or after it. */
function laneWord(shard: ShardFrame, mode: LaneMode, below: boolean, name: TextMark, nowUs: number): TextMark | null {
  if (mode === 'full') return null;
  const hot = shard.write.atLimit;
  const closing =
    shard.state === 'closing' && shard.closesAtUs !== null ? `${duration(Math.max(0, shard.closesAtUs - nowUs) / 1000)} left` : '';
  const long = hot === null ? closing : hot === 'records' ? 'rec/s full' : 'MiB/s full';
  if (below) return long ? { ...name, y: name.y + 12, text: long } : null;
  if (hot === null) return null;
  return { ...name, x: name.x + textWidth(name.text, mode === 'bar' ? 10 : LABEL_PX) + 4, text: 'hot' };
}

export interface LaneWordsContext {
  slow: SlowFrame;
  nowUs: number;
  rect: Rect;
  mode: LaneMode;
  /** A lane with a head of its own. */
  full: boolean;
  stacked: boolean;
  /** Where the cells begin. */
  windowX: number;
}

/** Room that the budgets at the right of a lane's head take. */
function budgetRoom(width: number): number {
  return width >= ROOMY_LANE_PX ? 104 : width >= 220 ? 86 : 60;
}

function noteMark(shard: ShardFrame, text: string, context: LaneWordsContext, baseline: number): TextMark {
  const { rect, mode, full } = context;
  if (mode === 'full') {
    const x = rect.x + 12 + textWidth(shardName(shard.index), LABEL_PX) + 12;
    const room = rect.x + rect.width - x - (full ? budgetRoom(rect.width) : 12);
    return { x, y: baseline, text: rect.height >= 13 ? fitText(text, room, NOTE_PX) : '', anchor: 'start' };
  }
  // A child that is not open yet has no cells: its note stands in their place.
  const free = shard.state === 'opening' && rect.height >= 13;
  return {
    x: context.windowX,
    y: baseline,
    text: free ? fitText(text, rect.x + rect.width - context.windowX - 8, NOTE_PX) : '',
    anchor: 'start',
  };
}

function isBeingRead(shard: ShardFrame, { consumers }: SlowFrame): boolean {
  return consumers.some(({ cursors }) => cursors.some(({ shardIndex, state }) => shardIndex === shard.index && state !== 'drained'));
}

type LaneWords = Pick<LaneMark, 'label' | 'labelFits' | 'note' | 'noteTone' | 'word' | 'aria'>;

export function laneWords(shard: ShardFrame, context: LaneWordsContext): LaneWords {
  const { slow, nowUs, rect, mode, full, stacked } = context;
  const { x, y, height } = rect;
  const note = shardNote(shard, slow.consumers, nowUs);
  const isShort = mode !== 'full' && (height < 26 || stacked);
  const labelPx = mode === 'bar' ? SMALL_LABEL_PX : LABEL_PX;
  const twoLines = mode === 'compact' && height >= 26 && (shard.write.atLimit !== null || shard.state === 'closing');
  // A strip's cursors have the bottom of it for themselves.
  const aboveCursors = mode === 'full' && height >= 20 && isBeingRead(shard, slow) ? 3.5 : 0;
  const baseline = full ? y + 18 : y + height / 2 + labelPx * 0.36 - (twoLines ? 6 : aboveCursors);
  const name = isShort ? String(shard.index) : shardName(shard.index);
  const label: TextMark = { x: x + (mode === 'full' ? 12 : 8), y: baseline, text: name, anchor: 'start' };
  return {
    label,
    labelFits: true,
    note: noteMark(shard, note.text, context, baseline),
    noteTone: note.tone,
    word: laneWord(shard, mode, twoLines, label, nowUs),
    aria: ariaOf(shard, note.text, slow),
  };
}
