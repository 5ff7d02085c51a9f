/**
 * Moving through the run's time: what the transport, the timeline, the keys and the list of branches call. Where one stands
 * and which seek is under way is kept by a machine; it is fed with what the frames say.
 */
import { createActor, type ActorRefFrom } from 'xstate';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BranchFrame, Travel } from '../protocol/travel.ts';
import { playbackMachine } from './machines/playback.machine.ts';
import type { LabState, LabStore } from './store.ts';
import { newsAfter, NO_NEWS, type TravelNews } from './travel-news.ts';
import type { WorkerClient } from './worker-client.ts';

/** The page says so by itself, and how to start again. */
const STOPPED = 'The engine has stopped.';

export class TimeTravel {
  readonly playback: ActorRefFrom<typeof playbackMachine>;
  readonly news: StoreApi<TravelNews> = createStore(() => NO_NEWS);
  private readonly client: WorkerClient;
  private readonly store: LabStore;
  private readonly changed: () => void;
  /** Journeys that have not been answered. */
  private outstanding = 0;

  /** `changed` is called after everything that belongs into a saved run. */
  constructor(client: WorkerClient, store: LabStore, changed: () => void) {
    this.client = client;
    this.store = store;
    this.changed = changed;
    const machine = playbackMachine.provide({
      actions: {
        seek: (_, { atUs }) => void this.go({ kind: 'seek', atUs }).then(() => this.playback.send({ type: 'arrived' })),
        play: () => this.client.play(),
      },
    });
    this.playback = createActor(machine);
    this.playback.start();
    store.subscribe((now, before) => {
      if (now.slow !== before.slow) this.follow(now, before);
    });
  }

  /** Whether a journey is under way: a key that is held down waits for it. */
  get isUnderWay(): boolean {
    return this.outstanding > 0;
  }

  /** To a moment of the present branch. While one is being sought, only the last wish counts. */
  seek(atUs: number, isDragging = false): void {
    this.playback.send({ type: 'seek', atUs: Math.max(0, Math.round(atUs)), isDragging });
  }

  stepBack(): void {
    void this.go({ kind: 'step-back' });
  }

  returnToNow(): void {
    const travel = this.store.getState().slow?.travel;
    if (travel?.inPast === true || (travel !== undefined && travel.undone !== null)) void this.go({ kind: 'return-to-now' });
  }

  undo(): void {
    void this.go({ kind: 'undo' });
  }

  redo(): void {
    void this.go({ kind: 'redo' });
  }

  switchBranch(branchId: number): void {
    void this.go({ kind: 'switch-branch', branchId });
  }

  /** Null where it was done, else a sentence, which belongs beside the field that the name was typed in. */
  renameBranch(branchId: number, name: string): Promise<string | null> {
    return this.ask({ kind: 'rename-branch', branchId, name });
  }

  deleteBranch(branchId: number): void {
    void this.go({ kind: 'delete-branch', branchId });
  }

  restoreBranch(branchId: number): void {
    void this.go({ kind: 'restore-branch', branchId });
  }

  /** Puts a second branch beside the present one; null takes it away. */
  compareWith(branch: BranchFrame | null): void {
    this.store.setState({ comparedWith: branch?.id ?? null, view: branch === null ? 'stage' : 'compare' });
    this.client.compareWith(branch?.id ?? null);
  }

  /** Closes what is said about a branch that has begun or was deleted; what was deleted can still be brought back. */
  dismissNews(): void {
    this.news.setState({ headline: null });
  }

  /** Says whether it was done; what was refused is told on the page. */
  async go(travel: Travel): Promise<boolean> {
    const refusal = await this.ask(travel);
    if (refusal !== null && refusal !== STOPPED) this.store.setState({ notice: { tone: 'problem', text: refusal, missing: null } });
    return refusal === null;
  }

  private async ask(travel: Travel): Promise<string | null> {
    this.outstanding++;
    try {
      const refusal = await this.client.travel(travel);
      if (refusal === null) this.changed();
      return refusal;
    } catch {
      return STOPPED;
    } finally {
      this.outstanding--;
    }
  }

  /** What the frame says wins, whatever was asked for. */
  private follow({ slow, playing }: LabState, { slow: slowBefore }: LabState): void {
    if (slow === null) {
      this.playback.send({ type: 'run-opened' });
      this.news.setState(NO_NEWS);
      return;
    }
    const { travel } = slow;
    this.playback.send({ type: 'frame', playing, inPast: travel.inPast, undone: travel.undone !== null });
    if (slowBefore !== null) this.news.setState(newsAfter(this.news.getState(), slowBefore.travel, travel));
  }
}
