/** What a drained fan-out session must hold: events one by one, or rules for all of them. */
import { mismatches, type Moment } from './matchers.ts';

interface PushedEvent {
  Records?: { Data: string }[];
  MillisBehindLatest: number;
  ContinuationSequenceNumber?: string;
  ChildShards?: unknown;
}

interface Drained {
  /** Since the last drain; `atMs` is an epoch instant. */
  events: { atMs: number; event: { SubscribeToShardEvent?: PushedEvent } & Record<string, unknown> }[];
  ended: boolean;
  endedAtMs?: number;
  exception?: unknown;
}

export interface Session {
  drain(): Promise<Drained> | Drained;
  close(): Promise<void> | void;
}

type Between = [low: number, high: number];

interface FrameRule {
  records?: number;
  bytes?: number;
  mbl?: unknown;
  continuation?: unknown;
  childShards?: unknown;
  /** After the start of the recording. */
  atMs?: Between;
}

export interface FrameRules {
  frames?: FrameRule[];
  /** Of those that carry records. */
  dataFrames?: FrameRule[];
  allFrames?: FrameRule;
  frameCount?: Between;
  gapMs?: Between;
  rate?: { maxBurstMiB: number; MiBps: number; doneByMs?: number };
  ended?: boolean;
  endedAtMs?: Between;
  exception?: unknown;
}

interface Frame {
  atMs: number;
  event: PushedEvent;
  bytes: number;
}

export function frameProblems(rules: FrameRules, drained: Drained, moment: Moment, openedAtMs: number): string[] {
  const frames = drained.events.flatMap(({ atMs, event: { SubscribeToShardEvent: event } }): Frame[] =>
    event === undefined ? [] : [{ atMs: atMs - moment.startMs, event, bytes: bytesOf(event) }],
  );
  const carrying = frames.filter(({ event }) => (event.Records ?? []).length > 0);
  return [
    ...listed(rules.frames, frames, 'frame', moment),
    ...listed(rules.dataFrames, carrying, 'data frame', moment),
    ...(rules.allFrames === undefined ? [] : frames.flatMap((frame, i) => ofOne(rules.allFrames!, frame, `frame ${i}`, moment))),
    ...within(rules.frameCount, frames.length, 'frames'),
    ...frames.slice(1).flatMap((frame, i) => within(rules.gapMs, frame.atMs - frames[i].atMs, `ms before frame ${i + 1}`)),
    ...rateProblems(rules.rate, frames, carrying, openedAtMs),
    ...(rules.ended === undefined || drained.ended === rules.ended ? [] : [`ended is ${drained.ended}, not ${rules.ended}`]),
    ...(drained.ended ? within(rules.endedAtMs, (drained.endedAtMs ?? NaN) - moment.startMs, 'ms at the end') : []),
    ...(rules.exception === '$absent' && drained.exception !== undefined ? [`ended with ${JSON.stringify(drained.exception)}`] : []),
  ];
}

const bytesOf = ({ Records = [] }: PushedEvent): number => Records.reduce((sum, { Data }) => sum + Buffer.byteLength(Data, 'base64'), 0);

const within = (range: Between | undefined, value: number, what: string): string[] =>
  range === undefined || (value >= range[0] && value <= range[1]) ? [] : [`${value} ${what}, not ${range.join(' to ')}`];

function listed(rules: FrameRule[] | undefined, frames: Frame[], what: string, moment: Moment): string[] {
  if (rules === undefined) return [];
  const count = frames.length === rules.length ? [] : [`${frames.length} ${what}s, not ${rules.length}`];
  return [...count, ...rules.slice(0, frames.length).flatMap((rule, i) => ofOne(rule, frames[i], `${what} ${i}`, moment))];
}

function ofOne(rule: FrameRule, { atMs, event, bytes }: Frame, path: string, moment: Moment): string[] {
  const pairs: [unknown, unknown, string][] = [
    [rule.records, (event.Records ?? []).length, 'records'],
    [rule.bytes, bytes, 'bytes'],
    [rule.mbl, event.MillisBehindLatest, 'MillisBehindLatest'],
    [rule.continuation, event.ContinuationSequenceNumber, 'ContinuationSequenceNumber'],
    [rule.childShards, event.ChildShards, 'ChildShards'],
  ];
  const told = pairs.filter(([wanted]) => wanted !== undefined);
  return [
    ...told.flatMap(([wanted, actual, name]) => mismatches(wanted, actual, moment, `${path}.${name}`)),
    ...within(rule.atMs, atMs, `ms at ${path}`),
  ];
}

const MIB = 1_048_576;

/** Never more than the burst and the rate since the session was opened allow; the backlog is through in time. */
function rateProblems(rate: FrameRules['rate'], frames: Frame[], carrying: Frame[], openedAtMs: number): string[] {
  if (rate === undefined) return [];
  let sum = 0;
  const early = frames.find(({ atMs, bytes }) => (sum += bytes) > MIB * (rate.maxBurstMiB + (rate.MiBps * (atMs - openedAtMs)) / 1000));
  const last = carrying.at(-1);
  const late = rate.doneByMs !== undefined && last !== undefined && last.atMs > rate.doneByMs;
  return [
    ...(early === undefined ? [] : [`too much data by ${early.atMs} ms`]),
    ...(late ? [`the last data comes at ${last.atMs} ms, not by ${rate.doneByMs}`] : []),
  ];
}
