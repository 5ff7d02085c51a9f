/** The chart of a goal in words: what it shows in a sentence or two, and its lines as a table. */
import { type ChartPoint, type GoalChartData, momentText, seriesPoints } from './layout.ts';

export interface GoalChartText {
  summary: string;
  table: { caption: string; columns: string[]; rows: string[][] };
}

const ROWS = 9;

export function describeGoalChart(data: GoalChartData): GoalChartText {
  const { title, fromSeconds, toSeconds, limit, missedAtSeconds, format } = data;
  const own = seriesPoints(data.own, data);
  const solution = seriesPoints(data.solution ?? [], data);
  const lines = [
    { name: 'You', points: own },
    { name: 'Solution', points: solution },
    { name: 'Predicted', points: [...(data.predicted ?? [])] },
  ].filter(({ points }) => points.length > 0);
  const last = own.findLast(({ value }) => Number.isFinite(value));
  const sentences = [
    `${title} from ${momentText(fromSeconds)} to ${momentText(toSeconds)}${limit === null ? '' : `, limit ${limit.text}`}.`,
    last === undefined ? 'Nothing was measured yet.' : `Last measured: ${format(last.value)} at ${momentText(last.atSeconds)}.`,
    missedAtSeconds === null ? '' : `Missed first at ${momentText(missedAtSeconds)}.`,
  ];
  const moments = Array.from({ length: ROWS }, (_, i) => Math.round(fromSeconds + ((toSeconds - fromSeconds) * i) / (ROWS - 1)));
  return {
    summary: sentences.filter(Boolean).join(' '),
    table: {
      caption: `${title} over the judged window`,
      columns: ['Time', ...lines.map(({ name }) => name)],
      rows: moments.map((seconds) => [
        momentText(seconds),
        ...lines.map(({ name, points }) => cell(name === 'Predicted' ? between(points, seconds) : upTo(points, seconds), format)),
      ]),
    },
  };
}

const cell = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined || Number.isNaN(value) ? '–' : format(value);

/** What was measured last by then, if the line goes so far. */
function upTo(points: readonly ChartPoint[], seconds: number): number | undefined {
  if (seconds > (points.at(-1)?.atSeconds ?? -1)) return undefined;
  return points.findLast((point) => point.atSeconds <= seconds)?.value ?? points[0]?.value;
}

function between(points: readonly ChartPoint[], seconds: number): number | undefined {
  const next = points.findIndex((point) => point.atSeconds >= seconds);
  const [before, after] = [points[next - 1], points[next]];
  if (before === undefined || after === undefined) return after?.value ?? points.at(-1)?.value;
  return before.value + ((seconds - before.atSeconds) / (after.atSeconds - before.atSeconds)) * (after.value - before.value);
}
