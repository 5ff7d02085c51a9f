/** What the stage's layout says: positions in CSS pixels and words, nothing that a browser is needed for. */

/** full: head, cells, cursors · compact: one line per shard · bar: a thin stripe per shard. */
export type LaneMode = 'full' | 'compact' | 'bar';
export type Tone = 'quiet' | 'limit' | 'accent' | 'good';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface TextMark {
  x: number;
  y: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
}

export interface BudgetMark extends Rect {
  kind: 'records' | 'bytes';
  /** `rec/s`, and `rec/s full` at the ceiling; empty where there is no room for words. */
  label: string;
  /** 0–1. */
  share: number;
  atLimit: boolean;
}

/** The GetRecords calls of the last second, out of those that all polling consumers of a shard share. */
export interface CallSlotsMark {
  x: number;
  y: number;
  pitch: number;
  radius: number;
  used: number;
  limit: number;
  atLimit: boolean;
  /** `5 of 5 calls` or `2.00 of 2.00 MiB/s` at the ceiling, else empty. */
  text: string;
}

export interface CursorMark {
  consumer: number;
  state: 'waiting' | 'starting' | 'reading' | 'throttled' | 'drained';
  /** Lag in pixels from the lane's newest edge; not clamped. */
  offsetPx: number;
  lagMs: number;
}

export interface LaneMark extends Rect {
  shardId: string;
  index: number;
  /** Place in `SlowFrame.shards`, and so in the cell counts. */
  order: number;
  /** main: owns its part of the axis · strip: a closed parent above, or a child that is not open yet below. */
  role: 'main' | 'strip';
  state: 'open' | 'closing' | 'opening' | 'closed';
  mode: LaneMode;
  hot: boolean;
  label: TextMark;
  /** False: shown only while the lane is hovered, focused, selected or hot. */
  labelFits: boolean;
  note: TextMark;
  /** Where the note has no room: a word that goes with the lane's colour, `hot` or `21 s left`. */
  word: TextMark | null;
  noteTone: Tone;
  budgets: BudgetMark[];
  slots: CallSlotsMark | null;
  cellTop: number;
  cellHeight: number;
  /** Cells in a column; 0: the column is one bar. */
  rows: number;
  cursors: CursorMark[];
  cursorY: number;
  /** Said where a cursor lies beyond the window: `fraud-scoring 12 min behind`. */
  beyond: TextMark | null;
  /** Where the lane's buttons stand: their right top corner. */
  tools: { x: number; y: number };
  canSplit: boolean;
  aria: string;
}

export interface AxisMark extends Rect {
  labels: TextMark[];
  /** One a shard that owns a part of the axis; `laneTop` and `laneBottom` are the lane's own edges. */
  segments: { shardId: string; order: number; y: number; height: number; laneTop: number; laneBottom: number; hot: boolean }[];
  /** From the axis to the lanes: x of both sides. */
  funnelTo: number;
}

/** A piecewise linear map between the key space and the page, in step with the lanes. */
export interface HashScale {
  /** Ascending fractions of the key space; the first is 0, the last 1. */
  fractions: Float64Array;
  /** Their y on the axis. */
  axisY: Float64Array;
  /** Per part: top and bottom of its lane. */
  laneTop: Float64Array;
  laneBottom: Float64Array;
}

export interface KeyMark extends Rect {
  label: string;
  colour: number;
  fraction: number;
  /** Empty where another label stands. */
  text: TextMark;
  aria: string;
}

export interface LineMark {
  text: string;
  tone: Tone;
  /** A row rather than a line: `text` stands at the left, this at the right. */
  right?: string;
  /** Whose row it is. */
  worker?: string;
}

export interface ProducerMark extends Rect {
  id: string;
  order: number;
  name: string;
  lines: LineMark[];
  /** Where its records leave. */
  outX: number;
  outY: number;
  /** Above the box where nothing moves. */
  acceptedText: string;
  /** Below the box: what was throttled. */
  refusedText: string;
  aria: string;
}

export interface ConsumerMark extends Rect {
  id: string;
  order: number;
  /** It asks and shares with others, or has a pipe of its own. */
  retrieval: 'polling' | 'fan-out';
  name: string;
  lines: LineMark[];
  isLate: boolean;
  /** Centre of the name, and of the cursor's glyph before it. */
  nameX: number;
  glyphX: number;
  inX: number;
  inY: number;
  /** Of an application: where its workers' rows are, and which shards come in there. */
  rows: { y: number; shards: number[] }[];
  aria: string;
}

export interface LinkMark {
  key: string;
  consumer: number;
  retrieval: 'polling' | 'fan-out';
  /** Null: a bundle of all shards. */
  shardIndex: number | null;
  path: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  state: CursorMark['state'];
}

export interface CutMark {
  shardId: string;
  y: number;
  axisX: number;
  laneX: number;
  laneY: number;
  laneRight: number;
  /** 0–1 of the shard's range. */
  share: number;
  text: string;
  /** Ground of the words. */
  label: Rect;
  aria: string;
}

/** The time window that all lanes share; slot 0 starts at `x`. */
export interface WindowMark {
  x: number;
  width: number;
  columnWidth: number;
  slots: number;
}

export interface StageLayout {
  width: number;
  height: number;
  /** Producers above and consumers below, no links. */
  stacked: boolean;
  mode: LaneMode;
  /** So many shards that only those with a label are drawn as things of their own. */
  crowded: boolean;
  /** Place in `lanes` of a shard by the number in its id. */
  laneOfShard: Map<number, number>;
  headers: TextMark[];
  axis: AxisMark;
  scale: HashScale;
  window: WindowMark;
  producers: ProducerMark[];
  keys: KeyMark[];
  lanes: LaneMark[];
  consumers: ConsumerMark[];
  links: LinkMark[];
  /** Vertical line that gathers the lanes where links are bundled. */
  trunk: { x: number; y0: number; y1: number } | null;
  cut: CutMark | null;
  /** Words in place of what is missing: no producers, no consumers, no shards. */
  notes: TextMark[];
  /** Below everything: the exchange rates. */
  legend: TextMark;
}
