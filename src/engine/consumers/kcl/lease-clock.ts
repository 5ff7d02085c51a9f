/**
 * How long ago a lease was renewed, as one observer sees it: nobody reads another's clock, each notes when a counter moved last.
 * https://github.com/awslabs/amazon-kinesis-client (leases/dynamodb/DynamoDBLeaseTaker)
 */
import type { Lease } from './lease.ts';

export interface Sighting {
  counter: number;
  /** The first scan that found this counter; null for a row that had no owner when it was first seen: as old as can be. */
  sinceUs: number | null;
}

/** By lease key: what one observer has seen of the counters. */
export type Sightings = Record<string, Sighting>;

/** After a scan: what moved is fresh, what stood still ages on, what is gone is forgotten. An owned row seen for the first time is fresh. */
export function noteScan(sightings: Sightings, leases: readonly Lease[], nowUs: number): void {
  const keys = new Set(leases.map(({ leaseKey }) => leaseKey));
  for (const key of Object.keys(sightings)) if (!keys.has(key)) delete sightings[key];
  for (const lease of leases) noteLease(sightings, lease, nowUs);
}

export function noteLease(sightings: Sightings, { leaseKey, leaseCounter, leaseOwner }: Lease, nowUs: number): void {
  const seen = sightings[leaseKey];
  if (seen === undefined) sightings[leaseKey] = { counter: leaseCounter, sinceUs: leaseOwner === null ? null : nowUs };
  else if (seen.counter !== leaseCounter) sightings[leaseKey] = { counter: leaseCounter, sinceUs: nowUs };
}

/** Its counter has stood still for more than `forUs`. A row that was never seen is as old as can be. */
export function isOlderThan(sightings: Sightings, { leaseKey }: Pick<Lease, 'leaseKey'>, nowUs: number, forUs: number): boolean {
  const sinceUs = sightings[leaseKey]?.sinceUs ?? null;
  return sinceUs === null || nowUs - sinceUs > forUs;
}
