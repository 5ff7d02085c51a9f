import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ProducerSchema } from '../../src/content/schemas/producer-schema.ts';
import { averageRate, nameProblem, producerFrom, proposedSettings } from '../../src/ui/import/import-settings.ts';
import { scanned } from './support.ts';

const ID = `sha256:${'0'.repeat(32)}`;

function orders(count: number): string {
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: `o${i}`, at: new Date(Date.UTC(2026, 10, 20, 5, 0, i * 6)).toISOString(), customer: `c${i % 12}`, total: i }),
  ).join('\n');
}

describe('what is proposed for a file', () => {
  test('a key that comes again rather than an id, and a name from the file', () => {
    const settings = proposedSettings(scanned(orders(100), {}, 'My orders (1).ndjson').scan, []);
    expect(settings.keyField).toBe('customer');
    expect(settings.name).toBe('My-orders-1');
    expect(settings.timeField).toBe('at');
  });

  test('a name that is not taken', () => {
    expect(proposedSettings(scanned(orders(5), {}, 'orders.ndjson').scan, ['orders']).name).toBe('orders-2');
  });

  test('a speed at which the file lasts about five minutes', () => {
    const { scan } = scanned(orders(1_000));
    const settings = { ...proposedSettings(scan, []), replay: 'timestamps' as const };
    expect(settings.speed).toBe(20);
    expect(averageRate(settings, scan)).toBeCloseTo(1_000 / (5_994 / 20), 6);
  });

  test.each([{ replay: 'rate' }, { replay: 'timestamps' }, { keyField: null }, { calls: { api: 'PutRecord' } }, { loop: false }] as const)(
    'the producer of %o holds to the schema',
    (part) => {
      const producer = producerFrom({ ...proposedSettings(scanned(orders(50), {}, 'a.log').scan, []), ...part }, ID, 'orders');
      expect(v.parse(ProducerSchema, producer)).toEqual(producer);
    },
  );
});

test('names are checked in words', () => {
  expect(nameProblem(' ', [])).toBe('A producer needs a name.');
  expect(nameProblem('a', ['a'])).toContain('already');
  expect(nameProblem('a'.repeat(65), [])).toContain('64');
  expect(nameProblem('b', ['a'])).toBeNull();
});
