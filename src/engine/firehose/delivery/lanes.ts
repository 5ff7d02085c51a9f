/** Names of lanes and queues. */
import type { DeliveryStreamSpec } from '../delivery-stream-spec.ts';
import type { ParcelWay } from '../firehose-state.ts';

/** Of a partition: its keys as text, in the order in which they were given. What divides keys is marked inside of values: no two are alike. */
export const laneOfPartition = (keys: Record<string, string>): string =>
  Object.entries(keys)
    .map(([name, value]) => `${name}=${value.replaceAll(/[\\,]/g, String.raw`\$&`)}`)
    .join(',');

/** COPY commands of Redshift run one after another, whatever lane their files are of. */
export const queueOf = ({ destination }: DeliveryStreamSpec, way: ParcelWay, lane: string): string =>
  way === 'main' && destination.kind === 'redshift' ? way : `${way}/${lane}`;
