/** Figure of record format conversion: JSON records to a Parquet file. */
import { encodeUtf8 } from '../../src/engine/kernel/utf8.ts';
import type { ConversionSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { convert } from '../../src/engine/firehose/formats/convert.ts';
import { batchOf, recordAt, type RecordBatch } from '../../src/engine/firehose/record-batch.ts';
import type { Emit } from './bench.ts';

export const names = ['firehose-parquet'];

const RECORD_BYTES = 200;
const BATCH_RECORDS = 500;

const SPEC: ConversionSpec = {
  database: 'lake',
  table: 'orders',
  columns: [
    { name: 'order_id', type: 'bigint' },
    { name: 'customer', type: 'string' },
    { name: 'amount', type: 'double' },
    { name: 'currency', type: 'string' },
    { name: 'items', type: 'int' },
    { name: 'express', type: 'boolean' },
    { name: 'ordered_at', type: 'timestamp' },
    { name: 'note', type: 'string' },
  ],
  deserializer: { kind: 'openx', caseInsensitive: true, convertDotsToUnderscores: false, columnToJsonKey: {} },
  parquet: { compression: 'SNAPPY', blockSizeMiB: 256, pageSizeKiB: 1024 },
};

function recordOf(i: number): Uint8Array {
  const order = {
    order_id: 7_000_000 + i,
    customer: `customer-${(i * 7919) % 5000}`,
    amount: ((i * 31) % 100_000) / 100,
    currency: ['EUR', 'USD', 'GBP', 'JPY'][i % 4],
    items: 1 + (i % 9),
    express: i % 5 === 0,
    ordered_at: 1_784_000_000_000 + i * 13,
    note: '',
  };
  const bare = JSON.stringify(order);
  return encodeUtf8(JSON.stringify({ ...order, note: `${i * 2_654_435_761}`.padEnd(RECORD_BYTES - bare.length, 'abcdefgh ') }));
}

function batchesOf(records: number): RecordBatch[] {
  return Array.from({ length: records / BATCH_RECORDS }, (_, b) =>
    batchOf(
      Array.from({ length: BATCH_RECORDS }, (_r, i) => recordOf(b * BATCH_RECORDS + i)),
      Date.UTC(2026, 10, 20),
      b * BATCH_RECORDS,
    ),
  );
}

/** Bare reading of the same JSON, record by record: what the rest stands upon. */
function parseAll(batches: readonly RecordBatch[]): number {
  const decoder = new TextDecoder();
  let fields = 0;
  for (const batch of batches) {
    for (let i = 0; i < batch.count; i++) fields += (JSON.parse(decoder.decode(recordAt(batch, i))) as { items: number }).items;
  }
  return fields;
}

/** As much as a buffer of 128 MiB gathers, in parts of 32 MiB as on the way to one. */
export function run(emit: Emit): void {
  const records = 160_000;
  const batches = batchesOf(records);
  const perSecond = (work: () => void): number => {
    let best = Infinity;
    for (let i = 0; i < 4; i++) {
      globalThis.gc?.();
      const start = performance.now();
      work();
      best = Math.min(best, performance.now() - start);
    }
    return Math.round((1000 * records) / best);
  };
  let fileBytes = 0;
  const limit = perSecond(() => parseAll(batches));
  const value = perSecond(() => {
    const { body, failures } = convert(SPEC, batches);
    if (body === null || failures.length > 0) throw new Error(`${failures.length} kinds of failures`);
    fileBytes = body.length;
  });
  const recordBytes = batches.reduce((sum, { bytes }) => sum + bytes.length, 0) / records;
  emit({ bench: 'firehose-parquet', value, unit: 'records/s', limit, records, recordBytes, columns: SPEC.columns.length, fileBytes });
}
