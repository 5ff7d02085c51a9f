/**
 * LEASE_COUNT_BASED, an alternative of KCL 3.4.3 and later: the leader gives each worker about as many leases, whatever they weigh.
 * https://github.com/awslabs/amazon-kinesis-client (coordinator/assignment/LeaseCountBasedLeaseAssignmentDecider)
 */
import type { AssignmentSettings, Fleet, Placement } from './assign-leases.ts';
import { drawSome, type Draw } from './lease.ts';

/** Leases by worker, those of workers that do not report left out. */
type Owned = Map<string, Placement[]>;

/** Changes the owners of the placements and returns how many leases found nobody. */
export function assignByCount(fleet: Fleet, isBalancing: boolean, { maxLeasesForWorker }: AssignmentSettings, draw: Draw): number {
  const { workers, placements, available } = fleet;
  const owned: Owned = new Map(workers.map(({ workerId }) => [workerId, placements.filter(({ owner }) => owner === workerId)]));
  let spillover = 0;
  for (const placement of available) {
    const isReporting = placement.owner !== null && owned.has(placement.owner);
    const least = byLoad(owned)[0];
    // What expired under the name of a worker that reports is still its own; only an expired handoff is written anew.
    if (isReporting) placement.isGiven = placement.lease.checkpointOwner !== null;
    else if (owned.get(least)!.length >= maxLeasesForWorker) spillover++;
    else give(owned, placement, least);
  }
  if (isBalancing) balance(owned, Math.ceil(placements.length / workers.length), maxLeasesForWorker, draw);
  return spillover;
}

const byLoad = (owned: Owned): string[] => [...owned.keys()].toSorted((a, b) => owned.get(a)!.length - owned.get(b)!.length);

function give(owned: Owned, placement: Placement, to: string): void {
  if (placement.owner !== null) owned.get(placement.owner)?.splice(owned.get(placement.owner)!.indexOf(placement), 1);
  placement.owner = to;
  placement.isGiven = true;
  owned.get(to)!.push(placement);
}

/** From the most loaded to the least loaded, while one is above the target and another below. */
function balance(owned: Owned, target: number, maxLeasesForWorker: number, draw: Draw): void {
  for (;;) {
    const sorted = byLoad(owned);
    const [least, most] = [sorted[0], sorted.at(-1)!];
    const mayTake = owned.get(least)!.length < Math.min(target, maxLeasesForWorker);
    if (owned.get(most)!.length <= target || !mayTake) return;
    give(owned, drawSome(owned.get(most)!, 1, draw)[0], least);
  }
}
