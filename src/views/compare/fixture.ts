/** Canned comparisons: a branch that split a hot shard, one that has just been begun, and a run with nothing in it. */
import type { TimelineFrame } from '../../protocol/from-worker.ts';
import { noise } from '../stage/fixture.ts';
import type { ComparedSide } from './series.ts';
import type { CompareState } from './view.ts';

const BEAT_US = 250_000;

interface Course {
  accepted: number;
  throttled: number;
  unreadMs: number;
  shards: number;
}

/** A run of so many seconds, as a course says for each moment. */
export function sideFixture(name: string, seconds: number, course: (atSeconds: number) => Course, binUs = BEAT_US): ComparedSide {
  const bins = Math.ceil((seconds * 1e6) / binUs);
  const at = Array.from({ length: bins }, (_, i) => course((i * binUs) / 1e6));
  const records = (perSecond: number, i: number, salt: number) => Math.round(perSecond * (binUs / 1e6) * (0.9 + 0.2 * noise(i, salt, 3)));
  const timeline: TimelineFrame = {
    binUs,
    accepted: Uint32Array.from(at, ({ accepted }, i) => records(accepted, i, 1)),
    throttled: Uint32Array.from(at, ({ throttled }, i) => records(throttled, i, 2)),
    read: Uint32Array.from(at, ({ accepted }, i) => (i % 4 === 3 ? records(accepted * 4, i, 1) : 0)),
    oldestUnreadMs: Float64Array.from(at, ({ unreadMs }, i) => unreadMs * (0.9 + 0.2 * noise(i, 4, 3))),
    openShards: Uint32Array.from(at, ({ shards }) => shards),
  };
  return { name, timeline, endUs: seconds * 1e6 };
}

const FORK_SECONDS = 12.3;
const calm: Course = { accepted: 1700, throttled: 0, unreadMs: 900, shards: 4 };
const hot = (at: number): Course => (at < 18 ? calm : { accepted: 1400, throttled: 600, unreadMs: 1300 + (at - 18) * 90, shards: 4 });
const split = (at: number): Course => (at < 38 ? hot(Math.min(at, 30)) : { ...calm, shards: 5 });

const FIXTURES = {
  split: (): Omit<CompareState, 'theme'> => ({
    here: sideFixture('Main', 62.4, hot),
    there: sideFixture('Branch 2', 55, split),
    nowUs: 44.2e6,
    forkUs: FORK_SECONDS * 1e6,
    differsUs: FORK_SECONDS * 1e6,
    range: 'run',
  }),
  begun: (): Omit<CompareState, 'theme'> => ({
    here: sideFixture('Half the rate, one more shard', 12.5, hot),
    there: sideFixture('Main', 20, hot),
    nowUs: 12.5e6,
    forkUs: FORK_SECONDS * 1e6,
    differsUs: null,
    range: 'run',
  }),
  nothing: (): Omit<CompareState, 'theme'> => ({
    here: sideFixture('Main', 0, hot),
    there: sideFixture('Branch 2', 0, hot),
    nowUs: 0,
    forkUs: 0,
    differsUs: null,
    range: 'run',
  }),
};

export type CompareFixture = keyof typeof FIXTURES;
export const COMPARE_FIXTURES = Object.keys(FIXTURES) as CompareFixture[];

export const compareFixture = (name: CompareFixture): Omit<CompareState, 'theme'> => FIXTURES[name]();
