/** The board of leases in the gallery. */
import type { ConsumerFrame } from '../../protocol/from-worker.ts';
import { LEASES_NOW_US, leasesFixture, type LeasesFixture } from '../leases/fixture.ts';
import { boardOf } from '../leases/view.ts';
import { stageFixture } from '../stage/fixtures.ts';

export function showLeases(host: HTMLElement, fixture: LeasesFixture, question: URLSearchParams): void {
  const width = Number(question.get('width') ?? 853);
  const theme = question.get('theme') === 'dark' ? 'dark' : 'light';
  host.style.cssText = `width:${width}px;background:${theme === 'dark' ? '#1C1F27' : '#FFFFFF'}`;
  const slow = stageFixture('calm');
  const [first] = slow.consumers;
  const application: ConsumerFrame = { ...first, kcl: leasesFixture(fixture) };
  const nothing = () => undefined;
  const view = boardOf({ consumer: first.spec.id, onWorker: nothing, onLease: nothing })(host, nothing);
  view.resize({ width, height: 640, pixelRatio: window.devicePixelRatio });
  const frame = { nowUs: LEASES_NOW_US, playing: false, jump: 0, seq: 0, other: null, slow: null };
  view.update({
    slow: { ...slow, consumers: [application] },
    frame: { ...frame, puts: new Float64Array(0), reads: new Float64Array(0) },
    selection: null,
    proposedCut: null,
    theme,
    motion: 'reduced',
  });
}
