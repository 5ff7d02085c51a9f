import { describe, expect, it } from 'vitest';
import type { EngineEvent, EventBody } from '../../src/engine/events.ts';
import { EventGroups, sentenceOfGroup } from '../../src/ui/readings/event-groups.ts';

function history(...bodies: [atSeconds: number, body: EventBody][]): EngineEvent[] {
  return bodies.map(([atSeconds, body], i) => ({ ...body, seq: i + 1, atUs: atSeconds * 1e6, cause: null }));
}

const lost = (producer: string, records: number): EventBody => ({ type: 'records-lost', producer, records, reason: 'attempts' });
const started = (shard: number): EventBody => ({
  type: 'reading-started',
  consumer: 'fraud',
  shardId: `shardId-${String(shard).padStart(12, '0')}`,
  from: 'LATEST',
});
const opened: EventBody = { type: 'shard-opened', stream: 'orders', shardId: 'shardId-000000000004', parents: [] };

function sentences(events: EngineEvent[]): string[] {
  const groups = new EventGroups(events);
  groups.update();
  return groups.groups.map((group) => sentenceOfGroup(group).text.replaceAll('\u202F', ' '));
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
    groups.update();
    events.push(...history([1, lost('a', 1)], [2, lost('a', 2)]).slice(1));
    groups.update();
    expect(groups.groups).toMatchObject([{ events: 2, records: 3 }]);
  });
});
