/** Hash keys, ranges, splits, sequence numbers and shard ids against recorded and computed cases. A section may be missing or hold more cases. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  decodeSequenceNumber,
  encodeSequenceNumber,
  hashKeyOf,
  initialRanges,
  MAX_HASH_KEY,
  middleOf,
  parseShardId,
  shardIdOf,
  toHex,
} from '../../src/engine/index.ts';
import { utf8Length } from '../../src/engine/kernel/utf8.ts';
import { put, serviceWithStream, shard, shardsOf, type Service } from '../kinesis/service.ts';
import { readVectors } from './folder.ts';

type Range = [start: string, end: string];
interface Sections {
  partition_key_to_shard?: {
    partitionKey: string;
    md5: string;
    hashKey: string;
    utf8Bytes: number;
    shardIndexForN: Record<string, number>;
  }[];
  partition_key_cross_checks?: { partitionKey: string; shards: number; shardId: string; md5Prefix?: string }[];
  explicit_hash_key?: { shards: number; explicitHashKey: string; shardIndex?: number; error?: string; message?: string }[];
  hash_ranges?: { N: Record<string, Range[]>; N1000_selected?: Record<string, Range>; N1000_sha256_of_lines?: string };
  published_hash_ranges?: { N: number; ranges: Range[] }[];
  split_shard?: {
    start: string;
    end: string;
    awsDocsMidpoint: string;
    evenHalvesMidpoint: string;
    minAccepted: string;
    maxAccepted: string;
    childrenAtDocsMidpoint: [Range, Range];
  }[];
  split_shard_errors?: { start: string; end: string; newStartingHashKey: string; ok: boolean }[];
  sequence_numbers_decode?: {
    sequenceNumber: string;
    decoded: { version: number; shardCreateSecs: number; seqIx: string; seqTimeSecs: number; shardIx: number };
  }[];
  sequence_numbers_encode?: { shardCreateSecs: number; shardIx: number; seqIx: string; seqTimeSecs: number; sequenceNumber: string }[];
  sequence_start_delta?: Record<string, string>;
  shard_id_parsing?: { input: string; resolves?: string; error?: string }[];
}
const vectors = readVectors('streams.json') as Sections;

const rangesOf = async (service: Service): Promise<Range[]> =>
  (await shardsOf(service)).map(({ HashKeyRange: { StartingHashKey, EndingHashKey } }) => [StartingHashKey, EndingHashKey]);
const MANY = { quotas: { shardWriteRecordsPerSecond: 1e6 } };

test('the file holds sections that are run here', () => {
  const known: (keyof Sections)[] = [
    'partition_key_to_shard',
    'explicit_hash_key',
    'hash_ranges',
    'split_shard',
    'sequence_numbers_decode',
    'shard_id_parsing',
  ];
  expect(known.filter((name) => vectors[name] !== undefined)).not.toEqual([]);
});

test.for(vectors.partition_key_to_shard ?? [])(
  'partition key $partitionKey',
  async ({ partitionKey, md5, hashKey, utf8Bytes, shardIndexForN }) => {
    expect([toHex(hashKeyOf(partitionKey)), String(hashKeyOf(partitionKey)), utf8Length(partitionKey)]).toEqual([md5, hashKey, utf8Bytes]);
    for (const [shards, index] of Object.entries(shardIndexForN))
      expect((await put(await serviceWithStream(Number(shards)), 'x', partitionKey)).ShardId).toBe(shard(index));
  },
);

test.for(vectors.partition_key_cross_checks ?? [])(
  'partition key $partitionKey on $shards shards',
  async ({ partitionKey, shards, shardId, md5Prefix = '' }) => {
    expect((await put(await serviceWithStream(shards), 'x', partitionKey)).ShardId).toBe(shardId);
    expect(toHex(hashKeyOf(partitionKey)).slice(0, md5Prefix.length)).toBe(md5Prefix);
  },
);

test.for(vectors.explicit_hash_key ?? [])(
  'explicit hash key $explicitHashKey on $shards shards',
  async ({ shards, explicitHashKey, shardIndex, error, message }) => {
    const service = await serviceWithStream(shards);
    const record = { Data: '', PartitionKey: 'k', ExplicitHashKey: explicitHashKey };
    if (error === undefined) expect(await service.call('PutRecord', record)).toMatchObject({ ShardId: shard(shardIndex!) });
    else expect(await service.refusal('PutRecord', record)).toEqual({ type: error, message });
  },
);

const all = [
  ...Object.entries(vectors.hash_ranges?.N ?? {}),
  ...(vectors.published_hash_ranges ?? []).map(({ N, ranges }) => [String(N), ranges] as const),
];
test.for(all.map(([shards, ranges]) => ({ shards, ranges })))('ranges of $shards new shards', async ({ shards, ranges }) => {
  expect(await rangesOf(await serviceWithStream(Number(shards)))).toEqual(ranges);
});

test.for(Object.entries(vectors.hash_ranges?.N1000_selected ?? {}))('range of shard %s of a thousand', ([index, range]) => {
  const { start, end } = initialRanges(1000)[Number(index)];
  expect([String(start), String(end)]).toEqual(range);
});

test.for([vectors.hash_ranges?.N1000_sha256_of_lines].filter((hash) => hash !== undefined))(
  'ranges of a thousand shards, all: %s',
  (hash) => {
    const lines = initialRanges(1000).map(({ start, end }, i) => `${i}:${start}-${end}`);
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(hash);
  },
);

/** A stream that has a shard with exactly this range, and that shard's id: the whole is cut at its start, then behind its end. */
async function withRange(start: bigint, end: bigint): Promise<{ service: Service; id: string }> {
  const service = await serviceWithStream(1, MANY);
  const cutAt = async (id: string, cut: bigint): Promise<void> => {
    await service.call('SplitShard', { ShardToSplit: id, NewStartingHashKey: String(cut) });
    await service.wait(4);
  };
  if (start > 0n) await cutAt(shard(0), start);
  const upper = (await shardsOf(service)).at(-1)!.ShardId;
  if (end < MAX_HASH_KEY) await cutAt(upper, end + 1n);
  const found = (await shardsOf(service)).findLast(
    ({ HashKeyRange }) => HashKeyRange.StartingHashKey === String(start) && HashKeyRange.EndingHashKey === String(end),
  );
  return { service, id: found!.ShardId };
}

async function isTaken(start: string, end: string, cut: string | bigint): Promise<boolean> {
  const { service, id } = await withRange(BigInt(start), BigInt(end));
  const { status, body } = await service.api.handle('Kinesis_20131202.SplitShard', {
    StreamName: 'orders',
    ShardToSplit: id,
    NewStartingHashKey: String(cut),
  });
  if (status !== 200) expect(body.__type).toBe('InvalidArgumentException');
  return status === 200;
}

test.for(vectors.split_shard ?? [])(
  'a split of $start … $end',
  async ({ start, end, awsDocsMidpoint, evenHalvesMidpoint, minAccepted, maxAccepted, childrenAtDocsMidpoint }) => {
    expect(String(middleOf(BigInt(start), BigInt(end)))).toBe(evenHalvesMidpoint);
    expect(String((BigInt(start) + BigInt(end)) / 2n)).toBe(awsDocsMidpoint);
    const taken = [BigInt(minAccepted) - 1n, minAccepted, maxAccepted, BigInt(maxAccepted) + 1n].map((cut) => isTaken(start, end, cut));
    expect(await Promise.all(taken)).toEqual([false, true, true, false]);
    const { service, id } = await withRange(BigInt(start), BigInt(end));
    await service.call('SplitShard', { ShardToSplit: id, NewStartingHashKey: awsDocsMidpoint });
    await service.wait(4);
    expect((await rangesOf(service)).slice(-2)).toEqual(childrenAtDocsMidpoint);
  },
);

test.for(vectors.split_shard_errors ?? [])(
  'a split of $start … $end at $newStartingHashKey',
  async ({ start, end, newStartingHashKey, ok }) => {
    expect(await isTaken(start, end, newStartingHashKey)).toBe(ok);
  },
);

test.for(vectors.sequence_numbers_decode ?? [])('sequence number $sequenceNumber', ({ sequenceNumber, decoded }) => {
  const { version, shardCreateSecs, shardIx, seqIx, seqTimeSecs } = decoded;
  const wanted = { shardCreatedSeconds: shardCreateSecs, shardIndex: shardIx, counter: BigInt(seqIx ?? 0), seconds: seqTimeSecs };
  expect(decodeSequenceNumber(sequenceNumber)).toEqual(version === 2 ? wanted : null);
  if (version === 2) expect(encodeSequenceNumber(wanted)).toBe(sequenceNumber);
});

test.for(vectors.sequence_numbers_encode ?? [])(
  'sequence number of shard $shardIx, counter $seqIx',
  ({ shardCreateSecs, shardIx, seqIx, seqTimeSecs, sequenceNumber }) => {
    expect(
      encodeSequenceNumber({ shardCreatedSeconds: shardCreateSecs, shardIndex: shardIx, counter: BigInt(seqIx), seconds: seqTimeSecs }),
    ).toBe(sequenceNumber);
  },
);

const deltas = Object.entries(vectors.sequence_start_delta ?? {}).filter(([name]) => name.startsWith('startSeq'));
test.for(deltas)('sequence numbers: %s', async ([, delta]) => {
  const starts = (await shardsOf(await serviceWithStream(15))).map(({ SequenceNumberRange }) =>
    BigInt(SequenceNumberRange.StartingSequenceNumber),
  );
  expect(starts.slice(1).map((start, i) => start - starts[i])).toEqual(Array<bigint>(14).fill(BigInt(delta)));
});

test.for(vectors.shard_id_parsing ?? [])('shard id $input', async ({ input, resolves, error }) => {
  const index = parseShardId(input);
  expect(index === null ? null : shardIdOf(index)).toBe(resolves ?? null);
  if (error !== undefined)
    expect((await (await serviceWithStream()).refusal('GetShardIterator', { ShardId: input, ShardIteratorType: 'LATEST' })).type).toBe(
      error,
    );
});
