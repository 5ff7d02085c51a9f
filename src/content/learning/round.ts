/** An exercise with its numbers: the scenario that is run, and the rules by which it is judged. */
import type { Scenario } from '../../engine/scenario.ts';
import type { Rules } from '../../judge/judge.ts';
import { drawNumbers } from './draw.ts';
import type { Exercise, Numbers } from '../exercises/exercise.ts';

export interface Round {
  exercise: Exercise;
  /** Of the numbers, and of the run's own chance. 1–8 hex digits. */
  seed: string;
  numbers: Numbers;
  scenario: Scenario;
  rules: Rules;
}

/** Rows of the record: a second, or more where the window is long. */
const ROWS_WISHED = 1800;

export function startRound(exercise: Exercise, seed: string): Round {
  const numbers = drawNumbers(exercise.numbers, `${exercise.id}:${seed}`);
  const everySeconds = Math.max(1, Math.ceil(exercise.window.toSeconds / ROWS_WISHED));
  return {
    exercise,
    seed,
    numbers,
    scenario: { ...exercise.scenario(numbers), record: { everySeconds, ...(exercise.sought && { sought: [...exercise.sought] }) } },
    rules: { window: exercise.window, goals: exercise.goals(numbers) },
  };
}
