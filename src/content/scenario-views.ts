/** In which view a scenario shows its point at first. */
import type { Scenario } from '../engine/scenario.ts';
import type { ViewName } from '../protocol/run-recipe.ts';

/** What is put to Firehose directly passes no shard: there the Stage is nearly empty. */
export function viewOf({ producers, deliveryStreams = [] }: Pick<Scenario, 'producers' | 'deliveryStreams'>): ViewName {
  if (deliveryStreams.length === 0 || producers.some(({ to }) => to !== 'delivery-stream')) return 'stage';
  const changesRecords = deliveryStreams.some(({ transform, destination }) => transform !== null || destination.kind !== 's3');
  return changesRecords ? 'delivery' : 'buffers';
}
