/** The engine's worker: messages in, messages out, and the only clock and timers that the engine ever meets. */
import { digestOf, ENGINE_VERSION } from '../engine/index.ts';
import type { Command } from '../engine/commands.ts';
import type { FromWorker, Refusal } from '../protocol/from-worker.ts';
import type { ToWorker } from '../protocol/to-worker.ts';
import { archiveAnswer, bucketAnswer, objectAnswer } from './bucket.ts';
import { transferablesOf } from './frames/frames.ts';
import { machineChart } from './frames/machine-chart.ts';
import { frameOf } from './frame-of.ts';
import { createGate } from './interpreter/gate.ts';
import {
  command,
  eventsOf,
  mergeDataset,
  openSession,
  pause,
  play,
  quotaFacts,
  recipeOf,
  recordsOf,
  runSlice,
  setHidden,
  setSpeed,
  step,
  type Session,
} from './session.ts';
import { judgeCommands, watch, whyLockedNow } from './examine.ts';
import { addBranch, compareBranches, compareWith, explainEvent, travel } from './travel.ts';
import { tryTransform } from './try-transform.ts';

let session: Session | null = null;
let speed = 1;
let hidden = false;
let budgetBytes: number | undefined;
/** What was asked for before there was a run: answered when there is one. */
let waiting: ToWorker[] = [];
/** The failed run stays as it was; it can still be looked at. */
let failed = false;

const now = (): number => performance.now();
const send = (message: FromWorker, transfer: ArrayBufferLike[] = []): void =>
  self.postMessage(message, { transfer: transfer as ArrayBuffer[] });

// A message to oneself comes back after the messages that wait: faster than a timer, and never ahead of the page.
const loop = new MessageChannel();
let looping = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function turn(): void {
  looping = false;
  guarded(() => {
    const waitMs = session === null || failed ? null : runSlice(session, now);
    if (waitMs !== null) keepGoing(waitMs);
  });
}
loop.port1.addEventListener('message', turn);
loop.port1.start();

function keepGoing(waitMs: number): void {
  if (looping) return;
  looping = true;
  clearTimeout(timer);
  if (waitMs === 0) loop.port2.postMessage(null);
  else timer = setTimeout(turn, waitMs);
}

function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    failed = true;
    if (session === null) throw error;
    send({ type: 'failed', message: error instanceof Error ? error.message : String(error), recipe: recipeOf(session) });
  }
}

/** A recipe that the engine chokes on is refused like any other: what runs goes on. */
function tryToOpen(message: Extract<ToWorker, { type: 'open-run' }>): Session | string {
  try {
    return openSession({ ...message, speed, hidden, budgetBytes, interpreter: gate.interpreter }, now());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function openRun(message: Extract<ToWorker, { type: 'open-run' }>): void {
  const opened = tryToOpen(message);
  if (typeof opened === 'string') {
    send({ type: 'run-refused', reason: opened });
    return;
  }
  session = opened;
  failed = false;
  const { title, summary } = session.scenario;
  send({ type: 'run-opened', recipe: message.recipe, title, summary, quotas: quotaFacts(session) });
  for (const early of waiting) receiveForRun(session, early);
  waiting = [];
}

/** What the exercise does not allow is refused before it is given. */
function answerTo(run: Session, wish: Command): Refusal | null {
  const locked = run.round === null ? null : whyLockedNow(run, run.round.round, wish);
  return locked === null ? command(run, wish) : { error: 'Locked', message: locked };
}

function answerFrame(run: Session, request: Extract<ToWorker, { type: 'request-frame' }>): void {
  const frame = frameOf(run, request, now());
  send({ type: 'frame', frame }, transferablesOf(frame));
}

type BucketRequest = Extract<ToWorker, { type: 'request-bucket' | 'request-object' | 'request-archive' }>;

function answerBucket(run: Session, message: BucketRequest): void {
  const { requestId, bucket } = message;
  if (message.type === 'request-bucket') {
    send({ type: 'bucket', requestId, ...bucketAnswer(run.head.world, bucket, message.prefix, message.limit) });
  } else if (message.type === 'request-object') {
    const object = objectAnswer(run, message.bucket, message.key, now);
    send({ type: 'object', requestId, object }, object === null ? [] : [object.bytes.buffer]);
  } else {
    const { bytes, refusal } = archiveAnswer(run, message.bucket, message.prefix, now);
    send({ type: 'archive', requestId, bytes, refusal }, [bytes.buffer]);
  }
}

function receive(message: ToWorker): void {
  switch (message.type) {
    case 'open-run':
      return openRun(message);
    case 'set-speed':
      speed = message.factor;
      break;
    case 'set-visibility':
      hidden = message.hidden;
      break;
    case 'set-memory-budget':
      budgetBytes = message.bytes;
      break;
    default:
  }
  if (session !== null) receiveForRun(session, message);
  else if (message.type === 'request-frame' || 'requestId' in message) waiting.push(message);
}

function receiveForRun(run: Session, message: ToWorker): void {
  switch (message.type) {
    case 'add-dataset':
      return mergeDataset(run.datasets, message.dataset);
    case 'play':
      return play(run, now());
    case 'pause':
      return pause(run, 'learner', now());
    case 'step':
      return step(run, now());
    case 'set-speed':
      return setSpeed(run, message.factor, now());
    case 'set-visibility':
      return setHidden(run, message.hidden, now());
    case 'set-memory-budget':
      run.maker.memory = { ...run.maker.memory, budgetBytes: message.bytes };
      return;
    case 'give-command':
      return send({ type: 'command-answered', requestId: message.requestId, refusal: answerTo(run, message.command) });
    case 'request-digest':
      return send({ type: 'digest', requestId: message.requestId, digest: digestOf(run.head.world) });
    case 'travel':
      return send({ type: 'travelled', requestId: message.requestId, refusal: travel(run, message.travel, now) });
    case 'compare-with':
      return compareWith(run, message.branchId, now);
    case 'watch-reads':
      run.watchedReads = message.shardId;
      return;
    case 'watch-delivery':
      run.watchedDelivery = message.deliveryStream;
      return;
    case 'request-bucket':
    case 'request-object':
    case 'request-archive':
      return answerBucket(run, message);
    case 'try-transform': {
      const { requestId, deliveryStream, transform } = message;
      return send({ type: 'transform-tried', requestId, trial: tryTransform(run.head.world, deliveryStream, transform) });
    }
    case 'watch-verdict':
      run.round = message.examinee === null ? null : watch(run, message.examinee);
      return;
    case 'judge-commands': {
      const { requestId, examinee, commands } = message;
      return send({ type: 'commands-judged', requestId, verdict: judgeCommands(examinee, commands, gate.interpreter, now) });
    }
    case 'add-branch':
      return send({ type: 'branch-added', requestId: message.requestId, ...addBranch(run, message, now) });
    case 'compare-branches':
      return send({ type: 'compared', requestId: message.requestId, difference: compareBranches(run, message.branchId, now) });
    case 'explain':
      return send({ type: 'explained', requestId: message.requestId, explanation: explainEvent(run, message.seq, now) });
    case 'request-chart':
      return send({ type: 'chart', requestId: message.requestId, chart: machineChart(message.machine) });
    case 'request-frame':
      return answerFrame(run, message);
    case 'describe-records':
      return send({ type: 'records', requestId: message.requestId, records: recordsOf(run, message.query) });
    case 'request-recipe':
      return send({ type: 'recipe', requestId: message.requestId, recipe: recipeOf(run, message.scope) });
    case 'request-event-log':
      return send({ type: 'event-log', requestId: message.requestId, events: eventsOf(run) });
    default:
  }
}

const gate = createGate((message) => {
  guarded(() => receive(message));
  keepGoing(0);
});
self.addEventListener('message', (event: MessageEvent<ToWorker>) => gate.receive(event.data));

send({ type: 'ready', engineVersion: ENGINE_VERSION });
