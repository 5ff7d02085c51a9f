/** The situations that the stage must show well, each by name. */
import type { KeyFrame, SlowFrame } from '../../protocol/from-worker.ts';
import type { FixturePlan as Plan } from './fixture.ts';
import { FIXTURE_NOW_US, slowFrameOf } from './fixture.ts';
import { FAILOVER, FOUR_KINDS, twentyReaders } from './fixture-readers.ts';

const KEYS: KeyFrame[] = [
  { label: 'DE', colour: 1, hashFraction: 0.12, share: 0.12 },
  { label: 'FR', colour: 2, hashFraction: 0.31, share: 0.34 },
  { label: 'NL', colour: 5, hashFraction: 0.42, share: 0.1 },
  { label: 'GB', colour: 4, hashFraction: 0.56, share: 0.11 },
  { label: 'PL', colour: 6, hashFraction: 0.69, share: 0.06 },
  { label: 'ES', colour: 3, hashFraction: 0.88, share: 0.13 },
];

const MIXES = [
  [0.3, 0.6, 0, 0, 0, 0.1, 0],
  [0.1, 0, 0.7, 0, 0, 0.2, 0],
  [0.3, 0, 0, 0, 0.5, 0, 0.2],
  [0.25, 0, 0, 0.6, 0.15, 0, 0],
];

const PRODUCERS = [
  { id: 'checkout-events', perSecond: 1400 },
  { id: 'access.log', perSecond: 420 },
];

function even(amount: number, wanted: (i: number) => number, mix: (i: number) => number[]): Plan['shards'] {
  return Array.from({ length: amount }, (_, i) => ({ start: i / amount, end: (i + 1) / amount, wanted: wanted(i), mix: mix(i) }));
}

function lags(amount: number, lagMs: (i: number) => number): number[] {
  return Array.from({ length: amount }, (_, i) => lagMs(i));
}

const twoConsumers = (amount: number): Plan['consumers'] => [
  { id: 'fraud-scoring', pollIntervalMs: 1000, lagsMs: lags(amount, (i) => 600 + 150 * i) },
  { id: 'dashboard', pollIntervalMs: 500, lagsMs: lags(amount, () => 0) },
];

const calm: Plan = {
  shards: even(
    4,
    (i) => [480, 420, 330, 560][i],
    (i) => MIXES[i],
  ),
  producers: PRODUCERS,
  consumers: twoConsumers(4),
  keys: KEYS,
};

const hot: Plan = {
  shards: even(
    4,
    (i) => [380, 1433, 220, 350][i],
    (i) => MIXES[i],
  ),
  producers: [{ id: 'checkout-events', perSecond: 1850, refusedPerSecond: 433, waiting: 1204 }, PRODUCERS[1]],
  consumers: [
    { id: 'fraud-scoring', pollIntervalMs: 250, lagsMs: [900, 4800, 700, 600], refusedCallsPerSecond: 2 },
    { id: 'dashboard', pollIntervalMs: 500, lagsMs: [0, 400, 0, 0] },
  ],
  keys: KEYS,
};

const hotBytes: Plan = {
  ...hot,
  shards: hot.shards.map((shard, i) => (i === 1 ? { ...shard, wanted: 300, sizeBytes: 5000 } : shard)),
  producers: [{ id: 'checkout-events', perSecond: 1850, refusedPerSecond: 91, lost: 1317 }, PRODUCERS[1]],
};

const settling: Plan = {
  ...calm,
  status: 'UPDATING',
  shards: [
    ...calm.shards.slice(0, 2),
    { ...calm.shards[2], state: 'closing', closesAtUs: FIXTURE_NOW_US + 21_000_000, children: [4, 5] },
    calm.shards[3],
    {
      start: 0.5,
      end: 0.625,
      state: 'opening',
      wanted: 0,
      mix: MIXES[2],
      parents: [2],
      opensAtUs: FIXTURE_NOW_US + 21_000_000,
      ages: [1, 0],
    },
    {
      start: 0.625,
      end: 0.75,
      state: 'opening',
      wanted: 0,
      mix: MIXES[2],
      parents: [2],
      opensAtUs: FIXTURE_NOW_US + 21_000_000,
      ages: [1, 0],
    },
  ],
  consumers: twoConsumers(6),
};

const draining: Plan = {
  ...calm,
  shards: [
    ...calm.shards.slice(0, 2),
    { ...calm.shards[2], state: 'closed', children: [4, 5], ages: [14, 39] },
    calm.shards[3],
    { start: 0.5, end: 0.625, wanted: 260, mix: [0.2, 0, 0, 0, 0.8, 0, 0], parents: [2], ages: [0, 13] },
    { start: 0.625, end: 0.75, wanted: 120, mix: [0.3, 0, 0, 0, 0, 0, 0.7], parents: [2], ages: [0, 13] },
  ],
  consumers: [
    { id: 'fraud-scoring', pollIntervalMs: 1000, lagsMs: [800, 700, 12_400, 900, -1, -1] },
    { id: 'dashboard', pollIntervalMs: 500, lagsMs: [0, 0, 8000, 0, -1, -1] },
  ],
};

const sixteen: Plan = {
  shards: even(
    16,
    (i) => (i === 5 ? 1300 : 1000),
    (i) => MIXES[Math.floor(i / 4)],
  ),
  producers: [{ id: 'checkout-events', perSecond: 15_880, refusedPerSecond: 300 }, PRODUCERS[1]],
  consumers: twoConsumers(16),
  keys: KEYS,
};

const sixtyFour: Plan = {
  shards: even(
    64,
    (i) => (i % 21 === 13 ? 1180 : 1000),
    (i) => MIXES[Math.floor(i / 16)],
  ),
  producers: [
    { id: 'checkout-events', perSecond: 52_000, refusedPerSecond: 540 },
    { id: 'access.log', perSecond: 12_000 },
  ],
  consumers: twoConsumers(64),
  keys: KEYS,
};

const thousand: Plan = {
  ...sixtyFour,
  shards: even(
    1000,
    (i) => (i % 333 === 200 ? 1180 : 300 + ((i * 137) % 500)),
    (i) => MIXES[Math.floor(i / 250)],
  ),
  consumers: [{ id: 'fraud-scoring', pollIntervalMs: 1000, lagsMs: lags(1000, (i) => 400 + (i % 7) * 90) }],
};

const empty: Plan = {
  shards: even(
    4,
    () => 0,
    () => MIXES[0],
  ),
  producers: [],
  consumers: [],
  keys: [],
};
const one: Plan = {
  shards: even(
    1,
    () => 700,
    () => [0.4, 0.1, 0.3, 0.1, 0, 0.1, 0],
  ),
  producers: [PRODUCERS[0]],
  consumers: twoConsumers(1),
  keys: KEYS,
};
const behind: Plan = {
  ...calm,
  consumers: [{ id: 'nightly-export', pollIntervalMs: 5000, lagsMs: [721_000, 690_000, 3000, 705_000] }, twoConsumers(4)[1]],
};

const uneven: Plan = {
  ...calm,
  shards: [
    { start: 0, end: 0.5, wanted: 800, mix: MIXES[0] },
    { start: 0.5, end: 0.52, wanted: 20, mix: MIXES[2] },
    { start: 0.52, end: 0.53, wanted: 1200, mix: MIXES[1] },
    { start: 0.53, end: 1, wanted: 500, mix: MIXES[3] },
  ],
};

const fourKinds: Plan = { ...calm, consumers: FOUR_KINDS };
const failover: Plan = { ...calm, consumers: FAILOVER };
const twentyByFour: Plan = { ...calm, consumers: twentyReaders(4) };
const twentyBySixtyFour: Plan = { ...sixtyFour, consumers: twentyReaders(64) };

const plans = {
  calm,
  hot,
  hotBytes,
  settling,
  draining,
  sixteen,
  sixtyFour,
  thousand,
  empty,
  one,
  behind,
  uneven,
  fourKinds,
  failover,
  twentyByFour,
  twentyBySixtyFour,
};

export type StageFixture = keyof typeof plans;
export const STAGE_FIXTURES = Object.keys(plans) as StageFixture[];

export function stageFixture(name: StageFixture): SlowFrame {
  return slowFrameOf(plans[name]);
}
