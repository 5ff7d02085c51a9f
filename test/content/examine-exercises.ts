/**
 * Plays exercises headless: the reference earns all stars whatever the numbers, each near miss fails at the goal that it names, and
 * nobody gets a star for doing nothing. A run that two tests ask for is played once.
 */
import { describe, expect, test } from 'vitest';
import type { Exercise } from '../../src/content/exercises/exercise.ts';
import { unmarked } from '../../src/content/glossary/marked-text.ts';
import { startRound } from '../../src/content/learning/round.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import { advanceRun, createWorld, historyOf, SECOND } from '../../src/engine/index.ts';
import { whyLocked } from '../../src/judge/allowed.ts';
import type { Verdict } from '../../src/judge/goal.ts';
import { judge } from '../../src/judge/judge.ts';
import { loadInterpreter } from '../../src/worker/interpreter/load-interpreter.ts';

const SEEDS = Array.from({ length: 20 }, (_, i) => (i + 1).toString(16));
/** Near misses and idleness are tried on a few. */
const FEW = SEEDS.slice(0, 3);

/** Of the functions of delivery streams. */
const interpreter = await loadInterpreter();

interface Played {
  verdict: Verdict;
  missed: string[];
  /** What the exercise does not allow. */
  locked: string[];
  /** What the engine refused. */
  refused: string[];
}

export function play(
  exercise: Exercise,
  seed: string,
  commandsOf: (round: ReturnType<typeof startRound>) => readonly TimedCommand[],
): Played {
  const round = startRound(exercise, seed);
  const { scenario, rules } = round;
  const commands = commandsOf(round);
  const world = createWorld(scenario, { seed, interpreter });
  const locked: string[] = [];
  for (const timed of commands) {
    advanceRun(world, [], 0, timed.at);
    const specs = {
      producers: world.producers.list.map(({ spec }) => spec),
      consumers: world.consumers.list.map(({ spec }) => spec),
      deliveryStreams: world.firehose.list.map(({ spec }) => spec),
    };
    const why = whyLocked(exercise.allows, timed.command, specs);
    if (why !== null) locked.push(why);
    advanceRun(world, [timed], 0, timed.at);
  }
  advanceRun(world, [], 0, rules.window.toSeconds * SECOND);
  const history = historyOf(world);
  const verdict = judge({ record: world.record!, history }, rules);
  return {
    verdict,
    missed: verdict.goals.filter(({ state }) => state === 'missed').map(({ goal }) => goal.id),
    locked,
    refused: history.flatMap((event) => (event.type === 'command-refused' ? [event.message] : [])),
  };
}

const wordsIn = (paragraphs: readonly string[]): number => unmarked(paragraphs.join(' ')).split(/\s+/).length;

function examine(exercise: Exercise): void {
  const played = new Map<string, Played>();
  const playedOnce = (name: string, seed: string, commandsOf: Parameters<typeof play>[2]): Played => {
    const key = `${name}:${seed}`;
    if (!played.has(key)) played.set(key, play(exercise, seed, commandsOf));
    return played.get(key)!;
  };
  const idle = (seed: string) => playedOnce('', seed, () => []);
  const tempted = (miss: Exercise['nearMisses'][number], seed: string) =>
    playedOnce(miss.id, seed, ({ numbers }) => miss.commands(numbers));

  test.each(SEEDS)('the reference earns three stars with seed %s', (seed) => {
    const { verdict, missed, locked, refused } = play(exercise, seed, ({ numbers }) => exercise.solution(numbers));
    expect({ stars: verdict.stars, missed, locked, refused }).toEqual({ stars: 3, missed: [], locked: [], refused: [] });
  });

  test.each(exercise.nearMisses.flatMap((miss) => FEW.map((seed) => [miss.id, seed, miss] as const)))(
    'near miss %s fails where it says, seed %s',
    (_id, seed, miss) => {
      const { verdict, missed, locked } = tempted(miss, seed);
      expect(missed).toContain(miss.fails);
      expect(verdict.stars).toBeLessThan(3);
      expect(locked, 'a near miss must be allowed, else nobody can be tempted').toEqual([]);
    },
  );

  test.each(FEW)('doing nothing earns no star, seed %s', (seed) => {
    expect(idle(seed).verdict.stars).toBe(0);
  });

  test('no goal is trivially met: each is missed by some near miss or by doing nothing', () => {
    const [seed] = SEEDS;
    const missed = new Set([idle(seed!), ...exercise.nearMisses.map((miss) => tempted(miss, seed!))].flatMap((run) => run.missed));
    expect(startRound(exercise, seed!).rules.goals.filter(({ id }) => !missed.has(id))).toEqual([]);
  });

  test('what is read: a hint ladder for each goal, a short brief, sources', () => {
    const { numbers, rules } = startRound(exercise, SEEDS[0]!);
    expect(Object.keys(exercise.hints).toSorted()).toEqual(rules.goals.map(({ id }) => id).toSorted());
    for (const ladder of Object.values(exercise.hints)) expect(new Set(ladder).size).toBe(3);
    expect(wordsIn(exercise.brief(numbers))).toBeLessThanOrEqual(90);
    expect(exercise.sources.length).toBeGreaterThan(0);
    for (const { url } of exercise.sources) expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\/./);
    expect(exercise.solution(numbers)).toHaveLength(exercise.par);
  });
}

/** Every third exercise, beginning with the given one: a file each, so that they run at the same time. */
export function examineEveryThird(exercises: readonly Exercise[], first: 0 | 1 | 2): void {
  const some = exercises.filter((_, index) => index % 3 === first);
  describe.each(some.map((exercise) => [exercise.id, exercise] as const))('%s', (_, exercise) => {
    examine(exercise);
  });
}
