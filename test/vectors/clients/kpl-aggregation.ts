/** The KPL's bytes. */
import { expect } from 'vitest';
import { aggregate, deaggregate, hashKeyOf, packUserRecords, type UserRecord } from '../../../src/engine/index.ts';
import { testCases } from './cases.ts';

interface InputRecord {
  partitionKey: string;
  explicitHashKey?: string | null;
  dataHex: string;
}

interface AggregationCase {
  input?: InputRecord[];
  hex: string;
  md5Valid?: boolean;
  decoded?: { partitionKey: string; explicitPartitionKey?: string | null; subSequenceNumber?: number; dataHex: string }[];
  decodeError?: string | null;
  /** Of the encoder that was run: false where its bytes are wrong. */
  independentEncoderAgrees?: boolean;
  decodedByPackage?: unknown;
  errorByPackage?: unknown;
}

export interface KplAggregation {
  vectors?: AggregationCase[];
  kplOuter?: { input: InputRecord[]; outerPartitionKey: string; outerExplicitHashKey: string; hex: string };
  deaggregationRules?: { name: string; result?: string; kcl?: string }[];
}

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const recordOf = ({ partitionKey, explicitHashKey = null, dataHex }: InputRecord): UserRecord => ({
  partitionKey,
  explicitHashKey,
  data: bytesOf(dataHex),
});

export function testKplAggregation({ vectors, kplOuter, deaggregationRules }: KplAggregation): void {
  testCases('aggregate', vectors, runAggregation);
  testCases(
    'the record around an aggregate',
    kplOuter === undefined ? [] : [kplOuter],
    ({ input, outerPartitionKey, outerExplicitHashKey, hex }) => {
      const [first, ...rest] = input.map(recordOf);
      const { partitionKey, explicitHashKey, data } = packUserRecords([first, ...rest]);
      expect([partitionKey, explicitHashKey, hexOf(data)]).toEqual([outerPartitionKey, outerExplicitHashKey, hex]);
      const alone = { partitionKey: first.partitionKey, explicitHashKey: String(hashKeyOf(first.partitionKey)), data: first.data };
      expect(packUserRecords([{ ...first, explicitHashKey: null }])).toEqual(alone);
    },
  );
  testCases('de-aggregation', deaggregationRules, runRule);
}

function runAggregation({ input, hex, decoded, decodeError, md5Valid, independentEncoderAgrees, ...rest }: AggregationCase): boolean {
  const records = deaggregate(bytesOf(hex));
  if (input !== undefined && independentEncoderAgrees !== false) expect(hexOf(aggregate(input.map(recordOf)))).toBe(hex);
  if (
    md5Valid === false ||
    (decodeError ?? null) !== null ||
    (decoded === undefined && input === undefined && 'decodedByPackage' in rest)
  ) {
    expect(records).toBeNull();
    return true;
  }
  if (decoded === undefined) return input !== undefined;
  expect(records?.map(({ partitionKey, explicitHashKey, data }) => [partitionKey, explicitHashKey, hexOf(data)])).toEqual(
    decoded.map(({ partitionKey, explicitPartitionKey = null, dataHex }) => [partitionKey, explicitPartitionKey, dataHex]),
  );
  for (const [i, { subSequenceNumber = i }] of decoded.entries()) expect(subSequenceNumber).toBe(i);
  return true;
}

function runRule({ name }: { name: string }): boolean {
  const records: UserRecord[] = ['k1', 'k2'].map((partitionKey) => ({ partitionKey, explicitHashKey: null, data: Uint8Array.of(1) }));
  const bytes = aggregate(records);
  const whole = { start: 0n, end: (1n << 128n) - 1n };
  if (/outside/.test(name))
    expect(deaggregate(bytes, { start: 0n, end: hashKeyOf('k1') < hashKeyOf('k2') ? hashKeyOf('k1') : hashKeyOf('k2') })).toEqual([]);
  else if (/inside/.test(name)) expect(deaggregate(bytes, whole)).toEqual(records);
  else if (/MD5 (wrong|short)|short/.test(name)) {
    expect(deaggregate(bytes.with(bytes.length - 1, bytes.at(-1)! ^ 1), whole)).toBeNull();
    expect(deaggregate(bytes.slice(0, 12), whole)).toBeNull();
  } else if (/no magic/.test(name)) expect(deaggregate(bytes.with(0, 0), whole)).toBeNull();
  else return false;
  return true;
}
