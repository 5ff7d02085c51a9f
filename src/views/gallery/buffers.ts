/** The buffers in the gallery; hints that are dragged come into force at once. */
import { type BuffersFixture, buffersFixture } from '../buffers/fixture.ts';
import { createBuffersChoice } from '../buffers/choice.ts';
import { withHints } from '../buffers/hints.ts';
import { buffersMount } from '../buffers/view.ts';
import { stageFixture } from '../stage/fixtures.ts';
import type { ViewAction, ViewState } from '../view.ts';

export function showBuffers(host: HTMLElement, name: string, question: URLSearchParams, send: (action: ViewAction) => void): void {
  const width = Number(question.get('width') ?? 853);
  const height = Number(question.get('height') ?? 480);
  const theme = question.get('theme') === 'dark' ? 'dark' : 'light';
  host.style.cssText = `width:${width}px;min-height:${height}px`;
  let delivery = buffersFixture(name as BuffersFixture);
  const choice = createBuffersChoice();
  const state = (): ViewState => {
    const frame = { playing: false, jump: 0, seq: 0, other: null, slow: null, puts: new Float64Array(0), reads: new Float64Array(0) };
    return {
      slow: stageFixture('calm'),
      frame: { ...frame, nowUs: delivery.nowUs, delivery },
      selection: null,
      proposedCut: null,
      theme,
      motion: question.get('motion') === 'reduced' ? 'reduced' : 'full',
    };
  };
  const giveHints = (way: Parameters<typeof withHints>[1], hints: Parameters<typeof withHints>[2]) => {
    delivery = { ...delivery, spec: withHints(delivery.spec, way, hints) };
    choice.set({ draft: null });
    view.update(state());
  };
  const view = buffersMount({ choice, giveHints })(host, send);
  view.resize({ width, height, pixelRatio: window.devicePixelRatio });
  view.update(state());
}
