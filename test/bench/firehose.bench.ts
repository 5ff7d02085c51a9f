/** Firehose's figure: records a second through buffer, GZIP and S3, beside the bare compression of the same bytes. */
import { takeIn } from '../../src/engine/firehose/delivery-streams.ts';
import { gzipOf } from '../../src/engine/firehose/formats/gzip-file.ts';
import { batchOf, type RecordBatch } from '../../src/engine/firehose/record-batch.ts';
import { advanceTo, createWorld, firehoseOf, SECOND, type World } from '../../src/engine/index.ts';
import { syntheticPayload } from '../../src/engine/producers/workload/payload.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import type { Emit } from './bench.ts';

export const names = ['firehose-gzip'];

const RECORD_BYTES = 200;
const BATCH = 500;
const RECORDS = 1_000_000;
/** A quota's worth of one second, large regions. */
const BATCHES_PER_SECOND = 50;
const SIZE_MIB = 5;

const scenario: Scenario = {
  id: 'bench',
  title: 'bench',
  summary: '',
  startEpochMs: Date.UTC(2026, 10, 20),
  profile: '2026',
  region: 'us-east-1',
  accountId: '111122223333',
  streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
  producers: [],
  consumers: [],
  deliveryStreams: [
    {
      id: 'bench',
      source: { kind: 'direct-put' },
      transform: null,
      partitioning: null,
      conversion: null,
      appendDelimiter: true,
      buffering: { sizeMiB: SIZE_MIB, intervalSeconds: 60 },
      destination: {
        kind: 's3',
        s3: {
          bucket: 'bench',
          prefix: '',
          errorOutputPrefix: '',
          compression: 'GZIP',
          fileExtension: '',
          timeZone: 'UTC',
          kmsKeyArn: null,
        },
        sourceBackup: null,
      },
      encryption: null,
    },
  ],
  metered: false,
};

/** Synthetic records as the lab's own producers send them, made beforehand. */
function batches(): RecordBatch[] {
  return Array.from({ length: RECORDS / BATCH }, (_, batch) => {
    const records = Array.from({ length: BATCH }, (_unused, i) => {
      const index = batch * BATCH + i;
      return syntheticPayload('1', 'bench', index, `customer-${index % 1000}`, RECORD_BYTES);
    });
    return batchOf(records, scenario.startEpochMs + Math.floor((1000 * batch) / BATCHES_PER_SECOND), batch * BATCH);
  });
}

function deliver(given: readonly RecordBatch[]): World {
  const world = createWorld(scenario, { seed: '1' });
  const firehose = firehoseOf(world);
  given.forEach((batch, i) => {
    advanceTo(world, Math.floor((i * SECOND) / BATCHES_PER_SECOND));
    takeIn(firehose, 'bench', '', batch);
  });
  advanceTo(world, world.sim.nowUs + 120 * SECOND);
  const { delivered } = world.firehose.list[0].account;
  if (delivered !== RECORDS) throw new Error(`${delivered} of ${RECORDS} records were delivered`);
  return world;
}

/** The same bytes, in pieces as large as the files, through the same compressor, and nothing else. */
function bareGzip(given: readonly RecordBatch[]): number {
  const pieceBatches = Math.round((SIZE_MIB * 1024 * 1024) / (BATCH * RECORD_BYTES));
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < given.length; from += pieceBatches) {
    const some = given.slice(from, from + pieceBatches);
    const piece = new Uint8Array(some.reduce((sum, { bytes }) => sum + bytes.length, 0));
    let at = 0;
    for (const { bytes } of some) {
      piece.set(bytes, at);
      at += bytes.length;
    }
    pieces.push(piece);
  }
  return perSecond(() => {
    for (const piece of pieces) gzipOf(piece);
  });
}

function perSecond(work: () => void): number {
  let best = 0;
  for (let run = 0; run < 3; run++) {
    globalThis.gc?.();
    const startMs = performance.now();
    work();
    best = Math.max(best, (1000 * RECORDS) / (performance.now() - startMs));
  }
  return Math.round(best);
}

export function run(emit: Emit): void {
  const given = batches();
  let world: World | null = null;
  const value = perSecond(() => (world = deliver(given)));
  const objects = world!.s3.buckets[0].objects;
  const fileBytes = objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  emit({
    bench: 'firehose-gzip',
    value,
    unit: 'records/s',
    limit: bareGzip(given),
    aim: 500_000,
    recordBytes: RECORD_BYTES,
    files: objects.length,
    compressedShare: fileBytes / (RECORDS * RECORD_BYTES),
  });
}
