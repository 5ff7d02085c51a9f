/** Progress as a file: `{format, version, progress}`. There is no account; the file is how it gets to another browser. */
import type { Deeds } from './progress.ts';
import { readDeeds } from './progress-schema.ts';

const FORMAT = 'kinelab-progress';
const VERSION = 1;
/** Ten thousand answers take about 2 MB. */
const FILE_BYTES_MAX = 4 * 1_048_576;

export type ProgressReading = { ok: true; deeds: Deeds } | { ok: false; sentence: string };

export function writeProgressFile({ results, answers, lessons, places, solutionsSeen, exam }: Deeds): string {
  const progress = { results, answers, lessons, places, solutionsSeen, exam };
  return `${JSON.stringify({ format: FORMAT, version: VERSION, progress }, null, 2)}\n`;
}

/** `kinelab-progress-2026-11-20.json`. */
export function progressFileName(nowMs: number): string {
  return `${FORMAT}-${new Date(nowMs).toISOString().slice(0, 10)}.json`;
}

/** Never throws. */
export async function openProgressFile(file: File): Promise<ProgressReading> {
  if (file.size > FILE_BYTES_MAX)
    return refuse(`it is larger than ${FILE_BYTES_MAX / 1_048_576} MiB, more than any progress that Kinelab keeps`);
  try {
    return readProgressFile(await file.text());
  } catch {
    return refuse('the browser could not read it');
  }
}

/** Never throws. */
export function readProgressFile(text: string): ProgressReading {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refuse('it is not JSON, or it is cut off');
  }
  const { format, version, progress } = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  if (format === 'kinelab-run') return refuse('it holds a run; open it with Runs in the Lab');
  if (format !== FORMAT) return refuse('it is not progress of Kinelab');
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1)
    return refuse('it does not say which version of progress files it is');
  if (version > VERSION) return refuse(`it is version ${version} of progress files, and this Kinelab reads up to version ${VERSION}`);
  const read = readDeeds(progress);
  return read.ok ? read : refuse(`what it says at ${read.where} is not what Kinelab writes`);
}

const refuse = (reason: string): ProgressReading => ({ ok: false, sentence: `This file cannot be imported: ${reason}.` });
