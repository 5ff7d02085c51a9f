/** Moving through time: seeks in ten simulated minutes of a crowded run, as the worker makes them. */
import { advanceRun, createWorld, digestOf, ENGINE_VERSION, historyOf, type World } from '../../src/engine/index.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import { openSession, runSlice, type Session } from '../../src/worker/session.ts';
import { travel } from '../../src/worker/travel.ts';
import type { Emit } from './bench.ts';

export const names = ['seek'];

const SHARDS = 16;
const SECONDS = 600;
const END_US = SECONDS * 1e6;
const LONG_JUMPS = 150;
const DRAGS = 10;
const MOVES_PER_DRAG = 10;
/** A finger moves the playhead by up to so much between two frames. */
const MOVE_US = 3e6;

/** 800 records a second for each shard, and one consumer that polls. */
const scenario: Scenario = {
  id: 'bench',
  title: 'bench',
  summary: '',
  startEpochMs: Date.UTC(2026, 10, 20),
  profile: '2026',
  region: 'us-east-1',
  accountId: '111122223333',
  streams: [{ name: 'orders', shardCount: SHARDS, retentionHours: 24 }],
  producers: [
    {
      id: 'checkout',
      stream: 'orders',
      source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 100 }, keys: { kind: 'uniform', keys: 100_000, prefix: 'customer-' } },
      rate: { kind: 'constant', perSecond: 800 * SHARDS },
      calls: { api: 'PutRecords', batchSize: 500, lingerMs: 100 },
      failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 5000, jitter: true }, maxAttempts: 10 },
    },
  ],
  consumers: [
    {
      kind: 'polling',
      id: 'reader',
      stream: 'orders',
      start: 'TRIM_HORIZON',
      pollIntervalMs: 1000,
      limit: 10_000,
      processingUsPerRecord: 0,
    },
  ],
};

const clock = (): number => performance.now();

/** The whole run, played through the session slice by slice. */
function playedSession(): Session {
  const recipe = { engineVersion: ENGINE_VERSION, scenario, seed: '1', commands: [], untilUs: END_US, datasets: [] };
  const session = openSession({ recipe, datasets: [], replay: true, play: false, speed: 1, hidden: false }, clock());
  if (typeof session === 'string') throw new Error(session);
  while (session.replay !== null) if (runSlice(session, clock) === null) throw new Error('the run stopped before its end');
  if (session.head.world.sim.nowUs !== END_US) throw new Error(`played to ${session.head.world.sim.nowUs} µs`);
  return session;
}

/** Long jumps anywhere, with drags of small moves, back and forth, between them. */
function moments(): number[] {
  let state = 12345;
  const below = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const list: number[] = [];
  for (let jump = 0; jump < LONG_JUMPS; jump++) {
    let atUs = below(END_US + 1);
    list.push(atUs);
    if (jump % (LONG_JUMPS / DRAGS) !== 0) continue;
    for (let move = 0; move < MOVES_PER_DRAG; move++) {
      atUs = Math.min(END_US, Math.max(0, atUs + below(2 * MOVE_US + 1) - MOVE_US));
      list.push(atUs);
    }
  }
  return list;
}

/** What a world says of itself, short of every single record. */
const summaryOf = ({ sim, kinesis, producers, consumers, meters }: World): string =>
  JSON.stringify([
    sim.nowUs,
    sim.queue,
    kinesis.streams[0].shards.map(({ log, totals, getRecordsCalls }) => [log.count, totals, getRecordsCalls]),
    [...kinesis.streams[0].ledger],
    kinesis.streams[0].counter,
    producers.list.map(({ spec: _spec, ...state }) => state),
    consumers.list.map(({ readers, totals }) => [readers, totals]),
    meters.timeline,
  ]);

/** The worlds found are those that playing leads to: to the byte near the start, where a digest is quick, by all totals elsewhere. */
function check(session: Session, checkedUs: readonly number[]): void {
  const direct = createWorld(scenario, { seed: '1' });
  for (const atUs of checkedUs.toSorted((a, b) => a - b)) {
    advanceRun(direct, [], 0, atUs);
    travel(session, { kind: 'seek', atUs }, clock);
    const { world } = session.head;
    const isSame =
      summaryOf(world) === summaryOf(direct) &&
      JSON.stringify(historyOf(world)) === JSON.stringify(historyOf(direct)) &&
      (atUs > 20e6 || digestOf(world) === digestOf(direct));
    if (!isSame) throw new Error(`the world found at ${atUs} µs is another than the one played to there`);
  }
}

/** Real time of the run without keyframes, frames or slices, ms. */
function bareRunMs(): number {
  const world = createWorld(scenario, { seed: '1' });
  const start = clock();
  advanceRun(world, [], 0, END_US);
  return clock() - start;
}

export function run(emit: Emit): void {
  const session = playedSession();
  const { keyframes } = session;
  const list = moments();
  travel(session, { kind: 'seek', atUs: list[0] }, clock);
  globalThis.gc?.();
  const tookMs = list.map((atUs) => {
    const start = clock();
    travel(session, { kind: 'seek', atUs }, clock);
    if (session.head.world.sim.nowUs !== atUs) throw new Error(`sought ${atUs} µs and stood at ${session.head.world.sim.nowUs}`);
    return clock() - start;
  });
  const keyframeMB = keyframes.bytes / 2 ** 20;
  const count = keyframes.list.length;
  check(session, [0, 3_141_592, 17_000_001, ...list.slice(-4)]);
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  emit({
    bench: 'seek',
    value: at(0.5),
    unit: 'ms',
    // Nothing but the replay: half of the mean distance between keyframes, as fast as the run plays undisturbed.
    limit: bareRunMs() / count / 2,
    p95: at(0.95),
    max: at(1),
    keyframeMB,
    keyframes: count,
    seeks: list.length,
    shards: SHARDS,
    seconds: SECONDS,
  });
}
