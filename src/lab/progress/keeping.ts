/**
 * Keeps the facts of progress in the browser's database. Every change is a few rows written or deleted, never the whole, so that two
 * tabs cannot undo each other's; whoever has changed something tells the others, which read again. What could not be written is kept
 * in mind and tried with the next change; what waits for its turn when the page is left is written at once.
 */
import { databaseAtHand, openDatabase, troubleOf } from '../browser-database.ts';
import { idOf, stateOf } from './facts.ts';
import { progressStore } from './progress.ts';
import { readFacts } from './progress-schema.ts';
import { toDelete, toWrite } from './unkept.ts';

const CHANNEL = 'kinelab-progress';
/** A power cut may take the last seconds. */
const RELAXED = { durability: 'relaxed' } as const;

let channel: BroadcastChannel | null = null;
/** One thing after the other: what is read then has all that was written before. */
let turn: Promise<void> = Promise.resolve();
let isLeaving = false;

/** Writes what is not kept yet, and reads all again. */
export function keep(): Promise<void> {
  if (isLeaving) writeInPassing();
  turn = turn.then(writeAndRead);
  return turn;
}

async function writeAndRead(): Promise<void> {
  try {
    if (await write()) channel?.postMessage('changed');
    await read();
    listen();
  } catch (error) {
    progressStore.setState({ isLoaded: true, trouble: troubleOf(error) });
  }
}

async function write(): Promise<boolean> {
  const [facts, ids] = [[...toWrite], [...toDelete]];
  if (facts.length === 0 && ids.length === 0) return false;
  const transaction = (await openDatabase()).transaction('progress', 'readwrite', RELAXED);
  const work = [...facts.map(([id, fact]) => transaction.store.put(fact, id)), ...ids.map((id) => transaction.store.delete(id))];
  transaction.commit();
  await Promise.all([...work, transaction.done]);
  // What was asked for meanwhile is newer, and stays.
  for (const [id, fact] of facts) if (toWrite.get(id) === fact) toWrite.delete(id);
  for (const id of ids) toDelete.delete(id);
  return true;
}

/** Nothing can be waited for: all is asked for in this very turn, and nobody hears of a failure. Written again, it stays the same. */
function writeInPassing(): void {
  const ignore = () => {};
  try {
    const transaction = databaseAtHand()?.transaction('progress', 'readwrite', RELAXED);
    if (transaction === undefined) return;
    for (const [id, fact] of toWrite) transaction.store.put(fact, id).catch(ignore);
    for (const id of toDelete) transaction.store.delete(id).catch(ignore);
    transaction.done.catch(ignore);
    transaction.commit();
  } catch {
    // The connection was closed; what was written before stands.
  }
}

async function read(): Promise<void> {
  const kept = readFacts(await (await openDatabase()).getAll('progress'));
  const facts = [...kept.filter((fact) => !toDelete.has(idOf(fact))), ...toWrite.values()];
  progressStore.setState({ ...stateOf(facts), isLoaded: true, trouble: null });
}

function listen(): void {
  if (channel !== null) return;
  channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', () => void keep());
  globalThis.addEventListener?.('pagehide', () => {
    isLeaving = true;
    if (toWrite.size + toDelete.size > 0) writeInPassing();
  });
  // A page that is gone back to may stand as it was left.
  globalThis.addEventListener?.('pageshow', () => {
    isLeaving = false;
  });
}
