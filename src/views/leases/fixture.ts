/** Applications of the KCL as the board must show them well. */
import type { KclFrame, KclLeaseFrame, KclWorkerFrame } from '../../protocol/kcl-frame.ts';

export const LEASES_NOW_US = 60_000_000;

interface Plan {
  workers: number;
  shards: number;
  version?: '2.x' | '3.x';
  /** Workers that have died, since when. */
  dead?: Record<string, number>;
}

export function workerId(number: number): string {
  return `worker-${number}`;
}

const PLANS = {
  calm: { workers: 3, shards: 8, version: '3.x' },
  'dead-worker': { workers: 3, shards: 6, dead: { 'worker-2': LEASES_NOW_US - 14_000_000 } },
  crowded: { workers: 20, shards: 64, dead: { 'worker-7': LEASES_NOW_US - 4_000_000 } },
} satisfies Record<string, Plan>;

export type LeasesFixture = keyof typeof PLANS;
export const LEASES_FIXTURES = Object.keys(PLANS) as LeasesFixture[];

export function leasesFixture(name: LeasesFixture): KclFrame {
  return kclFixture(PLANS[name]);
}

/** Round robin, all renewed a second ago but for what dead workers hold; every fifth shard lags. */
export function kclFixture({ workers, shards, version = '2.x', dead = {} }: Plan): KclFrame {
  const ids = Array.from({ length: workers }, (_, i) => workerId(i + 1));
  const leases = Array.from({ length: shards }, (_, i) => leaseFixture(i, shards, ids[i % workers], dead[ids[i % workers]] ?? null));
  return {
    version,
    failoverTimeMs: 10_000,
    workers: ids.map((id, i) => workerFixture(id, i, leases, id in dead)),
    leases,
    table: {
      billing: 'provisioned',
      readLimit: 10,
      writeLimit: 10,
      readPerSecond: 1,
      writePerSecond: shards / 3.308,
      throttledPerSecond: Math.max(0, shards / 3.308 - 10),
      readUnits: 240,
      writeUnits: 1800,
      throttled: shards > 33 ? 120 : 0,
      isThrottled: shards > 33,
    },
    userRecords: { records: 0, aggregates: 0, dropped: 0 },
    account: { processed: 52_000, duplicates: 0, lost: 0 },
    moves: [{ atUs: 41_000_000, leaseKey: 'shardId-000000000000', from: null, to: ids[0], how: 'unowned' }],
  };
}

function leaseFixture(index: number, shards: number, owner: string, diedUs: number | null): KclLeaseFrame {
  const size = 2n ** 128n / BigInt(shards);
  const renewedUs = diedUs ?? LEASES_NOW_US - 1_000_000;
  return {
    leaseKey: `shardId-${String(index).padStart(12, '0')}`,
    shardIndex: index,
    leaseOwner: owner,
    checkpointOwner: null,
    leaseCounter: 18 + index,
    checkpoint: `4966${String(index).padStart(2, '0')}1234567890123456789012345678901234567890123456789012`,
    ownerSwitchesSinceCheckpoint: 0,
    parentShardIds: [],
    childShardIds: [],
    startingHashKey: (size * BigInt(index)).toString(),
    endingHashKey: (size * BigInt(index + 1) - 1n).toString(),
    throughputKBps: null,
    renewedUs,
    expiresUs: renewedUs + 10_000_000,
    lagRecords: index % 5 === 3 ? 4200 : 10,
    lagMs: index % 5 === 3 ? 4200 : 300,
    consumer: diedUs === null ? { worker: owner, state: 'PROCESSING', processing: 12, buffered: 0, transitions: [] } : null,
  };
}

function workerFixture(id: string, number: number, leases: readonly KclLeaseFrame[], isDead: boolean): KclWorkerFrame {
  const held = leases.filter(({ leaseOwner }) => leaseOwner === id);
  return {
    id,
    instance: `i-${number + 1}`,
    zone: `us-east-1${'abc'[Math.floor(number / 2) % 3]}`,
    state: 'STARTED',
    process: isDead ? 'dead' : 'running',
    frozenUntilUs: null,
    leader: number === 0,
    leases: held.length,
    running: isDead ? [] : held.map(({ leaseKey }) => leaseKey),
    transitions: [
      { atUs: 0, from: 'CREATED', event: 'run', to: 'INITIALIZING' },
      { atUs: 6_200_000, from: 'INITIALIZING', event: 'initialized', to: 'STARTED' },
    ],
  };
}
