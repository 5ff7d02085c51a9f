/** The overlaid charts of two branches in the gallery. */
import type { CompareFixture } from '../compare/fixture.ts';
import { compareFixture } from '../compare/fixture.ts';
import { mountCompare } from '../compare/view.ts';
import type { ViewAction } from '../view.ts';

export function showCompare(host: HTMLElement, fixture: string, question: URLSearchParams, send: (action: ViewAction) => void): void {
  const width = Number(question.get('width') ?? 853);
  const height = Number(question.get('height') ?? 520);
  host.style.cssText = `width:${width}px;height:${height}px`;
  const theme = question.get('theme') === 'dark' ? 'dark' : 'light';
  host.style.background = theme === 'dark' ? '#1C1F27' : '#FFFFFF';
  const view = mountCompare(host, send);
  view.resize({ width, height, pixelRatio: window.devicePixelRatio });
  view.update({ ...compareFixture(fixture as CompareFixture), theme, range: question.get('range') === 'fork' ? 'fork' : 'run' });
}
