/** After an exercise: what a run looks like, what is asked, what stands beside the solution, stars and the text that is kept. */
import { describe, expect, test } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import { startRound } from '../../src/content/learning/round.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import type { Verdict } from '../../src/judge/goal.ts';
import { comparedFigures } from '../../src/ui/exercise/result/comparison.ts';
import { movesOf } from '../../src/ui/exercise/result/moves.ts';
import { nextPlace } from '../../src/ui/exercise/result/read-next.ts';
import { resemblance } from '../../src/ui/exercise/result/resemblance.ts';
import { resultText } from '../../src/ui/exercise/result/result-text.ts';
import { starRows } from '../../src/ui/exercise/result/star-rows.ts';
import { whatHappened } from '../../src/ui/exercise/result/what-happened.ts';
import { judgeCommands } from '../../src/worker/examine.ts';

const plain = (text: string): string => text.replaceAll('\u202F', ' ');
const roundOf = (id: string) =>
  startRound(
    exercises.find((exercise) => exercise.id === id)!,
    '1',
  );
const hotKey = roundOf('hot-key');

/** A verdict whose goals are missed or met as told, without a run. */
function verdictOf({ rules }: typeof hotKey, missed: readonly string[], more: Partial<Verdict> = {}): Verdict {
  const goals = rules.goals.map((goal) => ({
    goal,
    state: missed.includes(goal.id) ? ('missed' as const) : ('met' as const),
    measured: missed.includes(goal.id) ? goal.value + 0.25 : goal.value,
    missedAtSeconds: missed.includes(goal.id) ? 192 : null,
    series: [],
  }));
  return { isFinal: true, seconds: 300, goals, stars: missed.length === 0 ? 3 : 0, refused: null, moves: 1, usdPerHour: 0.1, ...more };
}

const scaleTo = (targetShardCount: number, at = 20e6): TimedCommand => ({
  at,
  command: { type: 'update-shard-count', stream: 'devices', targetShardCount },
});

describe('what to read next', () => {
  test.each(exercises.flatMap(({ id, readNext }) => readNext.map((next) => [id, next] as const)))('%s leads to %o', (_, next) => {
    const place = nextPlace(next);
    expect(place?.title).toMatch(/^(?:Lesson|Exercise|Question): ./);
    expect(place?.href.endsWith(`/${next.id}`)).toBe(true);
  });
  test('a question has a drill of its own; what is not there, no place', () => {
    expect(nextPlace({ kind: 'question', id: 'hot-key-limit' })?.href).toBe('/exam/question/hot-key-limit');
    expect(nextPlace({ kind: 'question', id: 'no-such' })).toBeNull();
  });
});

describe('which near miss a run looks like', () => {
  test.each(exercises.flatMap((exercise) => exercise.nearMisses.map((miss) => [exercise.id, miss.id] as const)))(
    '%s: who does %s is told its misconception',
    (id, missId) => {
      const round = roundOf(id);
      const miss = round.exercise.nearMisses.find((one) => one.id === missId)!;
      const like = resemblance(round, verdictOf(round, [miss.fails]), miss.commands(round.numbers));
      expect(like?.likeness).toBeCloseTo(1);
      expect(like?.nearMiss.fails).toBe(miss.fails);
    },
  );

  test('as many more shards as one likes are still more shards', () => {
    expect(resemblance(hotKey, verdictOf(hotKey, ['throttling']), [scaleTo(16, 45e6)])?.nearMiss.misconception).toBe(
      'Throttling means too few shards',
    );
  });

  test('nothing is named where the goal that it fails at was met, where the change is another, or where all is well', () => {
    const key = hotKey.exercise.solution(hotKey.numbers);
    expect(resemblance(hotKey, verdictOf(hotKey, ['four-shards']), [scaleTo(8)])).toBeNull();
    expect(resemblance(hotKey, verdictOf(hotKey, ['throttling']), key)).toBeNull();
    expect(resemblance(hotKey, verdictOf(hotKey, []), [scaleTo(8)])).toBeNull();
    expect(resemblance(hotKey, verdictOf(hotKey, ['throttling']), [])).toBeNull();
  });

  test('what was set last counts, against what stood at the beginning', () => {
    const [move, ...more] = movesOf([scaleTo(8), scaleTo(6, 40e6)], hotKey.scenario).values();
    expect(more).toEqual([]);
    expect(move).toEqual({ key: 'shards', before: 4, after: 6, atUs: 40e6 });
  });
});

describe('what happened?', () => {
  test.each(exercises.map(({ id }) => [id]))('%s asks with two or three options, one of them right', (id) => {
    const round = roundOf(id);
    for (const missed of [[], ...round.rules.goals.map((goal) => [goal.id])]) {
      const options = whatHappened(round, verdictOf(round, missed), null);
      expect(options.length).toBeGreaterThanOrEqual(2);
      expect(options.length).toBeLessThanOrEqual(3);
      expect(options.filter(({ isRight }) => isRight)).toHaveLength(1);
      expect(new Set(options.map(({ text }) => text)).size).toBe(options.length);
      for (const { text, why } of options) expect(`${text} ${why}`).not.toMatch(/undefined|NaN/);
    }
  });

  test('the right one is the principle of the goal that was missed first; the belief that the run looks like is among the others', () => {
    const verdict = verdictOf(hotKey, ['throttling']);
    const options = whatHappened(hotKey, verdict, resemblance(hotKey, verdict, [scaleTo(8)]));
    expect(options.find(({ isRight }) => isRight)?.text).toBe(hotKey.exercise.hints.throttling![1]);
    expect(options.map(({ text }) => text)).toContain('Throttling means too few shards.');
  });
});

test('stars say what kept them away', () => {
  const rows = starRows(verdictOf(hotKey, ['four-shards'], { stars: 2 }));
  expect(rows.map(({ name, isEarned, text }) => `${name} ${isEarned} ${text}`)).toEqual([
    'Goals true earned',
    'Quality true earned',
    'Economy false kept away by: Open shards',
  ]);
  const [, quality] = starRows(verdictOf(hotKey, ['throttling'], { stars: 0 }));
  expect(quality?.text).toBe('its own goals are met; a star before it is missing');
});

describe('a scratch run', () => {
  const id = { exercise: 'hot-key', seed: '1' };
  const solved = judgeCommands(id, hotKey.exercise.solution(hotKey.numbers), null, () => 0);

  test('plays the solution to three stars, and more shards to none', () => {
    expect(solved).toMatchObject({ isFinal: true, stars: 3, moves: 1, refused: null });
    const tempted = judgeCommands(id, [scaleTo(8)], null, () => 0)!;
    expect(tempted.stars).toBe(0);
    expect(tempted.goals.find(({ goal }) => goal.id === 'throttling')?.state).toBe('missed');
  });

  test('a command that is not allowed does not count, though it helps', () => {
    const { scenario } = hotKey;
    const slower = { ...scenario.producers[0]!, rate: { kind: 'constant' as const, perSecond: 1 } };
    const cheated = judgeCommands(id, [{ at: 20e6, command: { type: 'update-producer', producer: slower } }], null, () => 0)!;
    expect(cheated.stars).toBe(0);
    expect(cheated.refused).toMatch(/^The rate of telemetry cannot be changed here\. You may /);
  });

  test('there is none of an exercise that does not exist, and one that lasts too long is given up', () => {
    expect(judgeCommands({ exercise: 'no-such', seed: '1' }, [], null, () => 0)).toBeNull();
    let nowMs = 0;
    expect(judgeCommands(id, [], null, () => (nowMs += 15_000))).toBeNull();
  });

  test('figures stand beside each other: goals, cost and moves', () => {
    const own = judgeCommands(id, [scaleTo(8)], null, () => 0)!;
    const figures = new Map(comparedFigures(hotKey, own, solved!).map((figure) => [figure.name, figure]));
    expect([...figures.keys()]).toEqual(['Throttled records', 'Records lost by producers', 'Open shards', 'Cost', 'Moves']);
    expect(figures.get('Open shards')).toEqual({ name: 'Open shards', own: '8', solution: '4', isSame: false });
    expect(figures.get('Moves')).toEqual({ name: 'Moves', own: '1', solution: '1', isSame: true });
    const usd = (text: string) => Number(text.slice(1, -2));
    // Four shards are $0.06 an hour, eight $0.12, and what is put comes on top.
    expect(usd(figures.get('Cost')!.own)).toBeGreaterThan(0.12);
    expect(usd(figures.get('Cost')!.solution)).toBeGreaterThan(0.06);
    expect(usd(figures.get('Cost')!.solution)).toBeLessThan(usd(figures.get('Cost')!.own));
  });
});

test('the text that is kept says result, goals, moves and why, and no placeholder', () => {
  const verdict = verdictOf(hotKey, ['throttling']);
  const commands = [scaleTo(8)];
  const parts = { round: hotKey, verdict, hints: 1, sawSolution: false, commands, solution: null };
  const text = resultText({ ...parts, predicted: { kind: 'choice', option: 0 }, like: resemblance(hotKey, verdict, commands) });
  expect(plain(text)).toContain('Result: no star of 3.');
  expect(text).toContain('You said: cure it.\nIt was: change nothing for the hot key. That is not what you expected.');
  expect(text).toContain('Throttled records: at most 1 % from 2:00 to 5:00. Measured: 26 %; missed at 3:12.');
  expect(text).toContain('- 0:20 scale devices to 8 shards');
  expect(text).toContain('This looks like: Throttling means too few shards.');
  expect(text).not.toMatch(/undefined|NaN|\[object/);
});
