/** Laws of lease taking and assignment, whatever the table holds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ASSIGNMENT_DEFAULTS,
  assignLeases,
  chooseLeasesToTake,
  createLease,
  leaseCounts,
  startCheckpoint,
  TAKER_DEFAULTS,
  workersByThroughput,
  type Lease,
  type Sightings,
} from '../../src/engine/index.ts';

const NOW_US = 1e10;
const DURATION_US = TAKER_DEFAULTS.leaseDurationUs;
const WORKERS = ['w0', 'w1', 'w2', 'w3'];

interface Row {
  owner: string | null;
  next: string | null;
  stillUs: number;
  throughputKBps: number | null;
}

const row = fc.record({
  owner: fc.constantFrom(null, 'dead', ...WORKERS),
  /** To whom it is being handed over. */
  next: fc.option(fc.constantFrom(...WORKERS), { freq: 8 }),
  stillUs: fc.constantFrom(0, DURATION_US, DURATION_US + 1, 3 * DURATION_US, 3 * DURATION_US + 1),
  throughputKBps: fc.constantFrom(null, 0, 1, 10, 500, 1000),
});
const rows = fc.array(row, { maxLength: 40 });
/** A draw that may be unlucky in any way. */
const draws = fc.infiniteStream(fc.nat()).map((stream) => (bound: number) => (stream.next().value as number) % bound);

function tableOf(list: Row[]): { leases: Lease[]; sightings: Sightings } {
  const leases = list.map(({ owner, next, throughputKBps }, i) => ({
    ...createLease({
      leaseKey: `s${i}`,
      checkpoint: startCheckpoint('LATEST'),
      parentShardIds: [],
      startingHashKey: '0',
      endingHashKey: '9',
    }),
    leaseOwner: owner === null ? null : (next ?? owner),
    checkpointOwner: owner === null ? null : next === null ? null : owner,
    throughputKBps,
  }));
  const sightings = Object.fromEntries(
    list.map(({ owner, stillUs }, i) => [`s${i}`, { counter: 0, sinceUs: owner === null ? null : NOW_US - stillUs }]),
  );
  return { leases, sightings };
}

test('a worker takes no more than its share, but for leases that stood still for very long', () => {
  const settings = fc.record({
    leaseDurationUs: fc.constant(DURATION_US),
    maxLeasesForWorker: fc.constantFrom(1, 3, 10, 1000),
    maxLeasesToStealAtOneTime: fc.integer({ min: 1, max: 10 }),
    enablePriorityLeaseAssignment: fc.boolean(),
  });
  const law = fc.property(rows, settings, draws, (list, taker, draw) => {
    const { leases, sightings } = tableOf(list.map((one) => ({ ...one, next: null })));
    const taking = chooseLeasesToTake('w0', leases, sightings, NOW_US, taker, draw);
    const stillUs = ({ leaseKey }: Lease) => NOW_US - (sightings[leaseKey].sinceUs ?? -Infinity);
    const isFree = (lease: Lease) => lease.leaseOwner === null || stillUs(lease) > DURATION_US;
    const mine = leases.filter((lease) => lease.leaseOwner === 'w0' && !isFree(lease)).length;
    const taken = taking.leases;
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken.length === 0).toBe(taking.kind === 'none');
    if (taken.length > 0) expect(mine + taken.length).toBeLessThanOrEqual(taker.maxLeasesForWorker);
    if (taking.kind === 'veryOld') expect(taken.every((lease) => stillUs(lease) > 3 * DURATION_US)).toBe(true);
    else if (taken.length > 0) expect(mine + taken.length).toBeLessThanOrEqual(taking.target);
    if (taking.kind === 'take') expect(taken.every(isFree)).toBe(true);
    if (taking.kind === 'steal') {
      expect(leases.filter(isFree)).toEqual([]);
      expect(taken.every(({ leaseOwner }) => leaseOwner === taking.from && leaseOwner !== 'w0')).toBe(true);
      expect(taken.length).toBeLessThanOrEqual(taker.maxLeasesToStealAtOneTime);
    }
  });
  fc.assert(law);
});

test('workers that take in turn share the leases out evenly, and then leave them', () => {
  const law = fc.property(
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 5 }),
    draws,
    (n, w, steal, draw) => {
      const { leases, sightings } = tableOf(
        Array.from({ length: n }, () => ({ owner: 'w0', next: null, stillUs: 0, throughputKBps: null })),
      );
      const taker = { ...TAKER_DEFAULTS, maxLeasesToStealAtOneTime: steal };
      const round = (): number => {
        let moved = 0;
        for (let i = 0; i < w; i++) {
          const taking = chooseLeasesToTake(`w${i}`, leases, sightings, NOW_US, taker, draw);
          for (const lease of taking.leases) lease.leaseOwner = `w${i}`;
          moved += taking.leases.length;
        }
        return moved;
      };
      let rounds = 0;
      while (round() > 0) expect(++rounds).toBeLessThanOrEqual(n);
      const counts = Object.values(leaseCounts(leases, new Set(), 'w0'));
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(w);
      expect(Math.max(...counts)).toBeLessThanOrEqual(Math.max(1, Math.ceil(n / counts.length)));
    },
  );
  fc.assert(law, { numRuns: 40 });
});

test('a leader gives every lease to at most one worker that reports, and leaves running handoffs alone', () => {
  const fleet = fc.uniqueArray(
    fc.record({
      workerId: fc.constantFrom(...WORKERS),
      value: fc.constantFrom(-1, 0, 20, 50, 79, 90, 100),
      operatingRange: fc.constant(80),
      reportedUs: fc.constantFrom(NOW_US, NOW_US - 60_000_000, NOW_US - 60_000_001),
    }),
    { selector: ({ workerId }) => workerId },
  );
  const settings = fc.record({
    strategy: fc.constantFrom('WORKER_UTILIZATION_AWARE' as const, 'LEASE_COUNT_BASED' as const),
    maxLeasesForWorker: fc.constantFrom(1, 5, 1000),
    maxThroughputPerHostKBps: fc.constantFrom(Infinity, 1500),
    allowThroughputOvershoot: fc.boolean(),
  });
  const law = fc.property(rows, fleet, settings, fc.boolean(), draws, (list, workers, some, isBalancing, draw) => {
    const { leases, sightings } = tableOf(list);
    const before = structuredClone({ leases, workers });
    const run = { workers, leases, sightings, nowUs: NOW_US, isBalancing };
    const { assignments, spillover } = assignLeases(run, { ...ASSIGNMENT_DEFAULTS, ...some }, draw);
    expect({ leases, workers }).toEqual(before);
    const reporting = workers.filter(({ value, reportedUs }) => value >= 0 && NOW_US - reportedUs <= 60_000_000);
    const keys = assignments.map(({ leaseKey }) => leaseKey);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { leaseKey, from, to, how } of assignments) {
      const at = Number(leaseKey.slice(1));
      const { owner, next, stillUs } = list[at];
      const isFree = owner === null || stillUs > DURATION_US;
      expect(reporting.map(({ workerId }) => workerId)).toContain(to);
      expect(from).toBe(owner);
      expect(how).toBe(isFree ? 'assign' : 'handoff');
      if (!isFree) expect([next, from === to]).toEqual([null, false]);
      expect(isFree || isBalancing).toBe(true);
    }
    const given = leases.map((lease, i) => assignments.find(({ leaseKey }) => leaseKey === lease.leaseKey)?.to ?? list[i].owner);
    for (const { workerId } of reporting) {
      const count = given.filter((owner) => owner === workerId).length;
      const had = list.filter(({ owner }) => owner === workerId).length;
      expect(count).toBeLessThanOrEqual(Math.max(had, some.maxLeasesForWorker));
    }
    if (reporting.length > 0 && some.maxLeasesForWorker === 1000 && some.maxThroughputPerHostKBps === Infinity) expect(spillover).toBe(0);
  });
  fc.assert(law, { numRuns: 300 });
});

test('a leader that balances brings every worker near a fair share, and then leaves them', () => {
  const kbps = fc.array(fc.constantFrom(null, 10, 12, 15), { minLength: 12, maxLength: 60 });
  const law = fc.property(kbps, fc.integer({ min: 2, max: 4 }), draws, (list, count, draw) => {
    const { leases, sightings } = tableOf(list.map((throughputKBps) => ({ owner: 'w0', next: null, stillUs: 0, throughputKBps })));
    const ids = WORKERS.slice(0, count);
    let quietRuns = 0;
    for (let run = 0; run < 40 && quietRuns < 3; run++) {
      const workers = workersByThroughput(ids, leases, NOW_US);
      const { assignments } = assignLeases({ workers, leases, sightings, nowUs: NOW_US, isBalancing: true }, ASSIGNMENT_DEFAULTS, draw);
      for (const { leaseKey, to } of assignments) leases[Number(leaseKey.slice(1))].leaseOwner = to;
      quietRuns = assignments.length === 0 ? quietRuns + 1 : 0;
    }
    expect(quietRuns).toBe(3);
    // 100 is a fair share; what is left is no more than a lease, or within the threshold.
    const known = list.flatMap((one) => one ?? []);
    const heaviest = known.length === 0 ? 1 : Math.max(...known) / (known.reduce((sum, one) => sum + one, 0) / known.length);
    const leaseShare = (100 * heaviest * count) / leases.length;
    for (const { value } of workersByThroughput(ids, leases, NOW_US)) {
      expect(value).toBeGreaterThanOrEqual(90 - leaseShare);
      expect(value).toBeLessThanOrEqual(110 + count * leaseShare);
    }
  });
  fc.assert(law, { numRuns: 60 });
});
