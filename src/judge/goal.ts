/**
 * Goals: predicates over what a run has recorded, as plain data. What the learner reads is made from the same data (goal-text.ts), so
 * that text and check cannot drift apart.
 */

/** What is measured. Shares are 0–1, ages and latencies milliseconds, costs USD an hour. */
export type Measure =
  /** Of the attempts on the stream's shards within the window, those that were throttled. */
  | { kind: 'throttled-share' }
  /** Attempts on the stream for each record that the producers made, within the window. */
  | { kind: 'attempts-per-record' }
  /** Records that producers gave up, within the window. */
  | { kind: 'producer-lost' }
  /** Records that producers put twice, within the window. */
  | { kind: 'producer-duplicates' }
  /** Records in the stream, of those made in the whole run but for what was lost before the window: what waits or was given up is missing. */
  | { kind: 'stored-share' }
  /** Bytes that the stream took, keys counted, a second of the window. */
  | { kind: 'stored-bytes-per-second' }
  /** Records that this consumer will never process: lost at the sink, trimmed, or swallowed. */
  | { kind: 'consumer-lost'; consumer: string }
  | { kind: 'consumer-duplicates'; consumer: string }
  /** Shards that this consumer began anew, having begun them before: what it had read comes again. In the whole run. */
  | { kind: 'shards-reread'; consumer: string }
  /** Records of one key that were processed after a later one. */
  | { kind: 'out-of-order'; consumer: string }
  /** Records handed to an on-failure destination. */
  | { kind: 'diverted'; consumer: string }
  /** Records processed, of those that the stream took, by the end of the window. */
  | { kind: 'processed-share'; consumer: string }
  /** Age of the oldest record not yet read: of this consumer, or of the worst. */
  | { kind: 'iterator-age'; consumer?: string }
  /** Put to read, 99th percentile of the last minute. */
  | { kind: 'put-to-read-p99'; consumer: string }
  /** GetRecords calls refused within the window: of this consumer, or of all. */
  | { kind: 'read-throttles'; consumer?: string }
  | { kind: 'open-shards' }
  | { kind: 'retention-hours' }
  /** Shards, PUT payload units and fan-out. */
  | { kind: 'cost-per-hour' }
  /** Commands that the learner gave, refused ones included. */
  | { kind: 'moves' }
  /** Commands that were refused. */
  | { kind: 'refused-commands' }
  /** Events of this type within the window, of this consumer where it is named. */
  | { kind: 'events'; type: string; consumer?: string }
  /** Mean bytes of the objects that a delivery stream wrote in the window. */
  | { kind: 'object-bytes'; deliveryStream: string }
  /** Objects that it wrote, for an hour at the pace between the first and the last of the window. */
  | { kind: 'objects-per-hour'; deliveryStream: string }
  /** Age of the oldest record that it has not delivered. */
  | { kind: 'delivery-age'; deliveryStream: string }
  /** Records in error folders, dropped, lost, delivered twice: within the window. */
  | { kind: 'delivery-failed' | 'delivery-dropped' | 'delivery-lost' | 'delivery-duplicates'; deliveryStream: string }
  /** Records that the exercise looks for (`sought`), `name` in words, at the destination or in an error folder: within the window. */
  | { kind: 'sought-delivered' | 'sought-failed'; deliveryStream: string; sought: string; name: string }
  /** Records delivered, of those accepted, by the end of the window. */
  | { kind: 'delivered-share'; deliveryStream: string };

export interface Goal {
  /** Within the exercise. */
  id: string;
  measure: Measure;
  is: 'at-most' | 'at-least';
  value: number;
  /**
   * total: what came together in the window, known for good at its end; a limit that is passed is missed at that moment ·
   * always: at every second of the window · end: in its last second.
   */
  over: 'total' | 'always' | 'end';
  /** Which star it belongs to: 1 the goal itself, 2 quality, 3 economy. */
  star: 1 | 2 | 3;
}

/** Measures that are counted from the start of the run, whatever the window. */
export const OF_THE_WHOLE_RUN: readonly Measure['kind'][] = ['moves', 'refused-commands', 'shards-reread'];

/** The judged part of a run, in seconds of simulated time. */
export interface JudgedWindow {
  fromSeconds: number;
  toSeconds: number;
}

export interface GoalVerdict {
  goal: Goal;
  /** open: the window has not ended, and nothing speaks against it so far. */
  state: 'open' | 'met' | 'missed';
  /** As measured so far; null where nothing was. */
  measured: number | null;
  /** The first moment at which it was missed. */
  missedAtSeconds: number | null;
  /** What was measured at that moment; null where nothing was. */
  missedValue?: number | null;
  /** One value a second of the window, for a chart; NaN where nothing was measured. */
  series: number[];
}

export interface Verdict {
  /** The window has ended: this does not change any more. */
  isFinal: boolean;
  /** Seconds of the run that were looked at. */
  seconds: number;
  goals: GoalVerdict[];
  /** 0–3: all goals up to that star met. 0 while the window is open. */
  stars: 0 | 1 | 2 | 3;
  /** Why this run is not judged: another scenario, a command that is not allowed. */
  refused: string | null;
  moves: number;
  /** Cost of an hour, as it stands at the end of what was looked at; null where none was recorded. */
  usdPerHour: number | null;
}
