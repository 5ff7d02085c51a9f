/** The board of leases, mounted: who holds which lease, how long it is still good, and leases on their way from one worker to another. */
import type { KclFrame } from '../../protocol/kcl-frame.ts';
import { applyPalette, paletteOf } from '../palette.ts';
import type { MountedView, MountView, ViewSize, ViewState } from '../view.ts';
import { type BoardLayout, layoutBoard } from './layout.ts';
import styles from './leases.module.css';
import { Journeys } from './moving.ts';
import { createScene, drawColumns, drawGround, drawLags, drawRows, type Scene } from './scene.ts';
import { drawTokens } from './tokens.ts';

export interface BoardWishes {
  /** The application whose leases are shown. */
  consumer: string;
  /** A worker was pressed, at a point of the window in CSS pixels. */
  onWorker(worker: string, x: number, y: number): void;
  onLease(leaseKey: string): void;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

class Board implements MountedView {
  private readonly scene: Scene;
  private readonly scroller: HTMLDivElement;
  private readonly wishes: BoardWishes;
  private readonly journeys = new Journeys();
  private readonly active: { worker: string | null; lease: string | null } = { worker: null, lease: null };
  private state: ViewState | null = null;
  private kcl: KclFrame | null = null;
  private nowUs = 0;
  private jump = -1;
  private size: ViewSize = { width: 0, height: 0, pixelRatio: 1 };
  private layout: BoardLayout | null = null;
  private due = 0;

  constructor(element: HTMLElement, wishes: BoardWishes) {
    this.wishes = wishes;
    this.scroller = document.createElement('div');
    this.scroller.className = styles.scroller;
    element.append(this.scroller);
    this.scene = createScene(this.scroller);
    this.scroller.addEventListener('scroll', () => this.keepNames());
    this.scroller.addEventListener('click', (event) => this.press(event.target as Element));
    this.scroller.addEventListener('keydown', (event) => this.key(event));
  }

  update(state: ViewState): void {
    if (state.theme !== this.state?.theme) applyPalette(this.scroller, paletteOf(state.theme));
    this.state = state;
    const consumer = state.slow.consumers.find(({ spec }) => spec.id === this.wishes.consumer);
    const follows = state.frame === null || state.frame.jump === this.jump;
    if (state.frame !== null) {
      this.nowUs = state.frame.nowUs;
      this.jump = state.frame.jump;
    }
    const changed = consumer?.kcl !== this.kcl || !follows;
    this.kcl = consumer?.kcl ?? null;
    if (this.kcl === null || this.size.width === 0) return;
    this.layout = layoutBoard(this.kcl, this.nowUs, this.size.width);
    if (changed) this.journeys.note(this.layout.leases, follows, performance.now());
    this.draw();
  }

  resize(size: ViewSize): void {
    this.size = size;
  }

  destroy(): void {
    cancelAnimationFrame(this.due);
    this.scroller.remove();
  }

  private draw(): void {
    const { scene, layout, kcl, state, active } = this;
    if (layout === null || kcl === null || state === null) return;
    const selected = state.selection?.kind === 'shard' ? state.selection.id : null;
    if (!layout.rows.some(({ worker }) => worker.id === active.worker)) active.worker = layout.rows[0]?.worker.id ?? null;
    if (!layout.columns.some(({ leaseKey }) => leaseKey === active.lease)) active.lease = layout.columns[0]?.leaseKey ?? null;
    drawGround(scene, layout);
    drawColumns(scene, layout, selected);
    drawLags(scene, layout);
    drawRows(scene, layout, kcl, active.worker);
    drawTokens(scene, layout, {
      nowUs: this.nowUs,
      nowMs: performance.now(),
      motion: state.motion,
      journeys: this.journeys,
      active: active.lease,
    });
    cancelAnimationFrame(this.due);
    if (this.journeys.areUnderWay) this.due = requestAnimationFrame(() => this.draw());
  }

  /** The names stay where they are while the shards are scrolled. */
  private keepNames(): void {
    this.scene.labels.setAttribute('transform', `translate(${this.scroller.scrollLeft},0)`);
  }

  private press(target: Element): void {
    const worker = target.closest<SVGGElement>('[data-worker]');
    const lease = target.closest<SVGGElement>('[data-lease]');
    if (worker !== null) {
      const name = worker.dataset.worker!;
      const { left, bottom } = worker.getBoundingClientRect();
      this.active.worker = name;
      this.wishes.onWorker(name, left + 12, bottom - 4);
    } else if (lease !== null) {
      this.active.lease = lease.dataset.lease!;
      this.wishes.onLease(lease.dataset.lease!);
    }
  }

  /** One tab stop for the workers and one for the leases; arrows go from one to the next. */
  private key(event: KeyboardEvent): void {
    const target = (event.target as Element).closest<SVGGElement>('[data-worker], [data-lease]');
    const { layout } = this;
    if (target === null || layout === null) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return this.press(target);
    }
    const isWorker = target.dataset.worker !== undefined;
    const names = isWorker ? layout.rows.map(({ worker }) => worker.id) : layout.columns.map(({ leaseKey }) => leaseKey);
    const now = names.indexOf((isWorker ? target.dataset.worker : target.dataset.lease)!);
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? names.length - 1 : now + (STEPS[event.key] ?? 0);
    if (next === now || next < 0 || next >= names.length) return;
    event.preventDefault();
    event.stopPropagation();
    if (isWorker) this.active.worker = names[next];
    else this.active.lease = names[next];
    this.draw();
    const group = isWorker ? this.scene.rows : this.scene.leases;
    group.querySelector<SVGGElement>('[tabindex="0"]')?.focus();
  }
}

/** A board for an application; must be kept as long as it is on screen. */
export function boardOf(wishes: BoardWishes): MountView {
  return (element) => new Board(element, wishes);
}
