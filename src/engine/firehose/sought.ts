/**
 * Records that an examiner looks for by what stands in them: how many are delivered, how many lie in an error folder. Not part of Firehose:
 * what a count of all cannot tell, whether it was the right ones. Kept where the scenario asks for it.
 * Simplified: of a parcel that was given up all records count as failed, also those that the destination took before.
 */
import { decodeUtf8 } from '../kernel/utf8.ts';
import type { DeliveryStream, Parcel } from './firehose-state.ts';
import { outputsOf } from './partitioning/jq/evaluate.ts';
import { readJson } from './partitioning/jq/read-json.ts';
import { QueryError, type Query } from './partitioning/jq/syntax.ts';
import { readQuery } from './partitioning/query.ts';
import { recordAt, type RecordBatch } from './record-batch.ts';

export interface SoughtSpec {
  /** Within its delivery stream. */
  id: string;
  deliveryStream: string;
  /** A jq filter that is true for the records that are meant, as they stand where they are found. */
  query: string;
}

export interface Sought {
  id: string;
  query: string;
  delivered: number;
  failed: number;
}

export const startSought = (specs: readonly SoughtSpec[], deliveryStream: string): Sought[] =>
  specs.filter((spec) => spec.deliveryStream === deliveryStream).map(({ id, query }) => ({ id, query, delivered: 0, failed: 0 }));

/** A parcel has reached its end; documents that failed alone are counted in the parcel of their folder. */
export function noteSought(
  { sought }: DeliveryStream,
  { way, state, batches, failures }: Parcel,
  failedAlone: readonly RecordBatch[],
): void {
  if (sought === undefined || (way !== 'main' && way !== 'failed')) return;
  const isDelivered = way === 'main' && state === 'delivered';
  const here = way === 'failed' ? failures.map(({ batch }) => batch) : batches;
  for (const one of sought) {
    const query = readQuery(one.query);
    const found = countOf(query, here) - countOf(query, failedAlone);
    if (isDelivered) one.delivered += found;
    else one.failed += found;
  }
}

const countOf = (query: Query, batches: readonly RecordBatch[]): number => {
  let count = 0;
  for (const batch of batches) for (let i = 0; i < batch.count; i++) if (isMeant(query, recordAt(batch, i))) count++;
  return count;
};

function isMeant(query: Query, record: Uint8Array): boolean {
  try {
    return outputsOf(query, readJson(decodeUtf8(record), 'Non JSON record provided')).some((output) => output === true);
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}
