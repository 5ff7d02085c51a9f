/** Filter patterns as AWS's guide has them: which records pass. */
import { describe, expect, test } from 'vitest';
import { parseFilter, passes } from '../../src/engine/consumers/lambda/filter.ts';
import { createWorld, giveCommand } from '../../src/engine/index.ts';
import { gather, lambdaOf, mapping, put, worldWith } from './lambda-runs.ts';
import { bareScenario } from './scenarios.ts';

const record = (data: unknown, partitionKey = 'customer-7') => ({
  partitionKey,
  data,
  approximateArrivalTimestamp: 1545084650.987,
});

describe('patterns', () => {
  const DATA = { City: 'Seattle', temp: 12.5, sensor: { id: 's-4', state: null }, tags: ['a', 'b'] };
  test.each<[string, unknown, boolean]>([
    ['an exact value', { data: { City: ['Seattle'] } }, true],
    ['one of several', { data: { City: ['Oslo', 'Seattle'] } }, true],
    ['none of them', { data: { City: ['Oslo'] } }, false],
    ['a number is not its text', { data: { temp: ['12.5'] } }, false],
    ['null', { data: { sensor: { state: [null] } } }, true],
    ['a list: any element', { data: { tags: ['b'] } }, true],
    ['nested', { data: { sensor: { id: [{ prefix: 's-' }] } } }, true],
    ['both of two fields', { data: { City: ['Seattle'], temp: [{ numeric: ['>', 20] }] } }, false],
    ['a range', { data: { temp: [{ numeric: ['>', 10, '<=', 12.5] }] } }, true],
    ['anything but', { data: { City: [{ 'anything-but': ['Oslo'] }] } }, true],
    ['anything but a prefix', { data: { City: [{ 'anything-but': { prefix: 'Sea' } }] } }, false],
    ['a field that is there', { data: { temp: [{ exists: true }] } }, true],
    ['a field that is not there', { data: { wind: { speed: [{ exists: false }] } } }, true],
    ['a missing field is not anything but', { data: { wind: [{ 'anything-but': ['x'] }] } }, false],
    ['or', { data: { $or: [{ City: ['Oslo'] }, { temp: [12.5] }] } }, true],
    ['the partition key', { partitionKey: [{ prefix: 'customer-' }] }, true],
    ['key and data', { partitionKey: ['customer-8'], data: { City: ['Seattle'] } }, false],
    ['an unknown rule', { data: { City: [{ like: 'S%' }] } }, false],
  ])('%s', (_, pattern, wanted) => {
    expect(passes(parseFilter(JSON.stringify(pattern))!, record(DATA))).toBe(wanted);
  });

  test('several patterns: any of them', () => {
    const filter = parseFilter(JSON.stringify({ Filters: [{ Pattern: '{"data":{"a":[1]}}' }, { Pattern: '{"data":{"b":[2]}}' }] }))!;
    expect([{ a: 1 }, { b: 2 }, { a: 2 }].map((data) => passes(filter, record(data)))).toEqual([true, true, false]);
  });

  test.each(['{', '[]', '7', '{"Filters":[]}'])('no pattern: %s', (text) => {
    expect(parseFilter(text)).toBeNull();
    const world = createWorld(bareScenario(1), { seed: 'filter' });
    expect(giveCommand(world, { type: 'add-consumer', consumer: mapping({ filter: text }) })).toEqual({
      error: 'InvalidParameterValueException',
      message: 'Invalid filter pattern definition.',
    });
  });
});

test('what does not pass is passed over: the checkpoint moves on, and nothing is lost', () => {
  const world = worldWith({ filter: '{"data":{"kind":["sale"]}}' });
  for (const text of ['{"kind":"sale"}', '{"kind":"view"}', 'kind=sale', '{"kind":"sale","ü":"é"}', '{"kind":"view"}'])
    put(world, 'k', text);
  const invocations = gather(world, 10);
  expect(invocations.map(({ positions }) => positions)).toEqual([[0, 3]]);
  const { readers, sink, figures } = lambdaOf(world);
  expect([readers[0].position, sink.processed, sink.lost, figures.filtered]).toEqual([5, 2, 0, 3]);
});
