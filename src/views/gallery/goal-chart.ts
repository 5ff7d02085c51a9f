/** The chart of a goal in the gallery; the curve of `drawing` can be drawn. */
import { type GoalChartFixture, goalChartFixture } from '../goal-chart/fixture.ts';
import { mountGoalChart } from '../goal-chart/view.ts';

export function showGoalChart(host: HTMLElement, fixture: string, question: URLSearchParams): void {
  const width = Number(question.get('width') ?? 520);
  const height = Number(question.get('height') ?? 180);
  host.style.cssText = `width:${width}px;height:${height}px`;
  const theme = question.get('theme') === 'dark' ? 'dark' : 'light';
  host.style.background = theme === 'dark' ? '#1C1F27' : '#FFFFFF';
  const view = mountGoalChart(host);
  view.resize({ width, height, pixelRatio: window.devicePixelRatio });
  let data = goalChartFixture(fixture as GoalChartFixture);
  const show = (): void =>
    view.update({
      ...data,
      theme,
      ...(fixture === 'drawing' && {
        onDraw: (predicted) => {
          data = { ...data, predicted };
          show();
        },
      }),
    });
  show();
}
