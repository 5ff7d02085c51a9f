/** The read budgets in the gallery; with `seconds` they run on as if nothing more were read. */
import { type ReadsFixtureName, readsFixture } from '../read-budgets/fixture.ts';
import { mountReadBudgets } from '../read-budgets/view.ts';
import { stageFixture } from '../stage/fixtures.ts';
import type { ViewAction } from '../view.ts';

export function showReadBudgets(host: HTMLElement, name: string, question: URLSearchParams, send: (action: ViewAction) => void): void {
  const width = Number(question.get('width') ?? 853);
  const height = Number(question.get('height') ?? 620);
  host.style.cssText = `position:relative;width:${width}px;height:${height}px`;
  const { frame: readBudgets, nowUs } = readsFixture(name as ReadsFixtureName);
  const view = mountReadBudgets(host, send);
  view.resize({ width, height, pixelRatio: window.devicePixelRatio });
  const frame = { playing: false, jump: 0, seq: 0, other: null, slow: null, puts: new Float64Array(0), reads: new Float64Array(0) };
  view.update({
    slow: stageFixture('calm'),
    frame: { ...frame, nowUs, readBudgets },
    selection: null,
    proposedCut: null,
    theme: question.get('theme') === 'dark' ? 'dark' : 'light',
    motion: question.get('motion') === 'reduced' ? 'reduced' : 'full',
  });
}
