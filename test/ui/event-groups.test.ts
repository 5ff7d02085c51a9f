import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineEvent, EventBody } from '../../src/engine/events.ts';
import { EventGroups, sentenceOfGroup } from '../../src/ui/readings/event-groups.ts';

function history(...bodies: [atSeconds: number, body: EventBody][]): EngineEvent[] {
  return bodies.map(([atSeconds, body], i) => ({ ...body, seq: i + 1, atUs: atSeconds * 1e6, cause: null }));
}

const lost = (producer: string, records: number): EventBody => ({
  type: 'records-lost',
  producer,
  records,
  reason: 'attempts',
  attempts: 3,
  throttles: [],
});
const started = (shard: number): EventBody => ({
  type: 'reading-started',
  consumer: 'fraud',
  shardId: `shardId-${String(shard).padStart(12, '0')}`,
  from: 'LATEST',
});
const opened: EventBody = { type: 'shard-opened', stream: 'orders', shardId: 'shardId-000000000004', parents: [] };

function textsOf(groups: EventGroups): string[] {
  return groups.groups.map((group) => sentenceOfGroup(group).text.replaceAll('\u202F', ' '));
}

function sentences(events: EngineEvent[]): string[] {
  const groups = new EventGroups(events);
  groups.update(events.length);
  return textsOf(groups);
}

describe('event groups', () => {
  it('sums up what a producer loses second after second', () => {
    expect(sentences(history([1, lost('a', 100)], [2, lost('a', 250)], [3, lost('a', 50)]))).toEqual([
      'a lost 400 records within 2.0 s: all attempts used up.',
    ]);
  });

  it('keeps producers apart, also when they alternate', () => {
    const texts = sentences(history([1, lost('a', 1)], [1, lost('b', 5)], [2, lost('a', 1)], [2, lost('b', 5)]));
    expect(texts).toEqual([
      'a lost 2 records within 1.0 s: all attempts used up.',
      'b lost 10 records within 1.0 s: all attempts used up.',
    ]);
  });

  it('sums up what is put twice in the same way', () => {
    const twice = (records: number): EventBody => ({
      type: 'records-duplicated',
      producer: 'a',
      records,
      reason: 'whole-call',
      call: { atUs: 0, records: 100, refused: 20, attempt: 1 },
      throttles: [],
    });
    expect(sentences(history([1, twice(80)], [2, twice(81)]))).toEqual([
      expect.stringContaining('a put 161 records into the stream a second time'),
    ]);
  });

  it('begins anew after a silence', () => {
    expect(sentences(history([1, lost('a', 1)], [9, lost('a', 1)]))).toHaveLength(2);
  });

  it('counts the shards that a consumer begins on', () => {
    expect(sentences(history([1, started(0)], [1, opened], [2, started(1)], [3, started(2)]))).toEqual([
      'fraud reads 3 shards from LATEST.',
      'shard-4 takes records.',
    ]);
  });

  it('takes in what is added later', () => {
    const events = history([1, lost('a', 1)]);
    const groups = new EventGroups(events);
    groups.update(1);
    events.push(...history([1, lost('a', 1)], [2, lost('a', 2)]).slice(1));
    groups.update(2);
    expect(groups.groups).toMatchObject([{ events: 2, records: 3 }]);
  });

  it('knows nothing of what has not happened yet', () => {
    const events = history([1, lost('a', 1)], [2, opened], [3, lost('a', 2)]);
    const groups = new EventGroups(events);
    groups.update(1);
    expect(groups.groups).toMatchObject([{ events: 1, records: 1, first: { seq: 1 }, last: { seq: 1 } }]);
  });

  it('shrinks on the way back, and gives a story back to the group before', () => {
    const events = history([1, lost('a', 1)], [2, lost('a', 10)], [9, lost('a', 100)], [10, lost('a', 1000)]);
    const groups = new EventGroups(events);
    groups.update(4);
    expect(groups.groups.map(({ records }) => records)).toEqual([11, 1100]);
    groups.update(1);
    expect(groups.groups).toMatchObject([{ events: 1, records: 1, last: { seq: 1 } }]);
    groups.update(2);
    expect(groups.groups).toMatchObject([{ events: 2, records: 11, last: { seq: 2 } }]);
  });

  it('tells histories apart, also where they hold the same', () => {
    const events = history([1, opened]);
    const groups = new EventGroups(events);
    expect(groups.isOf(events)).toBe(true);
    expect(groups.isOf([...events])).toBe(false);
  });

  it('says at every moment what a list made anew would say, wherever one came from', () => {
    const body = fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 9 })).map(([producer, records]) => lost(producer, records)),
      fc.integer({ min: 0, max: 3 }).map(started),
      fc.constant(opened),
    );
    const step = fc.tuple(fc.constantFrom(0, 1, 2, 4), body);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.array(fc.nat(45), { maxLength: 12 }), (steps, moments) => {
        let atSeconds = 0;
        const events = history(...steps.map(([later, what]): [number, EventBody] => [(atSeconds += later), what]));
        const travelled = new EventGroups(events);
        for (const moment of moments) {
          travelled.update(moment);
          expect(textsOf(travelled)).toEqual(sentences(events.slice(0, moment)));
        }
      }),
    );
  });
});
