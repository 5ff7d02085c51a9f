/**
 * A second Worker, for files only: it reads, checks and cuts a file while the page and the engine's worker go on. The page ends
 * it to cancel. Everything that decides anything is in the pure modules beside this one.
 */
import type { FileRefusal, FromImportWorker, ImportProgress, ToImportWorker } from '../../protocol/import-messages.ts';
import { buildDataset } from './build-dataset.ts';
import { FILE_BYTES_MAX, tooLargeFile, unreadableFile } from './refusals.ts';
import { scanFile, type ScannedFile } from './scan-file.ts';
import { isRefusal, TextIntake, type FileText } from './text-intake.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

let text: FileText | null = null;
let scanned: ScannedFile | null = null;
/** Requests are answered one after the other, also while the file is still being read. */
let queue: Promise<void> = Promise.resolve();

scope.onmessage = (event: MessageEvent<ToImportWorker>) => {
  queue = queue.then(() => answer(event.data));
};

async function answer(message: ToImportWorker): Promise<void> {
  try {
    await perform(message);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    refuse(message.requestId, { reason: 'failed', sentence: `The file could not be worked on: ${detail}. Try a smaller part of it.` });
  }
}

async function perform(message: ToImportWorker): Promise<void> {
  const { requestId } = message;
  if (message.type === 'open') {
    const taken = await takeIn(message.file, message.name);
    if (isRefusal(taken)) return refuse(requestId, taken);
    text = taken;
    return post({ type: 'opened', requestId });
  }
  if (text === null) return refuse(requestId, unreadableFile('The file'));
  if (message.type === 'scan') {
    scanned = null;
    const result = scanFile(text, message.choice, progressOf('scanning', text.bytes.length));
    if (isRefusal(result)) return refuse(requestId, result);
    scanned = result;
    return post({ type: 'scanned', requestId, scan: result.scan });
  }
  if (message.type === 'list-keys') {
    if (scanned === null) return refuse(requestId, unreadableFile(text.name));
    const keys = scanned.listKeys(message.field);
    return post({ type: 'keys-listed', requestId, keys }, [keys.counts.buffer, keys.hashes.buffer]);
  }
  const built = buildDataset(text, message.choice, message.wish, progressOf('building', text.bytes.length));
  if (isRefusal(built)) return refuse(requestId, built);
  text = null;
  scanned = null;
  const { bytes, starts, ends, lines, keyFields, timeFields } = built.dataset;
  const columns = [bytes, starts, ends, lines, ...keyFields.map((field) => field.codes), ...timeFields.map((field) => field.offsetsMs)];
  post(
    { type: 'built', requestId, built },
    columns.map((column) => column.buffer),
  );
}

async function takeIn(file: Blob, name: string): Promise<FileText | FileRefusal> {
  if (file.size > FILE_BYTES_MAX) return tooLargeFile(name, file.size);
  const intake = new TextIntake(name, file.size);
  const report = progressOf('reading', file.size);
  let doneBytes = 0;
  try {
    const reader = file.stream().getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const refusal = intake.push(part.value);
      if (refusal !== null) {
        void reader.cancel();
        return refusal;
      }
      doneBytes += part.value.length;
      report(doneBytes);
    }
  } catch {
    return unreadableFile(name);
  }
  return intake.finish();
}

function progressOf(stage: ImportProgress['stage'], totalBytes: number): (doneBytes: number) => void {
  let nextBytes = 0;
  return (doneBytes) => {
    if (doneBytes < nextBytes) return;
    nextBytes = doneBytes + totalBytes / 100;
    post({ type: 'progress', progress: { stage, doneBytes, totalBytes } });
  };
}

function refuse(requestId: number, refusal: FileRefusal): void {
  post({ type: 'refused', requestId, refusal });
}

function post(message: FromImportWorker, transfer: ArrayBufferLike[] = []): void {
  scope.postMessage(message, transfer as ArrayBuffer[]);
}
