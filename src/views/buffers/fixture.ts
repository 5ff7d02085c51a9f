/** Canned buffers: as in the design, per shard, per partition, grown, unbuffered, just begun, idle. They fill by the rule, from rates over time. */
import type { Account } from '../../engine/firehose/account.ts';
import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import type { Flush } from '../../engine/firehose/firehose-state.ts';
import type { BufferFrame, DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { type BufferWay, MIB } from './hints.ts';
import { predict } from './predict.ts';

export const BUFFERS_NOW_US = 228_400_000;
const RECORD_BYTES = 600;

export const BUFFERS_FIXTURES = ['sketch', 'shards', 'partitions', 'grown', 'unbuffered', 'begun', 'idle', 'drifting'] as const;
export type BuffersFixture = (typeof BUFFERS_FIXTURES)[number];

const s3 = {
  bucket: 'orders-lake',
  prefix: '',
  errorOutputPrefix: 'errors/!{firehose:error-output-type}/',
  compression: 'GZIP' as const,
  fileExtension: '',
  timeZone: 'UTC',
  kmsKeyArn: null,
};

export const FIXTURE_SPEC: DeliveryStreamSpec = {
  id: 'to-s3',
  source: { kind: 'direct-put' },
  transform: null,
  partitioning: null,
  conversion: null,
  appendDelimiter: true,
  buffering: { sizeMiB: 5, intervalSeconds: 60 },
  destination: { kind: 's3', s3, sourceBackup: null },
  encryption: null,
};

interface LaneScript {
  way?: BufferWay;
  lane?: string;
  /** Bytes a second at a second of the run. */
  rate(second: number): number;
  /** Times the size hint. */
  growth?: number;
}

interface Filled {
  flushes: Flush[];
  buffer: BufferFrame | null;
}

const STEP_US = 500_000;

/** The rule of the buffer, half a second at a time. */
function fill(script: LaneScript, spec: DeliveryStreamSpec, nowUs: number, firstNumber: number): Filled {
  const { way = 'main', lane = '', rate, growth = 1 } = script;
  const sizeHintBytes = spec.buffering.sizeMiB * MIB * growth;
  const { intervalSeconds } = spec.buffering;
  const flushes: Flush[] = [];
  let open: { openedUs: number; bytes: number; curve: number[] } | null = null;
  for (let atUs = 0; atUs <= nowUs; atUs += STEP_US) {
    const isTime = open !== null && atUs >= open.openedUs + Math.max(1, intervalSeconds) * 1e6;
    if (open !== null && (isTime || open.bytes >= sizeHintBytes)) {
      const { openedUs, bytes, curve } = open;
      const trigger = intervalSeconds === 0 ? 'no-buffering' : bytes >= sizeHintBytes ? 'size' : 'interval';
      const number = firstNumber + flushes.length;
      const records = Math.round(bytes / RECORD_BYTES);
      const second = String(Math.floor(atUs / 1e6) % 60).padStart(2, '0');
      const place = `2026/11/20/05/to-s3-1-2026-11-20-05-0${Math.floor(atUs / 6e7)}-${second}-9f27c6a0-51f0-4b0e-8d6e-3a2b7c9d${number}.gz`;
      const arrival =
        atUs > nowUs - 1_500_000
          ? null
          : { atUs: atUs + 900_000, place, bucket: 'orders-lake', bytes: Math.round(bytes * 0.159), attempts: 1 };
      flushes.push({
        number,
        way,
        lane,
        openedUs,
        sealedUs: atUs,
        trigger,
        records,
        bytes,
        sizeHintBytes,
        intervalSeconds,
        curve,
        arrival,
      });
      open = null;
    }
    const came = (rate(atUs / 1e6) * STEP_US) / 1e6;
    if (came <= 0) continue;
    open ??= { openedUs: atUs, bytes: 0, curve: [] };
    open.bytes += came;
    open.curve.push(atUs, open.bytes);
  }
  if (open === null) return { flushes, buffer: null };
  const bytesPerSecond = rate(nowUs / 1e6);
  const gathering = { ...open, nowUs, bytesPerSecond, sizeBytes: sizeHintBytes, intervalSeconds };
  const { atUs, trigger } = predict(gathering);
  const records = Math.round(open.bytes / RECORD_BYTES);
  return { flushes, buffer: { way, lane, records, ...open, bytesPerSecond, sizeHintBytes, intervalSeconds, next: { atUs, trigger } } };
}

const account: Account = {
  accepted: 0,
  delivered: 0,
  dropped: 0,
  failed: {},
  lost: {},
  duplicates: 0,
  sourceBackup: 0,
  split: 0,
};

export function deliveryFrame(scripts: readonly LaneScript[], nowUs = BUFFERS_NOW_US, more: Partial<DeliveryFrame> = {}): DeliveryFrame {
  const spec = more.spec ?? FIXTURE_SPEC;
  const filled = scripts.map((script, i) => fill(script, spec, nowUs, 1 + i * 1000));
  const buffers = filled.flatMap(({ buffer }) => (buffer === null ? [] : [buffer]));
  return {
    id: spec.id,
    nowUs,
    spec,
    status: 'ACTIVE',
    version: 1,
    growth: 1,
    buffers: buffers.toSorted((a, b) => a.next.atUs - b.next.atUs),
    buffersInAll: buffers.length,
    gathered: { records: 0, perSecond: 0 },
    flushes: filled.flatMap(({ flushes }) => flushes).toSorted((a, b) => a.sealedUs - b.sealedUs),
    steps: [],
    account,
    onItsWay: buffers.reduce((sum, { records }) => sum + records, 0),
    machine: [],
    failures: [],
    invocations: [],
    folders: [],
    losses: [],
    destination: { kind: 's3' } as DeliveryFrame['destination'],
    broken: { destination: false, lostAnswers: 0, rejects: 0, backup: false, transform: null },
    retry: null,
    quota: null,
    metrics: {},
    cost: { usdPerHour: 0, parts: [], asOf: '' },
    ...more,
  };
}

const KIB = 1024;

/** Fast, slow, slower, fast: with noise, so that the curves are curves. */
const wave = (second: number): number => {
  const base = second < 62 ? 170 : second < 125 ? 36 : second < 185 ? 26 : 190;
  return base * KIB * (1 + 0.35 * Math.sin(second / 3.1) + 0.2 * Math.sin(second / 0.9));
};

const inFolder = { folder: 'processing-failed' as const, records: 12, perSecond: 0, prefix: 'errors/processing-failed/' };

const failed = {
  atUs: 120_000_000,
  folder: inFolder.folder,
  errorCode: 'Lambda.ProcessingFailedStatus',
  errorMessage: 'ProcessingFailed status set for record',
  records: 12,
  sample: '',
  key: null,
};

export function buffersFixture(name: BuffersFixture): DeliveryFrame {
  const spec = FIXTURE_SPEC;
  switch (name) {
    case 'sketch':
      return deliveryFrame([{ rate: wave }], BUFFERS_NOW_US, { folders: [inFolder], failures: [failed] });
    case 'drifting':
      return deliveryFrame([{ rate: (second) => (second < 120 ? 86 : 88) * KIB }], BUFFERS_NOW_US);
    case 'shards': {
      const lanes = [0, 1, 2, 3].map((i) => ({
        lane: `shardId-00000000000${i}`,
        rate: (second: number) => [150, 90, 60, 12][i] * KIB * (1 + 0.3 * Math.sin(second / (2 + i))),
      }));
      return deliveryFrame(lanes, BUFFERS_NOW_US, { spec: { ...spec, source: { kind: 'kinesis-stream', stream: 'orders' } } });
    }
    case 'partitions': {
      const lanes = Array.from({ length: 14 }, (_, i) => ({
        lane: `customer=${String.fromCodePoint(97 + i)}`,
        rate: () => (i + 1) * 40 * KIB,
      }));
      const hinted = {
        ...spec,
        buffering: { sizeMiB: 64, intervalSeconds: 60 },
        partitioning: { query: '{customer:.customer}', deaggregation: null },
      };
      const frame = deliveryFrame(lanes, BUFFERS_NOW_US, { spec: hinted });
      return { ...frame, buffers: frame.buffers.slice(0, 12) };
    }
    case 'grown':
      return deliveryFrame([{ rate: () => 700 * KIB, growth: 4 }], BUFFERS_NOW_US, { growth: 4 });
    case 'unbuffered':
      return deliveryFrame([{ rate: (second) => (second % 7 < 4 ? 40 * KIB : 0) }], BUFFERS_NOW_US, {
        spec: { ...spec, buffering: { sizeMiB: 5, intervalSeconds: 0 } },
      });
    case 'begun':
      return deliveryFrame([{ rate: () => 60 * KIB }], 21_300_000);
    case 'idle':
      return deliveryFrame([{ rate: (second) => (second < 100 ? 60 * KIB : 0) }]);
  }
}
