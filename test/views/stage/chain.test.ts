import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { About, Explanation } from '../../../src/engine/explain/explanation.ts';
import { chainMarks, runs } from '../../../src/views/stage/chain.ts';
import { FIXTURE_NOW_US } from '../../../src/views/stage/fixture.ts';
import type { StageFixture } from '../../../src/views/stage/fixtures.ts';
import { STAGE_FIXTURES, stageFixture } from '../../../src/views/stage/fixtures.ts';
import { layoutStage } from '../../../src/views/stage/layout.ts';
import type { Rect } from '../../../src/views/stage/marks.ts';
import { describeStage } from '../../../src/views/stage/text.ts';

const SHARD_1 = 'shardId-000000000001';

function explanationOf(...abouts: About[]): Explanation {
  const steps = abouts.map((about, i) => ({ kind: 'event' as const, seq: i + 1, atUs: i, untilUs: i, about }));
  return { seq: abouts.length, steps, limit: null };
}

function layoutOf(fixture: StageFixture, width = 853, height = 640) {
  return layoutStage({ slow: stageFixture(fixture), nowUs: FIXTURE_NOW_US, width, height, proposedCut: null });
}

function marksOf(explanation: Explanation | null, fixture: StageFixture = 'hot', width = 853, height = 640) {
  return chainMarks(explanation, layoutOf(fixture, width, height));
}

const touches = (a: Rect, b: Rect) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the chain on the stage', () => {
  it('marks the producer, the key, the shard and the consumer of each step with its number', () => {
    const { label } = stageFixture('hot').keys[0];
    const chain = explanationOf({ producer: 'checkout-events' }, { key: label, shardId: SHARD_1 }, { consumer: 'fraud-scoring' });
    expect(marksOf(chain).map(({ key, text }) => [key, text])).toEqual([
      ['producer checkout-events', '1'],
      [`key ${label}`, '2'],
      [`shardId ${SHARD_1}`, '2'],
      ['consumer fraud-scoring', '3'],
    ]);
  });

  it('stands at what it marks', () => {
    const layout = layoutOf('hot');
    const chain = explanationOf({ producer: 'checkout-events' }, { shardId: SHARD_1 }, { consumer: 'fraud-scoring' });
    const [producer, lane, consumer] = chainMarks(chain, layout);
    expect(
      touches(
        producer,
        layout.producers.find(({ id }) => id === 'checkout-events')!,
      ),
    ).toBe(true);
    expect(
      touches(
        lane,
        layout.lanes.find(({ shardId }) => shardId === SHARD_1)!,
      ),
    ).toBe(true);
    expect(
      touches(
        consumer,
        layout.consumers.find(({ id }) => id === 'fraud-scoring')!,
      ),
    ).toBe(true);
  });

  it('gives a thing of several steps their numbers together', () => {
    const shard = { shardId: SHARD_1 };
    expect(marksOf(explanationOf(shard, { producer: 'checkout-events' }, shard, shard, shard)).map(({ text }) => text)).toEqual([
      '2',
      '1, 3–5',
    ]);
  });

  it('marks nothing without an answer, and nothing that is not there', () => {
    expect(marksOf(null)).toEqual([]);
    expect(marksOf(explanationOf({ shardId: 'shardId-000000000099', key: 'nobody', consumer: 'gone' }))).toEqual([]);
  });

  it.each(STAGE_FIXTURES)('stays on the stage, %s', (fixture) => {
    const slow = stageFixture(fixture);
    const abouts = [
      ...slow.producers.map((producer): About => ({ producer: producer.spec.id })),
      ...slow.consumers.map((consumer): About => ({ consumer: consumer.spec.id })),
      ...slow.keys.map((key): About => ({ key: key.label })),
      ...slow.shards.slice(0, 12).map((shard): About => ({ shardId: shard.id })),
    ];
    for (const [width, height] of [
      [853, 640],
      [390, 380],
      [320, 380],
    ]) {
      for (const mark of marksOf(explanationOf(...abouts, ...abouts), fixture, width, height)) {
        expect(mark.x).toBeGreaterThanOrEqual(0);
        expect(mark.y).toBeGreaterThanOrEqual(0);
        expect(mark.x + mark.width).toBeLessThanOrEqual(width);
        expect(mark.y + mark.height).toBeLessThanOrEqual(height);
      }
    }
  });
});

describe('numbers together', () => {
  it('are runs of three and more', () => {
    expect(runs([2])).toBe('2');
    expect(runs([1, 2])).toBe('1, 2');
    expect(runs([1, 2, 3, 5, 6])).toBe('1–3, 5, 6');
  });

  it('name exactly the numbers given', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 30 })), (numbers) => {
        const ascending = numbers.toSorted((a, b) => a - b);
        const named = runs(ascending)
          .split(', ')
          .filter((part) => part !== '')
          .flatMap((part) => {
            const [from, to = from] = part.split('–').map(Number);
            return Array.from({ length: to - from + 1 }, (_, i) => from + i);
          });
        expect(named).toEqual(ascending);
      }),
    );
  });
});

describe('the chain in the stage’s words', () => {
  const last = (explanation: Explanation | null) => describeStage(stageFixture('hot'), FIXTURE_NOW_US, explanation).pipeline.at(-1)!;

  it('says what each number stands at', () => {
    const chain = explanationOf({}, { producer: 'checkout-events', key: 'FR', shardId: SHARD_1 }, { shardId: 'shardId-000000000099' });
    expect(last(chain)).toEqual({
      text: 'Marked with the numbers of the answer',
      items: [
        { text: '2: producer checkout-events, partition key FR and shard 1', items: [] },
        { text: '3: shard 99 (not on the Stage at this moment)', items: [] },
      ],
    });
  });

  it('has nothing to say without an answer', () => {
    expect(last(null).text).toBe('Consumers');
  });
});
