import { describe, expect, it } from 'vitest';
import { timelineState } from '../../../src/views/timeline/fixture.ts';
import { stepMarks } from '../../../src/views/timeline/step-marks.ts';
import { describeTimeline } from '../../../src/views/timeline/text.ts';

const textOf = (name: Parameters<typeof timelineState>[0]) => {
  const { slow, nowUs } = timelineState(name);
  return { slow, text: describeTimeline(slow, slow.events, nowUs) };
};

describe('the timeline in words', () => {
  it('counts what was accepted and throttled', () => {
    const { slow, text } = textOf('throttled');
    const accepted = slow.timeline.accepted.reduce((sum, one) => sum + one, 0);
    expect(text.summary.replaceAll('\u202F', '')).toContain(`00:41.20 since the start: ${accepted} records accepted, `);
    expect(text.place).toBe('At the end: 00:41.200.');
    expect(text.pins).toHaveLength(5);
    expect(text.pins.every(({ isLater }) => !isLater)).toBe(true);
  });

  it('counts in the past only what has happened by then, and says what is later', () => {
    const { slow, text } = textOf('past');
    // 22.4 s are whole bins of 200 ms.
    const accepted = slow.timeline.accepted.slice(0, 112).reduce((sum, one) => sum + one, 0);
    expect(text.summary.replaceAll('\u202F', '')).toBe(`00:22.40 since the start: about ${accepted} records accepted, none throttled.`);
    expect(text.place).toBe('In the past: 00:22.400, which has been run to 00:41.200. A change made here starts a branch.');
    expect(text.pins.map(({ time, what, kind, isLater }) => [time, what, kind, isLater])).toEqual([
      ['00:12.000', 'retention 48 h', 'command', false],
      ['00:28.000', 'shard 1 throttled, still', 'throttling', true],
      ['00:33.000', 'split shard 1', 'command', true],
      ['00:36.000', 'shard 1 closed', 'resharding event', true],
      ['00:40.000', 'fraud-scoring drained shard 1', 'consumer event', true],
    ]);
  });

  it('tells the branches, each from where and how far', () => {
    const { text } = textOf('branches-past');
    expect(text.place).toContain('00:35.000 of Branch 2, which has been run to 00:52.000');
    expect(text.branches.map(({ branch, isPresent, words }) => [branch.name, isPresent, words])).toEqual([
      ['Main', false, 'the first history of the run, run to 00:41.20, no command of its own'],
      ['Branch 2', true, 'left Main at 00:12.00, run to 00:52.00, 2 commands of its own, the first: split shard 1 at 00:12.00'],
      ['Branch 3', false, 'left Branch 2 at 00:30.00, run to 00:47.00, 1 command of its own, split shard 1 at 00:30.00'],
      ['Branch 4', false, 'left Main at 00:20.00, run to 00:26.00, 1 command of its own, split shard 1 at 00:20.00'],
    ]);
  });
});

describe('the steps of an answer', () => {
  const { explained } = timelineState('explained');

  it('are numbered as in its list, each at its time; those at one place share a mark', () => {
    const { marks, spans } = stepMarks(explained, (atUs) => atUs / 1e5, 0, 1000);
    expect(marks.map(({ x, text }) => [x, text])).toEqual([
      [0, '1'],
      [120, '2'],
      [240, '3'],
      [280, '4–5'],
    ]);
    expect(spans).toEqual([{ number: 3, x1: 240, x2: 280 }]);
  });

  it('have all their numbers however little room there is', () => {
    for (const usPerPx of [1e4, 1e5, 1e6, 1e7]) {
      const { marks } = stepMarks(explained, (atUs) => atUs / usPerPx, 0, 1e6);
      expect(marks.flatMap(({ numbers }) => numbers).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    }
  });

  it('are none where nothing is asked', () => {
    expect(stepMarks(null, (atUs) => atUs, 0, 1000)).toEqual({ marks: [], spans: [] });
  });
});
