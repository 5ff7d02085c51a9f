/** Records that have not come to an end, counted where they are. Copies for the source backup are none of them. */
import type { DeliveryStream } from '../firehose-state.ts';

export function onItsWay({ parcels }: DeliveryStream): { records: number; bytes: number } {
  const sum = { records: 0, bytes: 0 };
  for (const { way, records, bytes } of parcels) {
    if (way === 'source-backup') continue;
    sum.records += records;
    sum.bytes += bytes;
  }
  return sum;
}
