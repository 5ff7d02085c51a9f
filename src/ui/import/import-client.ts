/** The page's side of the import worker. Each file gets a worker of its own, made when it is needed; ending it cancels and frees everything. */
import type { Dataset } from '../../protocol/dataset.ts';
import type {
  BuildWish,
  BuiltDataset,
  FieldKeys,
  FileRefusal,
  FileScan,
  FormatChoice,
  FromImportWorker,
  ImportProgress,
  ToImportWorker,
} from '../../protocol/import-messages.ts';

export type ImportAnswer<Value> = { ok: true; value: Value } | { ok: false; refusal: FileRefusal };

type Request = ToImportWorker extends infer Message ? (Message extends { requestId: number } ? Omit<Message, 'requestId'> : never) : never;
type Reply = Exclude<FromImportWorker, { type: 'progress' }>;

/** One file on its way. Requests are answered in order. */
export class FileImport {
  private readonly worker = new Worker(new URL('../../worker/import/main.ts', import.meta.url), { type: 'module' });
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private readonly opened: Promise<Reply>;
  private requests = 0;

  constructor(file: Blob, name: string, onProgress: (progress: ImportProgress) => void = () => {}) {
    this.worker.onmessage = ({ data }: MessageEvent<FromImportWorker>) => {
      if (data.type === 'progress') onProgress(data.progress);
      else this.settle(data);
    };
    this.worker.onerror = () =>
      this.fail(`${name} could not be worked on: the reader stopped, probably for want of memory. Try a smaller part of it.`);
    this.opened = this.ask({ type: 'open', file, name });
  }

  /** Looks at all rows; what is not in `choice` is guessed. */
  async scan(choice: Partial<FormatChoice>): Promise<ImportAnswer<FileScan>> {
    const reply = await this.afterOpening({ type: 'scan', choice });
    return reply.type === 'scanned' ? { ok: true, value: reply.scan } : refused(reply);
  }

  /** The distinct values of a field, as the last scan counted them. */
  async listKeys(field: string): Promise<ImportAnswer<FieldKeys>> {
    const reply = await this.afterOpening({ type: 'list-keys', field });
    return reply.type === 'keys-listed' ? { ok: true, value: reply.keys } : refused(reply);
  }

  /** Hands out the data set; the worker has nothing left afterwards and is ended. */
  async build(choice: Partial<FormatChoice>, wish: BuildWish): Promise<ImportAnswer<BuiltDataset>> {
    const reply = await this.afterOpening({ type: 'build', choice, wish });
    if (reply.type !== 'built') return refused(reply);
    this.close();
    return { ok: true, value: reply.built };
  }

  /** Ends the worker, whatever it is doing. What was asked is never answered. */
  close(): void {
    this.worker.terminate();
    this.waiting.clear();
  }

  private async afterOpening(request: Request): Promise<Reply> {
    const opened = await this.opened;
    return opened.type === 'refused' ? opened : this.ask(request);
  }

  private ask(request: Request): Promise<Reply> {
    const requestId = ++this.requests;
    this.worker.postMessage({ ...request, requestId });
    return new Promise((resolve) => this.waiting.set(requestId, resolve));
  }

  private settle(reply: Reply): void {
    this.waiting.get(reply.requestId)?.(reply);
    this.waiting.delete(reply.requestId);
  }

  private fail(sentence: string): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const [requestId, resolve] of waiting) resolve({ type: 'refused', requestId, refusal: { reason: 'failed', sentence } });
  }
}

function refused(reply: Reply): { ok: false; refusal: FileRefusal } {
  const unexpected: FileRefusal = { reason: 'failed', sentence: 'The file could not be worked on. Choose it again.' };
  return { ok: false, refusal: reply.type === 'refused' ? reply.refusal : unexpected };
}

/** Thrown where a file that a run needs cannot be used; the message is a sentence for the learner. */
export class FileRefusedError extends Error {
  override readonly name = 'FileRefusedError';
}

/** The columns that producers read from a data set. Rows can stand in one order only, so at most one time field counts. */
export interface DatasetColumns {
  /** None: the whole row is the key. */
  keyFields: string[];
  timeFields: string[];
}

/** Reads a file for known columns in one go, without a look at all its fields. */
export async function importFile(file: Blob, name: string, columns: DatasetColumns, choice: Partial<FormatChoice> = {}): Promise<Dataset> {
  const wish: BuildWish = {
    keyFields: columns.keyFields.length === 0 ? [''] : columns.keyFields,
    timeField: columns.timeFields[0] ?? null,
  };
  const fileImport = new FileImport(file, name);
  const answer = await fileImport.build(choice, wish);
  if (answer.ok) return answer.value.dataset;
  fileImport.close();
  throw new FileRefusedError(answer.refusal.sentence);
}
