/** What a click on a record shows. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decodeSequenceNumber, SECOND } from '../../src/engine/index.ts';
import { frameOf } from '../../src/worker/frame-of.ts';
import { command, recordsOf } from '../../src/worker/session.ts';
import { START, STREAM } from '../kinesis/service.ts';
import { SMALL_FILE } from '../engine/arbitrary-run.ts';
import { bareScenario, consumer, producer } from '../engine/scenarios.ts';
import { drive, recipe } from './driving.ts';

const FIRST = 'shardId-000000000000';
const file = producer({
  id: 'file',
  source: { kind: 'dataset', dataset: SMALL_FILE.id, keyField: 'host', loop: true },
  rate: { kind: 'constant', perSecond: 10 },
});
const scenario = bareScenario(1, { producers: [producer(), file], consumers: [consumer()], metered: true });
const driver = drive({ recipe: recipe({ scenario }), datasets: [{ ...SMALL_FILE, format: 'lines' }] });
driver.run(10_000);
frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs());
const { session } = driver;
const byHand = (text: string, key = 'ключ') => {
  command(session, { type: 'put-record', stream: STREAM, partitionKey: key, text });
  return recordsOf(session, { shardId: FIRST, limit: 1 })[0];
};

test('the newest come first, as many as asked for', () => {
  const found = recordsOf(session, { shardId: FIRST, limit: 20 });
  const { count } = session.head.world.kinesis.streams[0].shards[0].log;
  expect(found.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, i) => count - 1 - i));
});

test('times select [from, to)', () => {
  const found = recordsOf(session, { shardId: FIRST, fromUs: 3 * SECOND, toUs: 4 * SECOND, limit: 1000 });
  expect(found.length).toBeGreaterThan(80);
  expect(found.every(({ arrivalUs }) => arrivalUs >= 3 * SECOND && arrivalUs < 4 * SECOND)).toBe(true);
});

test('a colour selects its keys', () => {
  const [key, colour] = [...session.maker.watch.keys.colourOf][0];
  const found = recordsOf(session, { shardId: FIRST, colour, limit: 50 });
  expect(new Set(found.map(({ partitionKey }) => partitionKey)).size).toBe(1);
  expect(key).toBeGreaterThanOrEqual(0);
});

test('what is not there is nothing', () => {
  expect(recordsOf(session, { shardId: 'shardId-000000000009', limit: 5 })).toEqual([]);
  expect(recordsOf(session, { shardId: FIRST, position: 1e9, limit: 5 })).toEqual([]);
});

test('hash, number and sizes fit together', () => {
  for (const record of recordsOf(session, { shardId: FIRST, limit: 40 })) {
    expect(record.md5Hex).toBe(createHash('md5').update(record.partitionKey).digest('hex'));
    expect(BigInt(record.hashKey)).toBe(BigInt(`0x${record.md5Hex}`));
    expect(decodeSequenceNumber(record.sequenceNumber)!.counter).toBe(BigInt(record.sequence.counter));
    expect(record.sequence.epochSeconds).toBe(Math.floor(START / 1000 + record.arrivalUs / SECOND));
    expect(record.sizeWithKeyBytes - record.sizeBytes).toBe(Buffer.byteLength(record.partitionKey));
    expect(Buffer.byteLength(record.text!)).toBe(record.sizeBytes);
    expect(record.truncated).toBe(false);
  }
});

test('a row of a file shows its line and its bytes', () => {
  const row = recordsOf(session, { shardId: FIRST, limit: 200 }).find((record) => record.producer === 'file')!;
  expect(row.line).toBe((row.producerIndex % 30) + 1);
  expect(row.text).toBe(`line ${row.line! - 1} ${'x'.repeat(row.line! - 1)}`);
});

test('who has read it', () => {
  expect(recordsOf(session, { shardId: FIRST, position: 0, limit: 1 })[0].readBy).toEqual(['reader']);
  expect(byHand('just now').readBy).toEqual([]);
});

describe('by hand', () => {
  test('text comes back, with the hex of its bytes', () => {
    expect(byHand('Grüße 🔑')).toMatchObject({
      producer: 'by hand',
      line: null,
      text: 'Grüße 🔑',
      hex: Buffer.from('Grüße 🔑').toString('hex'),
      partitionKey: 'ключ',
      explicitHashKey: false,
    });
  });

  test('an explicit hash key is shown in place of the hash of the key', () => {
    command(session, { type: 'put-record', stream: STREAM, partitionKey: 'k', explicitHashKey: '5', text: '' });
    const [record] = recordsOf(session, { shardId: FIRST, limit: 1 });
    expect(record).toMatchObject({ hashKey: '5', explicitHashKey: true, md5Hex: createHash('md5').update('k').digest('hex') });
  });

  test('a long text is cut where it is told to be, inside a character or not', () => {
    const record = byHand('a' + 'é'.repeat(40_000));
    expect(record.truncated).toBe(true);
    expect(record.text!.startsWith('aéé')).toBe(true);
    expect(Buffer.byteLength(record.text!)).toBeLessThanOrEqual(65_540);
    expect(record.sizeBytes).toBe(80_001);
  });
});
