/** In which view a scenario shows its point, where it is not the Stage. */
import type { ViewName } from '../protocol/run-recipe.ts';

const VIEWS: Readonly<Record<string, ViewName>> = {
  'firehose-buffers': 'buffers',
  'firehose-four-shards': 'buffers',
  'firehose-transform': 'delivery',
  'firehose-parquet': 'buffers',
  'firehose-partitions': 'buffers',
  'firehose-http': 'delivery',
};

export const viewOf = (scenario: string): ViewName => VIEWS[scenario] ?? 'stage';
