import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openToken, sealToken } from '../../src/engine/kinesis/token.ts';
import { iteratorOf, put, read, serviceWithStream, shard, startService } from './service.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=';
const content = fc.oneof(fc.array(fc.nat(1e12), { maxLength: 4 }), fc.record({ after: fc.stringMatching(/^[\w.-]{1,128}$/) }));

test('a token opens to what was sealed', () => {
  fc.assert(
    fc.property(content, (given) => {
      expect(openToken('secret', 'kind', sealToken('secret', 'kind', given))).toEqual(given);
    }),
  );
});

test('a token with any one character changed is refused, however long its content', () => {
  fc.assert(
    fc.property(content, fc.nat(10_000), fc.constantFrom(...ALPHABET.split('')), (given, place, character) => {
      const token = sealToken('secret', 'kind', given);
      const at = place % token.length;
      fc.pre(token[at] !== character);
      expect(openToken('secret', 'kind', token.slice(0, at) + character + token.slice(at + 1))).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

test('every last character counts, at every length of content', () => {
  const accepted: string[] = [];
  for (let length = 1; length <= 128; length++) {
    const token = sealToken('secret', 'streams', { after: 'n'.repeat(length) });
    const at = token.trimEnd().replace(/=+$/, '').length - 1;
    const changed = ALPHABET.slice(0, 64).replace(token[at], '').split('');
    accepted.push(
      ...changed.filter((character) => openToken('secret', 'streams', token.slice(0, at) + character + token.slice(at + 1)) !== null),
    );
  }
  expect(accepted).toEqual([]);
});

test.each(['', 'AAAA', 'not base64!', 'A'.repeat(192), 'A'.repeat(511)])('%j is no token', (text) => {
  expect(openToken('secret', 'kind', text)).toBeNull();
});

test('a token is of one secret and one kind', () => {
  const token = sealToken('secret', 'iterator', [1]);
  expect(openToken('other', 'iterator', token)).toBeNull();
  expect(openToken('secret', 'shards', token)).toBeNull();
});

test('a cut or lengthened token is refused', () => {
  const token = sealToken('secret', 'kind', [1, 2, 3]);
  for (const text of [token.slice(4), token.slice(0, -4), `${token}AAAA`, token + token])
    expect(openToken('secret', 'kind', text)).toBeNull();
});

describe('through the service', () => {
  test('an iterator changed anywhere is invalid', async () => {
    const service = await serviceWithStream();
    await put(service, 'x');
    const iterator = await iteratorOf(service, shard(0));
    for (let at = 0; at < iterator.length; at += 7) {
      const changed = iterator.slice(0, at) + (iterator[at] === 'A' ? 'B' : 'A') + iterator.slice(at + 1);
      expect(await service.refusal('GetRecords', { ShardIterator: changed })).toEqual({
        type: 'InvalidArgumentException',
        message: 'Invalid ShardIterator.',
      });
    }
    expect((await read(service, iterator)).Records).toHaveLength(1);
  });

  test('a page token is no iterator, and an iterator no page token', async () => {
    const service = await serviceWithStream(3);
    const { NextToken } = await service.call<{ NextToken: string }>('ListShards', { MaxResults: 1 });
    const iterator = await iteratorOf(service, shard(0));
    expect((await service.refusal('GetRecords', { ShardIterator: NextToken })).message).toBe('Invalid ShardIterator.');
    expect((await service.refusal('ListShards', { NextToken: iterator })).message).toBe('Invalid NextToken.');
    expect((await service.refusal('ListStreams', { NextToken })).message).toBe('Invalid NextToken.');
  });

  test('an iterator of another account is invalid', async () => {
    const [mine, other] = [await serviceWithStream(), await serviceWithStream(1, { seed: 2 })];
    expect((await other.refusal('GetRecords', { ShardIterator: await iteratorOf(mine, shard(0)) })).message).toBe('Invalid ShardIterator.');
  });

  test.each([
    [1, 152],
    [13, 152],
    [14, 168],
    [29, 168],
    [30, 184],
    [128, 280],
  ])(
    'an iterator of a stream whose name has %i characters has %i bytes, of which the first eight are always the same',
    async (length, bytes) => {
      const service = startService();
      await service.call('CreateStream', { StreamName: 's'.repeat(length), ShardCount: 1 });
      await service.wait(4);
      const latest = { StreamName: 's'.repeat(length), ShardId: shard(0), ShardIteratorType: 'LATEST' };
      const { ShardIterator } = await service.call<{ ShardIterator: string }>('GetShardIterator', latest);
      const decoded = Buffer.from(ShardIterator, 'base64');
      expect([decoded.length, decoded.subarray(0, 8).toString('hex')]).toEqual([bytes, '0000000000000001']);
    },
  );

  test('each page hands on another iterator, even where nothing has happened', async () => {
    const service = await serviceWithStream();
    const iterators = [await iteratorOf(service, shard(0))];
    for (let i = 0; i < 3; i++) iterators.push((await read(service, iterators.at(-1)!)).NextShardIterator!);
    expect(new Set(iterators).size).toBe(4);
  });

  test('quotes around an iterator do no harm', async () => {
    const service = await serviceWithStream();
    await put(service, 'x');
    const iterator = await iteratorOf(service, shard(0));
    expect((await read(service, `"${iterator}"`)).Records).toHaveLength(1);
    expect((await service.refusal('GetRecords', { ShardIterator: `"${iterator}` })).message).toBe('Invalid ShardIterator.');
  });

  test('iterators have at most 512 characters', async () => {
    const service = startService();
    await service.call('CreateStream', { StreamName: 's'.repeat(128), ShardCount: 1 });
    await service.wait(4);
    const { ShardIterator } = await service.call<{ ShardIterator: string }>('GetShardIterator', {
      StreamName: 's'.repeat(128),
      ShardId: shard(0),
      ShardIteratorType: 'LATEST',
    });
    expect(ShardIterator.length).toBeLessThanOrEqual(512);
  });
});
