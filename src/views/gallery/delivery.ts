/** The delivery path in the gallery. */
import { DELIVERY_NOW_US, deliveryFixture, type DeliveryFixture } from '../delivery/fixture.ts';
import { pathOf } from '../delivery/view.ts';
import { stageFixture } from '../stage/fixtures.ts';

export function showDelivery(host: HTMLElement, fixture: DeliveryFixture, question: URLSearchParams): void {
  const width = Number(question.get('width') ?? 853);
  const theme = question.get('theme') === 'dark' ? 'dark' : 'light';
  host.style.cssText = `width:${width}px;background:${theme === 'dark' ? '#1C1F27' : '#FFFFFF'}`;
  const delivery = deliveryFixture(fixture);
  const nothing = () => undefined;
  const view = pathOf({ deliveryStream: delivery.id, onStation: nothing, onBranch: nothing })(host, nothing);
  view.resize({ width, height: 640, pixelRatio: window.devicePixelRatio });
  const frame = { nowUs: DELIVERY_NOW_US, playing: question.get('motion') === 'full', jump: 0, seq: 0, other: null, slow: null };
  view.update({
    slow: stageFixture('calm'),
    frame: { ...frame, puts: new Float64Array(0), reads: new Float64Array(0), delivery },
    selection: null,
    proposedCut: null,
    theme,
    motion: question.get('motion') === 'full' ? 'full' : 'reduced',
  });
}
