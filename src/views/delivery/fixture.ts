/** Delivery streams as the delivery path must show them well. */
import type { Account } from '../../engine/firehose/account.ts';
import type { DeliveryStreamSpec, S3Spec } from '../../engine/firehose/delivery-stream-spec.ts';
import type { DeliveryFrame, StepFrame } from '../../protocol/delivery-frame.ts';

export const DELIVERY_NOW_US = 120_000_000;

const createAccount = (): Account => ({
  accepted: 0,
  delivered: 0,
  dropped: 0,
  failed: {},
  lost: {},
  duplicates: 0,
  sourceBackup: 0,
  split: 0,
});

const place = (prefix: string, errorOutputPrefix: string): S3Spec => ({
  bucket: 'orders-lake',
  prefix,
  errorOutputPrefix,
  compression: 'GZIP',
  fileExtension: '',
  timeZone: 'UTC',
  kmsKeyArn: null,
});

const toS3: DeliveryStreamSpec = {
  id: 'orders-to-s3',
  source: { kind: 'kinesis-stream', stream: 'orders' },
  transform: null,
  partitioning: null,
  conversion: null,
  appendDelimiter: true,
  buffering: { sizeMiB: 5, intervalSeconds: 60 },
  destination: { kind: 's3', s3: place('orders/', ''), sourceBackup: null },
  encryption: null,
};

const everything: DeliveryStreamSpec = {
  ...toS3,
  transform: {
    functionName: 'enrich-orders-with-currency',
    code: '',
    timeoutSeconds: 60,
    numberOfRetries: 3,
    bufferSizeMiB: 1,
    bufferIntervalSeconds: 60,
  },
  partitioning: { query: '{customer:.customer_id}', deaggregation: null },
  conversion: {
    database: 'lake',
    table: 'orders',
    columns: [{ name: 'n', type: 'bigint' }],
    deserializer: { kind: 'openx', caseInsensitive: true, convertDotsToUnderscores: false, columnToJsonKey: {} },
    parquet: { compression: 'SNAPPY', blockSizeMiB: 256, pageSizeKiB: 1024 },
  },
  destination: {
    kind: 's3',
    s3: place('orders/!{partitionKeyFromQuery:customer}/', 'errors/!{firehose:error-output-type}/'),
    sourceBackup: { ...place('raw/', ''), hints: { sizeMiB: 5, intervalSeconds: 60 } },
  },
};

const toHttp: DeliveryStreamSpec = {
  ...toS3,
  id: 'orders-to-partner',
  source: { kind: 'direct-put' },
  destination: {
    kind: 'http',
    url: 'https://ingest.partner.example/orders',
    accessKey: '',
    contentEncoding: 'GZIP',
    commonAttributes: {},
    retrySeconds: 3600,
    backupMode: 'FailedDataOnly',
    backup: place('backup/', ''),
    backupHints: { sizeMiB: 5, intervalSeconds: 60 },
  },
};

function step(name: StepFrame['step'], figures: Partial<StepFrame> | null): StepFrame {
  return { step: name, isOn: figures !== null, in: 0, out: 0, inPerSecond: 0, within: 0, errors: 0, ...figures };
}

function frameOf(spec: DeliveryStreamSpec, more: Partial<DeliveryFrame>): DeliveryFrame {
  return {
    id: spec.id,
    nowUs: DELIVERY_NOW_US,
    spec,
    status: 'ACTIVE',
    version: 1,
    growth: 1,
    buffers: [],
    buffersInAll: 0,
    gathered: { records: 0, perSecond: 0 },
    flushes: [],
    steps: [
      step('source', {}),
      step('transform', spec.transform && {}),
      step('partition', spec.partitioning && {}),
      step('convert', spec.conversion && {}),
      step('deliver', {}),
    ],
    account: createAccount(),
    onItsWay: 0,
    machine: [],
    failures: [],
    invocations: [],
    folders: [],
    losses: [],
    destination: { kind: 's3', open: [] },
    broken: { destination: false, lostAnswers: 0, rejects: 0, backup: false, transform: null },
    retry: null,
    quota: null,
    metrics: {},
    cost: { usdPerHour: 0, parts: [], asOf: '2026-11' },
    ...more,
  };
}

const calm = frameOf(toS3, {
  steps: [
    step('source', { in: 120_000, out: 120_000, inPerSecond: 1000 }),
    step('transform', null),
    step('partition', null),
    step('convert', null),
    step('deliver', { in: 118_400, out: 118_400, inPerSecond: 980, within: 0 }),
  ],
  account: { ...createAccount(), accepted: 120_000, delivered: 118_400 },
  onItsWay: 1600,
  machine: [{ state: 'buffering', parcels: 4, records: 1600 }],
});

const failing = frameOf(everything, {
  steps: [
    step('source', { in: 12_000, out: 12_000, inPerSecond: 100 }),
    step('transform', { in: 11_900, out: 10_200, inPerSecond: 100, within: 100, errors: 3 }),
    step('partition', { in: 10_200, out: 10_150, inPerSecond: 86, errors: 50 }),
    step('convert', { in: 9000, out: 8980, inPerSecond: 75, within: 60, errors: 20 }),
    step('deliver', { in: 8980, out: 8920, inPerSecond: 74, within: 60 }),
  ],
  account: {
    ...createAccount(),
    accepted: 12_000,
    delivered: 8920,
    dropped: 1100,
    duplicates: 12,
    sourceBackup: 11_500,
    failed: { 'processing-failed': 600, 'metadata-extraction-failed': 50, 'format-conversion-failed': 20 },
  },
  onItsWay: 1310,
  machine: [
    { state: 'buffering', parcels: 8, records: 1150 },
    { state: 'transforming', parcels: 1, records: 100 },
    { state: 'delivering', parcels: 1, records: 60 },
  ],
  folders: [
    { folder: 'processing-failed', records: 600, perSecond: 5, prefix: 'errors/processing-failed/' },
    { folder: 'metadata-extraction-failed', records: 50, perSecond: 0.4, prefix: 'errors/metadata-extraction-failed/' },
    { folder: 'format-conversion-failed', records: 20, perSecond: 0, prefix: 'errors/format-conversion-failed/' },
  ],
  failures: [
    {
      atUs: 118_000_000,
      folder: 'processing-failed',
      errorCode: 'Lambda.ProcessingFailedStatus',
      errorMessage: 'ProcessingFailed status set for record',
      records: 5,
      sample: '{"amount":990}',
      key: null,
    },
  ],
});

const down = frameOf(toHttp, {
  steps: [
    step('source', { in: 12_000, out: 12_000, inPerSecond: 100 }),
    step('transform', null),
    step('partition', null),
    step('convert', null),
    step('deliver', { in: 11_000, out: 6000, inPerSecond: 0, within: 4600, errors: 7 }),
  ],
  account: {
    ...createAccount(),
    accepted: 12_000,
    delivered: 6000,
    failed: { 'http-endpoint-failed': 300 },
    lost: { 'payload-too-large': 100 },
  },
  onItsWay: 5600,
  machine: [
    { state: 'buffering', parcels: 1, records: 1000 },
    { state: 'retrying', parcels: 5, records: 4600 },
  ],
  folders: [{ folder: 'http-endpoint-failed', records: 300, perSecond: 0, prefix: 'backup/http-endpoint-failed/' }],
  losses: [{ reason: 'payload-too-large', records: 100 }],
  destination: {
    kind: 'http',
    open: [],
    records: 6000,
    requests: [
      {
        atUs: 100_000_000,
        requestId: 'ed4acda5-034f-9f42-bba1-f29aea6d7d8f',
        attempt: 1,
        records: 1000,
        bodyBytes: 61_000,
        status: 503,
        verdict: 'tried again',
      },
    ],
  },
  broken: { destination: true, lostAnswers: 0, rejects: 0, backup: false, transform: null },
  retry: {
    atUs: DELIVERY_NOW_US + 41_300_000,
    untilUs: DELIVERY_NOW_US + 3_480_000_000,
    error: { code: 'HttpEndpoint.DestinationException', message: 'The endpoint answered 503.' },
  },
});

const FIXTURES = { calm, failing, down, empty: frameOf(toS3, { status: 'CREATING' }) };

export type DeliveryFixture = keyof typeof FIXTURES;
export const DELIVERY_FIXTURES = Object.keys(FIXTURES) as DeliveryFixture[];
export const deliveryFixture = (name: DeliveryFixture): DeliveryFrame => FIXTURES[name];
