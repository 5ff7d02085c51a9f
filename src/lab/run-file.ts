/**
 * A run as a file: `{format, version, checksum, run}` with all its branches. The checksum stands over the run as canonical JSON, so
 * that a file may be indented or its members reordered by other tools, and a changed value is still noticed. What a file says is
 * untrusted: it is read up to a bound and by schema.
 */
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { canonicalJson } from './canonical-json.ts';
import { crc32 } from './crc32.ts';
import { readRecipe } from './recipe-schema.ts';
import { RECIPE_BYTES_MAX, type RunReading } from './run-link.ts';

const FORMAT = 'kinelab-run';
const VERSION = 1;
/** Indented, a run takes up to about four times its bytes. */
const FILE_BYTES_MAX = 4 * RECIPE_BYTES_MAX;
/** Where the format of a run file is looked for. */
const HEAD_BYTES = 4096;

export function writeRunFile(recipe: RunRecipe): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, checksum: crc32(canonicalJson(recipe)), run: recipe }, null, 2)}\n`;
}

/** `kinelab-first-light-00-41.json`: the scenario, and how far the run has gone. */
export function runFileName({ scenario, untilUs }: RunRecipe): string {
  const seconds = Math.floor(untilUs / 1e6);
  const hours = Math.floor(seconds / 3600);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  return ['kinelab', typeof scenario === 'string' ? scenario : scenario.id, ...(hours > 0 ? [hours] : []), ...parts].join('-') + '.json';
}

/** Whether a file is to be opened as a run rather than read as data. A run file that is damaged further on is still one. Never throws. */
export async function isRunFile(file: File): Promise<boolean> {
  const head = await file
    .slice(0, HEAD_BYTES)
    .text()
    .catch(() => '-');
  return /^\s*\{[^]*?"format"\s*:\s*"kinelab-/.test(head) || (/^kinelab-.*\.json$/i.test(file.name) && /^\s*(\{|$)/.test(head));
}

/** Reads a file that the learner has chosen. Never throws. */
export async function openRunFile(file: File): Promise<RunReading> {
  if (file.size > FILE_BYTES_MAX) return refuse(TOO_LARGE);
  try {
    return readRunFile(await file.text());
  } catch {
    return refuse('the browser could not read it');
  }
}

/** Never throws. */
export function readRunFile(text: string): RunReading {
  if (text.length > FILE_BYTES_MAX) return refuse(TOO_LARGE);
  try {
    return readEnvelope(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return refuse(whyUnreadable(text));
  }
}

const TOO_LARGE = `it is larger than ${FILE_BYTES_MAX / 1_048_576} MiB, more than any run that Kinelab keeps`;

const refuse = (reason: string): RunReading => ({ ok: false, sentence: `This file cannot be opened: ${reason}.` });

function readEnvelope(json: unknown): RunReading {
  const { format, version, checksum, run, ...others } = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  if (format === 'kinelab-progress') return refuse('it holds progress; import it under Exercises');
  if (format !== FORMAT) return refuse('it is not a run of Kinelab');
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1)
    return refuse('it does not say which version of run files it is');
  if (version > VERSION) return refuse(`it was made by a newer version of Kinelab (file version ${version}, this one reads ${VERSION})`);
  if (run === undefined || checksum === undefined || Object.keys(others).length > 0) return refuse('it is incomplete or was changed');
  if (checksum !== crc32(canonicalJson(run))) return refuse('it was changed after Kinelab wrote it');
  const reading = readRecipe(run);
  return reading.ok ? reading : refuse(`its contents are not a run (${reading.reason})`);
}

/** Of a text that is not JSON as a whole: nothing, something else, or the beginning of a run file. */
function whyUnreadable(text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (!/^\uFEFF?\s*\{/.test(text)) return 'it is not JSON, as a run of Kinelab is';
  return endsInside(text) ? 'it ends too early' : 'it is not JSON from its beginning to its end';
}

/** Whether a bracket or a text is still open where it ends. */
function endsInside(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inText) {
      if (character === '\\') i++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
  }
  return inText || depth > 0;
}
