/** Consumers on the Stage: who asks and who is pushed to, workers with their shards, many cursors at one place. */
import { describe, expect, it } from 'vitest';
import { ranges } from '../../../src/views/stage/consumer-rows.ts';
import { groupCursors, shownCursors, SIDE_BY_SIDE_MAX } from '../../../src/views/stage/cursor-groups.ts';
import { FIXTURE_NOW_US } from '../../../src/views/stage/fixture.ts';
import { type StageFixture, stageFixture } from '../../../src/views/stage/fixtures.ts';
import { glyphOf } from '../../../src/views/stage/glyphs.ts';
import { layoutStage } from '../../../src/views/stage/layout.ts';
import type { CursorMark } from '../../../src/views/stage/marks.ts';
import { describeStage, type TextItem } from '../../../src/views/stage/text.ts';

const layout = (fixture: StageFixture) =>
  layoutStage({ slow: stageFixture(fixture), nowUs: FIXTURE_NOW_US, width: 853, height: 640, proposedCut: null });

describe('links', () => {
  it('of who polls begin at the call slots that all share, pipes at the lane itself, beside the slots', () => {
    const { links, lanes, consumers } = layout('fourKinds');
    for (const link of links) {
      const lane = lanes.find(({ index }) => index === link.shardIndex)!;
      if (consumers[link.consumer].id === 'dashboard') {
        expect(link.retrieval).toBe('fan-out');
        expect(link.x0).toBe(lane.x + lane.width);
        expect(link.y0 - lane.slots!.y).toBeGreaterThan(lane.slots!.radius * 2);
      } else {
        expect(link.retrieval).toBe('polling');
        expect(link.x0).toBeGreaterThan(lane.slots!.x + lane.slots!.pitch * (lane.slots!.limit - 1));
      }
    }
    expect(links).toHaveLength(16);
  });

  it('of an application come in at the row of the worker that holds the shard', () => {
    const { links, consumers } = layout('fourKinds');
    const application = consumers.find(({ id }) => id === 'fraud-scoring')!;
    const entry = (shard: number) => links.find(({ consumer, shardIndex }) => consumer === application.order && shardIndex === shard)!.y1;
    expect(application.rows.map(({ shards }) => shards)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(entry(0)).toBe(entry(1));
    expect(entry(2)).toBe(entry(3));
    expect(entry(2) - entry(0)).toBe(15);
    for (const { y } of application.rows) {
      expect(y).toBeGreaterThan(application.y);
      expect(y).toBeLessThan(application.y + application.height);
    }
  });

  it('of many consumers are one a consumer', () => {
    expect(layout('twentyByFour').links).toHaveLength(20);
    expect(layout('twentyBySixtyFour').links).toHaveLength(20);
  });
});

describe('boxes', () => {
  it('say which worker is dead or stands still, with the shards that name it', () => {
    const box = layout('failover').consumers.find(({ id }) => id === 'fraud-scoring')!;
    const row = (worker: string) => box.lines.find((line) => line.worker === worker)!;
    expect(row('worker-1')).toMatchObject({ tone: 'quiet', right: '0, 1' });
    expect(row('worker-2')).toMatchObject({ tone: 'limit', right: '2, 3' });
    expect(row('worker-2').text).toContain('✕');
    expect(row('worker-3').tone).toBe('limit');
    expect(box.aria).toContain('worker-2 is dead and holds shards 2, 3');
  });

  it.each(['twentyByFour', 'twentyBySixtyFour'] as const)('of %s do not overlap, and the late one says how late it is', (fixture) => {
    const { consumers } = layout(fixture);
    consumers.slice(1).forEach((box, i) => expect(box.y).toBeGreaterThanOrEqual(consumers[i].y + consumers[i].height));
    for (const { id, name } of consumers) expect(name).toContain(id.slice(0, 6));
    expect(consumers.filter(({ isLate }) => isLate).map(({ name }) => name)).toEqual(['reader-07 14\u202Fs']);
  });

  it('have a glyph of their own up to twenty', () => {
    const faces = Array.from({ length: 20 }, (_, i) => JSON.stringify(glyphOf(i)));
    expect(new Set(faces).size).toBe(20);
  });
});

describe('cursors at one place', () => {
  const WINDOW = { x: 100, width: 400, columnWidth: 10, slots: 40 };
  const HALF = 4.5;
  const cursor = (consumer: number, offsetPx: number, state: CursorMark['state'] = 'reading'): CursorMark => ({
    consumer,
    offsetPx,
    state,
    lagMs: 0,
  });
  const group = (cursors: CursorMark[], selected = -1) => groupCursors(cursors, WINDOW, HALF, selected);

  it('stand side by side while they are few', () => {
    const [only, ...others] = group([cursor(0, 0), cursor(1, 2)]);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ isCount: false, beyond: false });
    expect(only.members.map(({ consumer }) => consumer)).toEqual([0, 1]);
  });

  it('are counted when they are many, and each is in exactly one group', () => {
    const all = Array.from({ length: 20 }, (_, i) => cursor(i, i < 14 ? 0 : 60 * (i - 13)));
    const groups = group(all);
    expect(groups[0]).toMatchObject({ isCount: true });
    expect(groups[0].members).toHaveLength(14);
    expect(groups.flatMap(({ members }) => members.map(({ consumer }) => consumer)).toSorted((a, b) => a - b)).toEqual(
      all.map((_, i) => i),
    );
    for (const { members, isCount } of groups) expect(isCount).toBe(members.length > SIDE_BY_SIDE_MAX);
  });

  it('do not touch other groups', () => {
    const groups = group(Array.from({ length: 12 }, (_, i) => cursor(i, i * 7)));
    groups.slice(1).forEach((one, i) => {
      const before = groups[i];
      expect(one.x - before.x).toBeGreaterThanOrEqual(2 * HALF * Math.min(before.members.length, SIDE_BY_SIDE_MAX) - 1e-9);
    });
  });

  it('leave the selected one alone, last and where it is', () => {
    const all = Array.from({ length: 9 }, (_, i) => cursor(i, 0));
    const groups = group(all, 4);
    expect(groups.at(-1)!.members).toEqual([all[4]]);
    expect(groups.at(-1)!.x).toBe(WINDOW.x + HALF);
    expect(groups[0].x).toBeGreaterThan(WINDOW.x + 3 * HALF);
  });

  it('are not drawn before they read', () => expect(group([cursor(0, 0, 'waiting'), cursor(1, 0, 'starting')])).toEqual([]));

  it('of a thin stripe are one: the selected, else the one furthest behind', () => {
    const cursors = Array.from({ length: 20 }, (_, i) => cursor(i, i === 6 ? 90 : i));
    expect(shownCursors({ mode: 'bar', cursors }, -1)).toEqual([cursors[6]]);
    expect(shownCursors({ mode: 'bar', cursors }, 3)).toEqual([cursors[3]]);
    expect(shownCursors({ mode: 'full', cursors }, 3)).toHaveLength(20);
    expect(layout('twentyBySixtyFour').legend.text).toContain('of 20 consumers');
  });
});

describe('in words', () => {
  const linesOf = ({ text, items }: TextItem): string[] => [text, ...items.flatMap(linesOf)];
  const consumersOf = (fixture: StageFixture) => describeStage(stageFixture(fixture)).pipeline.flatMap(linesOf).join('\n');

  it('each consumer says its kind, who shares and who has a pipe', () => {
    const text = consumersOf('fourKinds');
    for (const kind of ['KCL application', 'enhanced fan-out', 'Lambda function', 'polling']) expect(text).toContain(`(${kind})`);
    expect(text.match(/shares the read budget/g)).toHaveLength(3);
    expect(text.match(/a pipe of its own/g)).toHaveLength(1);
  });

  it('each worker says where it runs and what it holds', () => {
    const text = consumersOf('failover');
    expect(text).toContain('worker-2 on i-2 in us-east-1b, dead: holds the leases of shards 2, 3');
    expect(text).toContain('worker-3 on i-3 in us-east-1c, frozen: holds no lease');
  });

  it.each([
    [[], ''],
    [[3], '3'],
    [[1, 0], '0, 1'],
    [[5, 0, 2, 1, 3], '0–3, 5'],
  ])('shards %j are %j', (numbers, said) => expect(ranges(numbers)).toBe(said));
});
