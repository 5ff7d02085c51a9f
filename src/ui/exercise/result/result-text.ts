/** The result as a text to keep or to hand in. It says what was measured; it proves nothing and opens nothing. */
import { unmarked } from '../../../content/glossary/marked-text.ts';
import type { Predicted } from '../../../content/learning/predicted.ts';
import type { Round } from '../../../content/learning/round.ts';
import type { TimedCommand } from '../../../engine/commands.ts';
import type { Verdict } from '../../../judge/goal.ts';
import { clockOf, goalText } from '../../../judge/goal-text.ts';
import { countedStars } from '../../../lab/progress/progress.ts';
import { commandLabel } from '../../branches/command-words.ts';
import { predictionWords } from '../predict/prediction-words.ts';
import { scoreRows, starText } from '../score/score-rows.ts';
import { comparedFigures } from './comparison.ts';
import type { Resemblance } from './resemblance.ts';

interface ResultParts {
  round: Round;
  verdict: Verdict;
  predicted: Predicted | null;
  hints: number;
  sawSolution: boolean;
  commands: readonly TimedCommand[];
  like: Resemblance | null;
  solution: Verdict | null;
}

export function resultText({ round, verdict, predicted, hints, sawSolution, commands, like, solution }: ResultParts): string {
  const { exercise, numbers, rules, seed } = round;
  const counted = countedStars({ stars: verdict.stars, hints, sawSolution });
  const words = predicted === null ? null : predictionWords(round, verdict, predicted);
  const states = scoreRows(round, verdict);
  return [
    `${exercise.title} (${exercise.id}, numbers ${seed})`,
    '',
    ...exercise.brief(numbers).map(unmarked),
    '',
    `Result: ${starText(verdict.stars)} of 3${counted === verdict.stars ? '' : `, ${starText(counted)} counted`}.`,
    verdict.refused === null ? `Hints opened: ${hints}. Solution shown: ${sawSolution ? 'yes' : 'no'}.` : `Not judged: ${verdict.refused}`,
    ...(words === null ? [] : ['', words.said, ...(words.became === null ? [] : [words.became])]),
    '',
    'Goals',
    ...rules.goals.map((goal, i) => `- ${goalText(goal, rules.window)} Measured: ${states[i]?.measured}; ${states[i]?.stateText}.`),
    '',
    `Moves (${commands.length}, par ${exercise.par})`,
    ...commands.map(({ at, command }) => `- ${clockOf(Math.floor(at / 1e6))} ${commandLabel(command)}`),
    ...(like === null ? [] : ['', `This looks like: ${like.nearMiss.misconception}. ${like.nearMiss.why}`]),
    ...(solution === null
      ? []
      : [
          '',
          'Beside the solution',
          ...comparedFigures(round, verdict, solution).map(({ name, own, solution: its }) => `- ${name}: ${own}; solution ${its}`),
        ]),
    '',
    'Why',
    ...exercise.explanation(numbers).map(unmarked),
    ...(exercise.older === undefined ? [] : [exercise.older]),
    `Facts as of ${exercise.asOf}: ${exercise.sources.map(({ title, url }) => `${title}, ${url}`).join('; ')}`,
    '',
  ]
    .join('\n')
    .replaceAll('\u202F', ' ');
}
