/** Canned read budgets: five pollers at the ceiling, the same by fan-out, one that polls too often, twenty, a closed shard, nobody. */
import type { ReadConsumerFacts, ReadFacts, ReadFrame, ReadOutcome } from '../../protocol/read-frame.ts';
import { READ_OUTCOMES } from '../../protocol/read-frame.ts';
import type { Call } from './calls.ts';

const MIB = 1_048_576;
export const READS_NOW_US = 41_263_000;
const WINDOW_US = 5_000_000;

interface ReadsFixture {
  frame: ReadFrame;
  facts: ReadFacts;
  nowUs: number;
}

/** A frame that holds these calls. */
export function framedCalls(calls: readonly Call[], facts: ReadFacts): ReadFrame {
  const readers = [...new Set([...facts.consumers.map(({ id }) => id), ...calls.map(({ reader }) => reader)])];
  const sorted = calls.toSorted((a, b) => a.atUs - b.atUs);
  const rows = sorted.flatMap(({ reader, atUs, outcome, records, bytes }) => [
    readers.indexOf(reader),
    atUs,
    READ_OUTCOMES.indexOf(outcome),
    records,
    bytes,
  ]);
  return { shardId: facts.shardId, rows: Float64Array.from(rows), readers, windowUs: WINDOW_US, facts };
}

export function readFacts(consumers: ReadConsumerFacts[], more: Partial<ReadFacts> = {}): ReadFacts {
  return {
    shardId: 'shardId-000000000002',
    shard: { index: 2, state: 'open', children: [] },
    shared: { bytesPerSecondLimit: 2 * MIB, callsPerSecondLimit: 5, keptBytes: 2 * MIB, blockedUntilUs: null },
    fanOutBytesPerSecondLimit: 2 * MIB,
    nowUs: READS_NOW_US,
    consumers,
    cost: { shards: 4, streamBytesPerSecond: MIB },
    ...more,
  };
}

export function reader(id: string, retrieval: ReadConsumerFacts['retrieval'], p50Ms: number | null): ReadConsumerFacts {
  const middle = Math.max(1, Math.round(2 * Math.log2(((p50Ms ?? 100) * 1000) / 4096)));
  const bins = Array.from({ length: 30 }, (_, bin) => Math.max(0, 40 - 14 * Math.abs(bin - middle)));
  return {
    id,
    kind: retrieval,
    retrieval,
    state: 'reading',
    lagMs: p50Ms ?? 0,
    putToRead: p50Ms === null ? null : { p50Ms, p99Ms: p50Ms * 1.8, samples: 4000, bins },
    fanOutUsdPerHour: 0.1068,
  };
}

/** A call every so often since the window began. */
function every(
  id: string,
  periodUs: number,
  offsetUs: number,
  bytes: number,
  outcome: ReadOutcome | ((turn: number) => ReadOutcome),
): Call[] {
  const calls: Call[] = [];
  for (let turn = 0, atUs = READS_NOW_US - WINDOW_US + offsetUs; atUs <= READS_NOW_US; turn++, atUs += periodUs) {
    const what = typeof outcome === 'function' ? outcome(turn) : outcome;
    const isRefused = what.startsWith('refused');
    calls.push({ reader: id, atUs, outcome: what, records: isRefused ? 0 : Math.round(bytes / 500), bytes: isRefused ? 0 : bytes });
  }
  return calls;
}

const NAMES = ['fraud', 'search', 'billing', 'audit', 'ml'];

function fixture(facts: ReadFacts, calls: Call[]): ReadsFixture {
  return { frame: framedCalls(calls, facts), facts, nowUs: READS_NOW_US };
}

const FIXTURES = {
  five: () =>
    fixture(
      readFacts(NAMES.map((id, i) => reader(id, 'polling', 900 + 120 * i))),
      NAMES.flatMap((id, i) =>
        every(id, 1_000_000, 200_000 * i, 0.4 * MIB, id === 'audit' ? (turn) => (turn % 2 ? 'refused-by-bytes' : 'answered') : 'answered'),
      ),
    ),
  pushed: () =>
    fixture(
      readFacts(NAMES.map((id, i) => reader(id, 'fan-out', 68 + 2 * i))),
      NAMES.flatMap((id, i) => every(id, 80_000, 9_000 * i, 0.08 * MIB, 'pushed')),
    ),
  mixed: () =>
    fixture(
      readFacts(NAMES.map((id, i) => reader(id, i < 3 ? 'polling' : 'fan-out', i < 3 ? 480 : 72))),
      NAMES.flatMap((id, i) =>
        i < 3
          ? every(id, 250_000, 60_000 * i, 90_000, (turn) => (turn % 3 === i ? 'refused-by-calls' : 'answered'))
          : every(id, 80_000, 9_000 * i, 0.08 * MIB, 'pushed'),
      ),
    ),
  twenty: () => {
    const names = Array.from({ length: 20 }, (_, i) => `application-${i + 1}`);
    return fixture(
      readFacts(names.map((id, i) => reader(id, i % 2 ? 'fan-out' : 'polling', i % 2 ? 75 : 2100))),
      names.flatMap((id, i) =>
        i % 2 ? every(id, 80_000, 3_000 * i, 20_000, 'pushed') : every(id, 2_000_000, 190_000 * i, 300_000, 'answered'),
      ),
    );
  },
  closed: () => {
    const children = ['shardId-000000000004', 'shardId-000000000005'];
    const drained = NAMES.map((id) => ({ ...reader(id, 'polling', null), state: 'drained' as const }));
    return fixture(readFacts(drained, { shard: { index: 2, state: 'closed', children } }), []);
  },
  nobody: () => fixture(readFacts([]), []),
};

export type ReadsFixtureName = keyof typeof FIXTURES;
export const READS_FIXTURES = Object.keys(FIXTURES) as ReadsFixtureName[];

export const readsFixture = (name: ReadsFixtureName): ReadsFixture => FIXTURES[name]();
