/** What is said before a run, what becomes of it, and the score that goes along with it. */
import { describe, expect, test } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import type { Exercise } from '../../src/content/exercises/exercise.ts';
import { curveMoments, curveOff, curveValue, type Predicted, predictionWasRight } from '../../src/content/learning/predicted.ts';
import { startRound } from '../../src/content/learning/round.ts';
import type { Verdict } from '../../src/judge/goal.ts';
import { onStep, predictionWords } from '../../src/ui/exercise/predict/prediction-words.ts';
import { scoreRows, starFills, starsInReach, starText, takenText, windowText } from '../../src/ui/exercise/score/score-rows.ts';

const plain = (text: string): string => text.replaceAll('\u202F', ' ');
const hotKey = exercises.find(({ id }) => id === 'hot-key')!;
const asking = (prediction: ReturnType<Exercise['predict']>, outcome: number | null) =>
  startRound({ ...hotKey, predict: () => prediction, outcome: () => outcome }, '1');

/** Ten seconds of window would do; here are the exercise's 180, at a level. */
function verdictAt(round: ReturnType<typeof asking>, share: number, more: Partial<Verdict> = {}): Verdict {
  const goals = round.rules.goals.map((goal) => ({
    goal,
    state: 'met' as const,
    measured: share,
    missedAtSeconds: null,
    series: Array.from({ length: 180 }, () => share),
  }));
  return { isFinal: true, seconds: 300, goals, stars: 3, refused: null, moves: 1, usdPerHour: 0.1, ...more };
}

describe('a curve', () => {
  const points = [
    { atSeconds: 100, value: 0 },
    { atSeconds: 200, value: 10 },
    { atSeconds: 300, value: 10 },
  ];
  test('is straight between its points and level beyond its ends', () => {
    expect([50, 100, 150, 200, 250, 400].map((at) => curveValue(points, at))).toEqual([0, 0, 5, 10, 10, 10]);
  });

  test('is asked for at five to nine moments, from the window’s beginning to its end', () => {
    const moments = curveMoments({ fromSeconds: 120, toSeconds: 300 });
    expect(moments).toEqual([120, 150, 180, 210, 240, 270, 300]);
  });

  test('is off by its mean distance; what was not measured does not count', () => {
    const window = { fromSeconds: 100, toSeconds: 104 };
    const level = [{ atSeconds: 100, value: 4 }];
    expect(curveOff(level, [5, 3, 6, 2], window)).toBe(1.5);
    expect(curveOff(level, [NaN, 3, NaN, NaN], window)).toBe(1);
    expect(curveOff(level, [NaN, NaN], window)).toBeNull();
  });
});

describe('whether a prediction was right', () => {
  const choice = asking({ kind: 'choice', question: 'It will', options: ['rise', 'fall'] }, 1);
  const number = asking({ kind: 'number', question: 'How much?', unit: 's', min: 0, max: 100, step: 1 }, 50);
  const curve = asking({ kind: 'curve', question: 'Draw it', goal: 'throttling', unit: '%', min: 0, max: 100 }, null);
  const right = (round: typeof choice, predicted: Predicted | null, more: Partial<Verdict> = {}) =>
    predictionWasRight(round, verdictAt(round, 0.4, more), predicted);
  const level = (value: number): Predicted => ({
    kind: 'curve',
    points: curveMoments(hotKey.window).map((atSeconds) => ({ atSeconds, value })),
  });

  test('a choice, by its index', () => {
    expect([0, 1].map((option) => right(choice, { kind: 'choice', option }))).toEqual([false, true]);
  });

  test('a number, within a tenth of what came', () => {
    expect([44.9, 45, 55, 55.1].map((value) => right(number, { kind: 'number', value }))).toEqual([false, true, true, false]);
  });

  test('a number near zero, within a step', () => {
    const zero = asking({ kind: 'number', question: 'How much?', unit: 's', min: 0, max: 100, step: 5 }, 0);
    expect([5, 10].map((value) => right(zero, { kind: 'number', value }))).toEqual([true, false]);
  });

  test('a count, as it is: three shards are not four', () => {
    const count = asking({ kind: 'number', question: 'How many?', unit: 'shards', min: 1, max: 8, step: 1, counted: true }, 4);
    expect([3, 4, 5].map((value) => right(count, { kind: 'number', value }))).toEqual([false, true, false]);
  });

  test('a curve, in its own unit: 40 % is a share of 0.4', () => {
    expect([40, 54, 56].map((value) => right(curve, level(value)))).toEqual([true, true, false]);
  });

  test('nobody is right or wrong before the end, or who said that they do not know', () => {
    expect(right(choice, { kind: 'unknown' })).toBeNull();
    expect(right(choice, null)).toBeNull();
    expect(right(choice, { kind: 'choice', option: 1 }, { isFinal: false })).toBeNull();
  });

  test('and the same in words', () => {
    const words = (round: typeof choice, predicted: Predicted) => {
      const { said, became } = predictionWords(round, verdictAt(round, 0.4), predicted);
      return plain(`${said} ${became}`);
    };
    expect(words(choice, { kind: 'choice', option: 1 })).toBe('You said: fall. It was: fall. You were right.');
    expect(words(choice, { kind: 'unknown' })).toBe('You said that you do not know. It was: fall.');
    expect(words(number, { kind: 'number', value: 10 })).toBe('You said: 10 s. It was: 50 s. That is not what you expected.');
    expect(words(curve, level(50))).toBe(
      'You drew a curve from 50 % to 50 %. It was off by 10 percentage points on average. You were right.',
    );
    expect(
      words(curve, { kind: 'curve', points: curveMoments(hotKey.window).map((atSeconds, i) => ({ atSeconds, value: i === 3 ? 90 : 10 })) }),
    ).toMatch(/^You drew a curve from 10 % to 10 %, over 90 %\. /);
  });
});

test('a typed number falls on the slider’s steps and within its ends', () => {
  const prediction = { kind: 'number', question: '', unit: 's', min: 10, max: 60, step: 25 } as const;
  expect([0, 21, 23, 50, 99].map((value) => onStep(value, prediction))).toEqual([10, 10, 35, 60, 60]);
});

test.each(exercises.map((exercise) => [exercise.id, exercise] as const))('the prediction of %s can be answered', (_, exercise) => {
  const round = startRound(exercise, '2');
  const prediction = exercise.predict(round.numbers);
  if (prediction.kind === 'choice') {
    expect(prediction.options.length).toBeGreaterThanOrEqual(2);
    expect(new Set(prediction.options).size).toBe(prediction.options.length);
  } else expect(prediction.max).toBeGreaterThan(prediction.min);
  if (prediction.kind === 'curve') expect(round.rules.goals.map(({ id }) => id)).toContain(prediction.goal);
});

describe('the score', () => {
  const round = startRound(hotKey, '1');
  const base = verdictAt(round, 0, { isFinal: false, stars: 0, seconds: 200 });
  const missing = (id: string): Verdict => ({
    ...base,
    goals: base.goals.map((one) =>
      one.goal.id === id ? { ...one, state: 'missed', missedAtSeconds: 192, measured: 0.3 } : { ...one, state: 'open' },
    ),
  });

  test('before anything is measured all goals are open, with their limits', () => {
    expect(scoreRows(round, null).map(({ state, measured, limit }) => `${state} ${measured} ${plain(limit)}`)).toEqual([
      'open – ≤ 1 %',
      'open – none',
      'open – ≤ 0.1 %',
      'open – ≤ 4',
    ]);
  });

  test('a miss says when', () => {
    expect(scoreRows(round, missing('throttling'))[0]).toMatchObject({
      state: 'missed',
      stateText: 'missed at 3:12',
      measured: '30\u202F%',
    });
  });

  test('stars in reach are those before the first that is missed', () => {
    expect(['', 'four-shards', 'hardly-throttled', 'throttling'].map((id) => starsInReach(missing(id)))).toEqual([3, 2, 1, 0]);
    expect(starsInReach({ ...base, refused: 'No.' })).toBe(0);
    expect(starsInReach({ ...missing(''), isFinal: true, stars: 1 })).toBe(1);
  });

  test('halves are drawn as halves', () => {
    expect([0, 0.5, 1, 2.5, 3].map((stars) => starFills(stars).join(' '))).toEqual([
      'empty empty empty',
      'half empty empty',
      'full empty empty',
      'full full half',
      'full full full',
    ]);
  });

  test('what hints and the solution take is said', () => {
    expect(takenText(3, 0, false)).toBeNull();
    expect(takenText(3, 1, false)).toBe('One hint takes half a star: 3 stars earned, 2.5 stars counted.');
    expect(takenText(1, 4, false)).toBe('4 hints take 2 stars: 1 star earned, no star counted.');
    expect(takenText(3, 0, true)).toMatch(/^The solution was shown/);
    expect([0, 0.5, 1, 1.5].map(starText)).toEqual(['no star', 'half a star', '1 star', '1.5 stars']);
  });

  test('where the run stands in its window', () => {
    const at = (seconds: number, isFinal = false) => windowText(round, { ...base, seconds, isFinal });
    expect([windowText(round, null), at(60), at(120), at(300, true)]).toEqual([
      'The judged part begins at 2:00 and ends at 5:00.',
      'The judged part begins at 2:00 and ends at 5:00.',
      'Being judged since 2:00; final at 5:00.',
      'Judged from 2:00 to 5:00.',
    ]);
  });
});
