/**
 * KCL 3.x's own way to share out leases: by how far each worker's load is from the fleet's average, weighing each lease with what it
 * delivers. https://docs.aws.amazon.com/streams/latest/dev/kcl-concepts.html,
 * coordinator/assignment/VarianceBasedLeaseAssignmentDecider
 */
import type { AssignmentSettings, AssignmentWorker, Fleet, Placement } from './assign-leases.ts';
import { drawSome, type Draw } from './lease.ts';

interface Sharing {
  fleet: Fleet;
  settings: AssignmentSettings;
  /** The average value when the run began. */
  average: number;
  /** What the metric of a worker goes up by with a placement. */
  rise(placement: Placement): number;
  /** Those who may get more; one that was given something goes to the end, so equals take turns. */
  takers: AssignmentWorker[];
}

/** Changes the owners of the placements and returns how many leases found nobody. */
export function assignByUtilization(fleet: Fleet, isBalancing: boolean, settings: AssignmentSettings, draw: Draw): number {
  const { workers, placements, available } = fleet;
  const average = workers.reduce((sum, { value }) => sum + value, 0) / workers.length;
  const targetKBps = placements.reduce((sum, { throughputKBps }) => sum + throughputKBps, 0) / workers.length;
  const targetLeases = Math.max(1, Math.floor(placements.length / workers.length));
  const rise = ({ throughputKBps }: Placement) => (targetKBps > 0 ? (throughputKBps * average) / targetKBps : average / targetLeases);
  const sharing: Sharing = { fleet, settings, average, rise, takers: [] };
  sharing.takers = workers.filter((worker) => canTakeMore(sharing, worker));
  let spillover = 0;
  for (const placement of available) {
    const taker = pollTaker(sharing);
    if (taker === null) spillover++;
    else give(sharing, placement, taker);
  }
  if (isBalancing) balance(sharing, draw);
  return spillover;
}

const ownedBy = ({ fleet }: Sharing, { workerId }: AssignmentWorker): Placement[] =>
  fleet.placements.filter(({ owner }) => owner === workerId);

const totalKBps = (placements: Placement[]): number => placements.reduce((sum, { throughputKBps }) => sum + throughputKBps, 0);

function canTakeMore(sharing: Sharing, worker: AssignmentWorker): boolean {
  const owned = ownedBy(sharing, worker);
  const { maxLeasesForWorker, maxThroughputPerHostKBps } = sharing.settings;
  return owned.length < maxLeasesForWorker && totalKBps(owned) < maxThroughputPerHostKBps;
}

/** Takes out who has the furthest to go up to the average, measured by what it has; one without load could double. */
function pollTaker({ takers, average }: Sharing): AssignmentWorker | null {
  const room = ({ value }: AssignmentWorker) => (value === 0 ? 1 : (average - value) / value);
  let best = 0;
  for (let i = 1; i < takers.length; i++) if (room(takers[i]) > room(takers[best])) best = i;
  return takers.splice(best, 1)[0] ?? null;
}

function give(sharing: Sharing, placement: Placement, taker: AssignmentWorker): void {
  // What it has already is not given again: a row that expired under its name waits until it is renewed, or its owner is gone. Only a
  // handoff that expired is written anew, for the row names another.
  if (placement.owner !== taker.workerId || placement.lease.checkpointOwner !== null) {
    taker.value += sharing.rise(placement);
    placement.owner = taker.workerId;
    placement.isGiven = true;
  }
  if (canTakeMore(sharing, taker)) sharing.takers.push(taker);
}

/** The busiest give up part of what they are above the average. */
function balance(sharing: Sharing, draw: Draw): void {
  const givers = findGivers(sharing).map((giver) => {
    const above = giver.value === 0 ? 0 : (giver.value - sharing.average) / giver.value;
    return { giver, kbps: totalKBps(ownedBy(sharing, giver)) * above * (sharing.settings.dampeningPercentage / 100) };
  });
  for (const { giver, kbps } of givers.toSorted((a, b) => b.kbps - a.kbps)) {
    for (const placement of choosePlacements(sharing, giver, kbps, draw)) {
      const taker = pollTaker(sharing);
      if (taker === null) continue;
      const value = taker.value + sharing.rise(placement);
      if (value > sharing.average || value > taker.operatingRange) break;
      give(sharing, placement, taker);
    }
  }
}

/** Nobody, while all are near the average. */
function findGivers({ fleet: { workers }, settings, average }: Sharing): AssignmentWorker[] {
  const [upper, lower] = [1, -1].map((sign) => average * (1 + (sign * settings.reBalanceThresholdPercentage) / 100));
  const isOverloaded = ({ value, operatingRange }: AssignmentWorker) => value > operatingRange;
  if (!workers.some((worker) => worker.value > upper || worker.value < lower || isOverloaded(worker))) return [];
  const above = workers.filter((worker) => worker.value >= upper || isOverloaded(worker));
  return above.length > 0 ? above : [workers.reduce((most, worker) => (worker.value > most.value ? worker : most))];
}

function choosePlacements(sharing: Sharing, giver: AssignmentWorker, kbps: number, draw: Draw): Placement[] {
  const owned = ownedBy(sharing, giver);
  // Nothing says what its leases weigh.
  if (totalKBps(owned) === 0) return owned.slice(0, 1);
  const chosen: Placement[] = [];
  let rest = kbps;
  for (const placement of drawSome(owned, owned.length, draw)) {
    if (rest - placement.throughputKBps <= 0) continue;
    rest -= placement.throughputKBps;
    chosen.push(placement);
  }
  if (chosen.length > 0 || !sharing.settings.allowThroughputOvershoot) return chosen;
  return [owned.reduce((least, placement) => (placement.throughputKBps < least.throughputKBps ? placement : least))];
}
