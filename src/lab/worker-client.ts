/**
 * The page's end of the engine's worker: pulls frames (one outstanding, asked for in an animation frame),
 * turns requests and answers into promises, tells the worker when the tab is hidden, and notices when it dies.
 */
import type { Command, TimedCommand } from '../engine/commands.ts';
import type { EngineEvent } from '../engine/events.ts';
import type { TransformSpec } from '../engine/firehose/delivery-stream-spec.ts';
import type { Dataset } from '../protocol/dataset.ts';
import type { ObjectBytes, TransformTrial } from '../protocol/delivery-frame.ts';
import type { Explanation } from '../engine/explain/explanation.ts';
import type { FirstDifference, Frame, FromWorker, RecordDetail, Refusal } from '../protocol/from-worker.ts';
import type { MachineChart, MachineName } from '../protocol/machine-chart.ts';
import type { Verdict } from '../judge/goal.ts';
import type { RunRecipe } from '../protocol/run-recipe.ts';
import type { ExamineeId, RecordQuery, ToWorker } from '../protocol/to-worker.ts';
import type { Travel } from '../protocol/travel.ts';

type Opened = Extract<FromWorker, { type: 'run-opened' }>;

export interface ClientListener {
  ready(engineVersion: string): void;
  opened(run: Opened): void;
  /** Every frame, in order; `events` are the new ones, without gaps. `isAnew`: they are of another history, from its beginning. */
  frame(frame: Frame, events: EngineEvent[], isAnew: boolean): void;
  failed(origin: 'model' | 'worker', message: string, recipe: RunRecipe | null): void;
}

interface Pending {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** While the run stands still, nothing moves: this many animation frames pass between two requests. */
const IDLE_FRAMES = 12;

export class WorkerClient {
  private worker: Worker | null = null;
  private readonly pending = new Map<number, Pending>();
  private opening: Pending | null = null;
  private nextRequestId = 1;
  private frameOutstanding = false;
  private wantsSlow = true;
  private lastEventSeq = 0;
  private epoch = -1;
  private idleFrames = 0;
  private playing = false;
  private runStands = false;
  private readonly createWorker: () => Worker;
  private readonly listener: ClientListener;

  constructor(createWorker: () => Worker, listener: ClientListener) {
    this.createWorker = createWorker;
    this.listener = listener;
    document.addEventListener('visibilitychange', this.tellVisibility);
  }

  /** Starts the worker, or a new one in place of one that has died. */
  start(): void {
    this.worker?.terminate();
    this.abandon('The engine was started again.');
    const worker = this.createWorker();
    worker.addEventListener('message', (message: MessageEvent<FromWorker>) => this.receive(message.data));
    worker.addEventListener('error', (error) => {
      error.preventDefault();
      this.die(error.message || 'Its script could not be loaded.');
    });
    worker.addEventListener('messageerror', () => this.die('A message could not be read.'));
    this.worker = worker;
    requestAnimationFrame(this.tick);
  }

  /** For good. */
  destroy(): void {
    document.removeEventListener('visibilitychange', this.tellVisibility);
    this.worker?.terminate();
    this.worker = null;
    this.abandon('The engine has ended.');
  }

  post(message: ToWorker, transfer: Transferable[] = []): void {
    this.worker?.postMessage(message, transfer);
  }

  play(): void {
    this.post({ type: 'play' });
    this.refresh();
  }

  pause(): void {
    this.post({ type: 'pause' });
    this.refresh();
  }

  step(): void {
    this.post({ type: 'step' });
    this.refresh();
  }

  /** Asks for the slow part with the next frame. */
  refresh(): void {
    this.wantsSlow = true;
    this.idleFrames = IDLE_FRAMES;
  }

  /** Resolves with null when the run stands, with the reason when the worker refused it. */
  openRun(recipe: RunRecipe, datasets: Dataset[], how: { replay: boolean; play: boolean }): Promise<string | null> {
    this.opening?.resolve('Another run was opened.');
    return new Promise((resolve, reject) => {
      this.opening = { resolve: resolve as (answer: unknown) => void, reject };
      this.post({ type: 'open-run', recipe, datasets, ...how });
    });
  }

  giveCommand(command: Command): Promise<Refusal | null> {
    this.refresh();
    return this.ask((requestId) => ({ type: 'give-command', requestId, command }));
  }

  describeRecords(query: RecordQuery): Promise<RecordDetail[]> {
    return this.ask((requestId) => ({ type: 'describe-records', requestId, query }));
  }

  /** Null where it was done, else a sentence. */
  travel(travel: Travel): Promise<string | null> {
    this.refresh();
    return this.ask((requestId) => ({ type: 'travel', requestId, travel }));
  }

  compareWith(branchId: number | null): void {
    this.post({ type: 'compare-with', branchId });
    this.refresh();
  }

  watchReads(shardId: string | null): void {
    this.post({ type: 'watch-reads', shardId });
    this.refresh();
  }

  watchDelivery(deliveryStream: string | null): void {
    this.post({ type: 'watch-delivery', deliveryStream });
    this.refresh();
  }

  /** `bucket` null: only which buckets there are. */
  bucket(bucket: string | null, prefix: string, limit: number): Promise<Extract<FromWorker, { type: 'bucket' }>> {
    return this.ask((requestId) => ({ type: 'request-bucket', requestId, bucket, prefix, limit }));
  }

  object(bucket: string, key: string): Promise<ObjectBytes | null> {
    return this.ask((requestId) => ({ type: 'request-object', requestId, bucket, key }));
  }

  /** A ZIP of all that lies under the prefix. Rejects with a sentence where that is too much. */
  archive(bucket: string, prefix: string): Promise<Uint8Array> {
    return this.ask((requestId) => ({ type: 'request-archive', requestId, bucket, prefix }));
  }

  tryTransform(deliveryStream: string, transform: TransformSpec): Promise<TransformTrial> {
    return this.ask((requestId) => ({ type: 'try-transform', requestId, deliveryStream, transform }));
  }

  /** The run is judged as this exercise from now on; null: it is not. */
  watchVerdict(examinee: ExamineeId | null): void {
    this.post({ type: 'watch-verdict', examinee });
    this.refresh();
  }

  addBranch(name: string, commands: TimedCommand[], untilUs: number): Promise<{ branchId: number | null; refusal: string | null }> {
    return this.ask((requestId) => ({ type: 'add-branch', requestId, name, commands, untilUs }));
  }

  /** The verdict on an exercise's own run with these commands; what runs here goes on. */
  judgeCommands(examinee: ExamineeId, commands: TimedCommand[]): Promise<Verdict | null> {
    return this.ask((requestId) => ({ type: 'judge-commands', requestId, examinee, commands }));
  }

  compareBranches(branchId: number): Promise<FirstDifference | null> {
    return this.ask((requestId) => ({ type: 'compare-branches', requestId, branchId }));
  }

  explain(seq: number): Promise<Explanation | null> {
    return this.ask((requestId) => ({ type: 'explain', requestId, seq }));
  }

  chart(machine: MachineName): Promise<MachineChart> {
    return this.ask((requestId) => ({ type: 'request-chart', requestId, machine }));
  }

  /** Of the present branch, or of the run with all its branches. */
  recipe(scope: 'branch' | 'run' = 'branch'): Promise<RunRecipe> {
    return this.ask((requestId) => ({ type: 'request-recipe', requestId, scope }));
  }

  digest(): Promise<string> {
    return this.ask((requestId) => ({ type: 'request-digest', requestId }));
  }

  eventLog(): Promise<EngineEvent[]> {
    return this.ask((requestId) => ({ type: 'request-event-log', requestId }));
  }

  private ask<Answer>(message: (requestId: number) => ToWorker): Promise<Answer> {
    if (this.worker === null) return Promise.reject(new Error('The engine is not running.'));
    const requestId = this.nextRequestId++;
    return new Promise<Answer>((resolve, reject) => {
      this.pending.set(requestId, { resolve: resolve as (answer: unknown) => void, reject });
      this.post(message(requestId));
    });
  }

  private readonly tellVisibility = (): void => this.post({ type: 'set-visibility', hidden: document.hidden });

  private readonly tick = (): void => {
    if (this.worker === null) return;
    requestAnimationFrame(this.tick);
    if (!this.runStands || this.frameOutstanding) return;
    if (!this.playing && this.idleFrames++ < IDLE_FRAMES) return;
    this.idleFrames = 0;
    this.frameOutstanding = true;
    this.post({ type: 'request-frame', epoch: this.epoch, eventsAfter: this.lastEventSeq, slow: this.wantsSlow });
    this.wantsSlow = false;
  };

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        return this.listener.ready(message.engineVersion);
      case 'run-opened':
        this.lastEventSeq = 0;
        this.epoch = -1;
        this.runStands = true;
        this.refresh();
        this.listener.opened(message);
        return this.settleOpening(null);
      case 'run-refused':
        return this.settleOpening(message.reason);
      case 'frame':
        return this.receiveFrame(message.frame);
      case 'command-answered':
        this.refresh();
        return this.settle(message.requestId, message.refusal);
      case 'records':
        return this.settle(message.requestId, message.records);
      case 'recipe':
        return this.settle(message.requestId, message.recipe);
      case 'event-log':
        return this.settle(message.requestId, message.events);
      case 'digest':
        return this.settle(message.requestId, message.digest);
      case 'travelled':
        this.refresh();
        return this.settle(message.requestId, message.refusal);
      case 'compared':
        return this.settle(message.requestId, message.difference);
      case 'explained':
        return this.settle(message.requestId, message.explanation);
      case 'branch-added':
        return this.settle(message.requestId, message);
      case 'chart':
        return this.settle(message.requestId, message.chart);
      case 'bucket':
        return this.settle(message.requestId, message);
      case 'object':
        return this.settle(message.requestId, message.object);
      case 'archive':
        if (message.refusal === null) return this.settle(message.requestId, message.bytes);
        this.pending.get(message.requestId)?.reject(new Error(message.refusal));
        this.pending.delete(message.requestId);
        return;
      case 'commands-judged':
        return this.settle(message.requestId, message.verdict);
      case 'transform-tried':
        return this.settle(message.requestId, message.trial);
      case 'failed':
        this.runStands = false;
        return this.listener.failed('model', message.message, message.recipe);
    }
  }

  private receiveFrame(frame: Frame): void {
    this.frameOutstanding = false;
    this.playing = frame.playing;
    // A request that was under way when the run was replaced may bring events that do not follow: they are asked for again.
    const offered = frame.slow?.events ?? [];
    const isAnew = frame.slow !== null && frame.slow.epoch !== this.epoch;
    if (isAnew) {
      this.epoch = frame.slow!.epoch;
      this.lastEventSeq = 0;
    }
    const events = offered.length > 0 && offered[0].seq === this.lastEventSeq + 1 ? offered : [];
    if (events.length > 0) this.lastEventSeq = events[events.length - 1].seq;
    this.listener.frame(frame, events, isAnew);
  }

  private settle(requestId: number, answer: unknown): void {
    this.pending.get(requestId)?.resolve(answer);
    this.pending.delete(requestId);
  }

  private settleOpening(answer: string | null): void {
    this.opening?.resolve(answer);
    this.opening = null;
  }

  private die(reason: string): void {
    this.worker?.terminate();
    this.worker = null;
    this.abandon(reason);
    this.listener.failed('worker', reason, null);
  }

  private abandon(reason: string): void {
    for (const { reject } of this.pending.values()) reject(new Error(reason));
    this.pending.clear();
    this.opening?.resolve(reason);
    this.opening = null;
    this.frameOutstanding = false;
    this.runStands = false;
    this.lastEventSeq = 0;
    this.epoch = -1;
  }
}
