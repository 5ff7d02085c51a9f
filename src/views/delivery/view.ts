/** A delivery path, mounted: stations on a line, flows as wide as their rates, and the branches that records leave it by. */
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { applyPalette, paletteOf } from '../palette.ts';
import type { MountedView, MountView, ViewSize, ViewState } from '../view.ts';
import { Falling } from './falling.ts';
import { layoutPath } from './layout.ts';
import { type Branch, branchesOf, sourceBackupOf, type Step } from './path.ts';
import { createScene, drawScene, type Scene } from './scene.ts';

interface PathWishes {
  deliveryStream: string;
  /** A station that leads on was pressed. */
  onStation(step: Step): void;
  /** A branch that lands in a bucket was pressed. */
  onBranch(branch: Branch): void;
}

/** A figure that changes more often cannot be read. */
const DRAW_PAUSE_MS = 240;

class Path implements MountedView {
  private readonly element: HTMLElement;
  private readonly scene: Scene;
  private readonly wishes: PathWishes;
  private readonly falling: Falling;
  private delivery: DeliveryFrame | null = null;
  private state: ViewState | null = null;
  private size: ViewSize = { width: 0, height: 0, pixelRatio: 1 };
  private playing = false;
  private jump = -1;
  private follows = false;
  private drawnAtMs = -Infinity;

  constructor(element: HTMLElement, wishes: PathWishes) {
    this.element = element;
    this.wishes = wishes;
    this.scene = createScene(element);
    this.falling = new Falling(this.scene.falling);
    this.scene.svg.addEventListener('click', (event) => this.press(event.target as Element));
    this.scene.svg.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      this.press(event.target as Element);
    });
  }

  update(state: ViewState): void {
    const isTurned = state.theme !== this.state?.theme;
    if (isTurned) applyPalette(this.element, paletteOf(state.theme));
    this.state = state;
    const { frame } = state;
    if (frame === null) return this.draw();
    const turned = frame.playing !== this.playing;
    this.playing = frame.playing;
    const { delivery } = frame;
    if (delivery?.id === this.wishes.deliveryStream) {
      this.follows = frame.jump === this.jump;
      this.jump = frame.jump;
      this.delivery = delivery;
    }
    const isDue = performance.now() - this.drawnAtMs >= DRAW_PAUSE_MS || !frame.playing || !this.follows || turned;
    if (isDue && (delivery !== undefined || turned)) this.draw();
  }

  resize(size: ViewSize): void {
    this.size = size;
  }

  destroy(): void {
    this.scene.svg.remove();
  }

  private draw(): void {
    const { delivery, state, size } = this;
    if (delivery === null || state === null || size.width === 0) return;
    this.drawnAtMs = performance.now();
    const layout = layoutPath(delivery, size.width);
    const moves = state.motion === 'full' && this.playing;
    drawScene(this.scene, { frame: delivery, layout, moves });
    this.falling.note(layout.branches, { follows: this.follows, moves });
  }

  private press(target: Element): void {
    const { delivery } = this;
    const group = target.closest<SVGGElement>('[data-station][role="button"], [data-branch][role="button"]');
    if (group === null || delivery === null) return;
    const { station, branch } = group.dataset;
    if (station !== undefined) return this.wishes.onStation(station as Step);
    const pressed = [...branchesOf(delivery), sourceBackupOf(delivery)].find((one) => one?.id === branch) ?? null;
    if (pressed !== null) this.wishes.onBranch(pressed);
  }
}

export function pathOf(wishes: PathWishes): MountView {
  return (element) => new Path(element, wishes);
}
