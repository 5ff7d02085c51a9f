/** What the delivery path says must be what the account says, to the record. */
import { describe, expect, test } from 'vitest';
import { createAccount } from '../../../src/engine/firehose/account.ts';
import { balanceOf } from '../../../src/views/delivery/balance.ts';
import { DELIVERY_FIXTURES, DELIVERY_NOW_US as NOW_US, deliveryFixture } from '../../../src/views/delivery/fixture.ts';
import { layoutPath } from '../../../src/views/delivery/layout.ts';
import { branchesOf, sourceBackupOf, stationsOf } from '../../../src/views/delivery/path.ts';
import { balanceWords, describeDelivery, destinationTable, retryWords } from '../../../src/views/delivery/text.ts';

/** Without the spaces that group digits and tie units. */
const plain = (text: string): string => text.replaceAll('\u202F', ' ');

describe('the balance', () => {
  for (const name of DELIVERY_FIXTURES) {
    test(`${name}: the terms add up to what was accepted`, () => {
      const { accepted, terms, missing } = balanceOf(deliveryFixture(name));
      expect(terms.reduce((sum, { records }) => sum + records, 0)).toBe(accepted);
      expect(missing).toBe(0);
      for (const { parts, records } of terms.filter((term) => term.parts.length > 0)) {
        expect(parts.reduce((sum, part) => sum + part.records, 0)).toBe(records);
      }
    });
  }

  test('each folder and each reason stands under its term; duplicates and backup are beside', () => {
    const failing = balanceOf(deliveryFixture('failing'));
    expect(failing.terms.map(({ kind, records }) => [kind, records])).toEqual([
      ['delivered', 8920],
      ['dropped', 1100],
      ['failed', 670],
      ['lost', 0],
      ['on-its-way', 1310],
    ]);
    expect(failing.beside).toEqual([
      { name: 'delivered more than once', records: 12 },
      { name: 'in the source backup', records: 11_500 },
    ]);
    const lost = balanceOf(deliveryFixture('down')).terms.find(({ kind }) => kind === 'lost')!;
    expect(lost.parts).toEqual([{ name: 'the endpoint answered 413', records: 100 }]);
  });

  test('a record that is nowhere is said', () => {
    const frame = { ...deliveryFixture('calm'), account: { ...createAccount(), accepted: 10, delivered: 7 }, onItsWay: 2 };
    expect(balanceOf(frame).missing).toBe(1);
    expect(balanceWords(frame)).toMatch(/1 unaccounted for/);
  });
});

describe('stations and branches', () => {
  test('steps that are off are there, faintly', () => {
    expect(stationsOf(deliveryFixture('calm')).map(({ step, isOn }) => [step, isOn])).toEqual([
      ['source', true],
      ['transform', false],
      ['partition', false],
      ['convert', false],
      ['deliver', true],
    ]);
    expect(branchesOf(deliveryFixture('calm'))).toEqual([]);
    expect(sourceBackupOf(deliveryFixture('calm'))).toBeNull();
  });

  test('each error folder leaves its step and opens at its prefix; the destination’s fault is named', () => {
    expect(branchesOf(deliveryFixture('failing')).map(({ id, from, records, place }) => [id, from, records, place?.prefix])).toEqual([
      ['processing-failed', 'transform', 600, 'errors/processing-failed/'],
      ['metadata-extraction-failed', 'partition', 50, 'errors/metadata-extraction-failed/'],
      ['format-conversion-failed', 'convert', 20, 'errors/format-conversion-failed/'],
    ]);
    const down = deliveryFixture('down');
    expect(branchesOf(down).map(({ id, kind, records }) => [id, kind, records])).toEqual([
      ['http-endpoint-failed', 'failed', 300],
      ['lost', 'lost', 100],
    ]);
    expect(stationsOf(down).at(-1)!.fault).toBe('out of reach');
    expect(sourceBackupOf(deliveryFixture('failing'))).toMatchObject({ records: 11_500, place: { bucket: 'orders-lake', prefix: 'raw/' } });
  });
});

test('between two deliveries the line towards the destination is as wide as what goes into its buffers', () => {
  const calm = deliveryFixture('calm');
  const steps = calm.steps.map((step) => (step.step === 'deliver' ? { ...step, inPerSecond: 0 } : step));
  const frame = { ...calm, steps, gathered: { records: 400, perSecond: 30 } };
  expect(layoutPath(frame, 900).flows.map(({ perSecond }) => perSecond)).toEqual([30, 30, 30, 30]);
});

describe('words', () => {
  test('a retry counts down, and says for how long it goes on', () => {
    expect(plain(retryWords(deliveryFixture('down')))).toBe('tries again in 42 s, for 58 min more');
    const at = (atUs: number, untilUs: number | null) => plain(retryWords({ nowUs: NOW_US, retry: { atUs, untilUs, error: null } }));
    expect(at(NOW_US + 2_000_000, NOW_US + 90_000_000)).toBe('tries again in 2 s, for 1 min 30 s more');
    expect(at(NOW_US + 5_200_000, NOW_US)).toBe('tries again in 6 s, for the last time');
    expect(at(NOW_US, null)).toBe('tries again now, until it works or the records expire');
    expect(retryWords(deliveryFixture('calm'))).toBe('');
  });

  test('the whole path in words, and the exchange with an endpoint as a table', () => {
    const { summary, tables } = describeDelivery(deliveryFixture('down'));
    expect(plain(summary)).toBe(
      'orders-to-partner is ACTIVE, version 1: Source (Direct PUT) → HTTP endpoint (https://ingest.partner.example/orders). ' +
        '12 000 accepted = 6 000 delivered + 0 dropped + 300 in error folders + 100 lost + 5 600 on their way. ' +
        'It tries again in 42 s, for 58 min more, after HttpEndpoint.DestinationException.',
    );
    expect(tables.map(({ caption, rows }) => [caption, rows.length])).toEqual([
      ['Steps of the way', 5],
      ['Branches', 2],
      ['Parcels by state', 2],
    ]);
    for (const { columns, rows } of tables) for (const row of rows) expect(row.length).toBe(columns.length);
    const exchange = destinationTable(deliveryFixture('down').destination)!;
    expect(exchange.rows[0].slice(1, 3)).toEqual(['503', 'tried again']);
  });
});
