/** One's own run beside the solution's, figure by figure. */
import type { Round } from '../../../content/learning/round.ts';
import type { Verdict } from '../../../judge/goal.ts';
import { measureName, valueText } from '../../../judge/goal-text.ts';

export interface ComparedFigure {
  name: string;
  own: string;
  solution: string;
  isSame: boolean;
}

export function comparedFigures({ rules }: Round, own: Verdict, solution: Verdict): ComparedFigure[] {
  const figure = (name: string, mine: string, its: string): ComparedFigure => ({ name, own: mine, solution: its, isSame: mine === its });
  const usd = (value: number | null): string => (value === null ? '–' : `$${value.toFixed(3)}/h`);
  const seen = new Set<string>();
  const goals = rules.goals.flatMap((goal) => {
    const [mine, its] = [own, solution].map((verdict) => verdict.goals.find((one) => one.goal.id === goal.id)?.measured ?? null);
    const text = (value: number | null | undefined) => (value == null ? '–' : valueText(goal.measure, value));
    const row = figure(measureName(goal.measure), text(mine), text(its));
    const key = JSON.stringify(row);
    if (seen.has(key)) return []; // two goals on the same measure
    seen.add(key);
    return [row];
  });
  const names = new Set(goals.map(({ name }) => name));
  const rest = [figure('Cost', usd(own.usdPerHour), usd(solution.usdPerHour)), figure('Moves', String(own.moves), String(solution.moves))];
  return [...goals, ...rest.filter(({ name }) => !names.has(name))];
}
