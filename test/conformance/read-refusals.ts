/** What the service refuses with, action by action: as recorded from the real one, and as the tests of the actions provoke it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionRefusal } from '../../src/content/reference/conformance.ts';
import { operationOf, type Capture, type Step, type StepResult } from '../support/captures.ts';
import type { NotedRefusal } from './refusal-recorder.ts';

interface Found extends NotedRefusal {
  isRecorded: boolean;
}

/** Of a target that is no action, though its end may look like one. */
const UNKNOWN = 'UnknownOperationException';
const TEXT_MAX = 420;
const SHOWN_MAX = 3;

/** Runs the tests of the actions in a process of their own. */
export function refusalsInTests(): Found[] {
  const folder = mkdtempSync(join(tmpdir(), 'kinelab-refusals-'));
  const file = join(folder, 'refusals.jsonl');
  try {
    // The run is no part of this one: it must not take itself for a worker of it.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST') && name !== 'KINELAB_SEED'));
    execFileSync(process.execPath, [join(import.meta.dirname, 'record-refusals.mjs'), file], { env, encoding: 'utf8' });
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ ...(JSON.parse(line) as NotedRefusal), isRecorded: false }));
  } catch (error) {
    throw new Error(
      `The tests of the actions fail, so nothing can be said of what they show.\n${String((error as { stdout?: string }).stdout ?? error)}`,
      { cause: error },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of the steps that the engine answers alike. */
export function refusalsInCapture(capture: Capture, results: StepResult[]): Found[] {
  const passed = new Set(results.filter(({ problems }) => problems.length === 0).map(({ id }) => id));
  return capture.steps.filter(({ id, expect }) => expect?.errorType !== undefined && passed.has(id)).map((step) => recorded(step, capture));
}

function recorded(step: Step, { vars }: Capture): Found {
  const { errorType = '', message } = step.expect;
  const known: Record<string, string> = { account: '000000000000', region: 'us-east-1', ...vars };
  const text = (message ?? '').replaceAll(/\$\{(\w+)\}/g, (_, name: string) => known[name] ?? `<${name}>`);
  return { action: actionOf(step), type: errorType, text, test: step.id, isRecorded: true };
}

/** Opening and reading a session is what SubscribeToShard does. */
export const actionOf = (step: Step): string => (step.target.startsWith('$') ? 'SubscribeToShard' : operationOf(step));

/** Each wording once: those that differ only in names, numbers and values are one. */
export function wordings(found: readonly Found[]): ActionRefusal[] {
  const byWording = new Map<string, Found[]>();
  for (const refusal of found.filter(({ type }) => type !== UNKNOWN).toSorted(byOrigin)) {
    const wording = `${refusal.type} ${template(refusal.text)}`;
    byWording.set(wording, [...(byWording.get(wording) ?? []), refusal]);
  }
  return [...byWording.values()]
    .map((alike) => {
      const [first] = alike;
      const text = first.text.length > TEXT_MAX ? `${first.text.slice(0, TEXT_MAX)}…` : first.text;
      return {
        type: first.type,
        text,
        isRecorded: first.isRecorded,
        shownBy: [...new Set(alike.map(({ test }) => test))].slice(0, SHOWN_MAX),
      };
    })
    .toSorted((a, b) => compare(a.type, b.type) || compare(a.text, b.text));
}

/** Recorded ones first, then by the name of what shows them, so that the page does not depend on the order of runs. */
const byOrigin = (a: Found, b: Found): number =>
  Number(b.isRecorded) - Number(a.isRecorded) || compare(a.test, b.test) || compare(a.text, b.text);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const template = (text: string): string =>
  text
    .replaceAll(/arn:[^\s',]+/g, 'arn')
    .replaceAll(/Value ('[^']*'|null)(?= at)/gs, 'Value')
    .replaceAll(/Value '[\s\S]*?' at/g, 'Value at')
    .replaceAll(/records\.\d+\.member/g, 'records.member')
    .replaceAll(/(?<=[Ss]tream:? )[\w.-]+/g, 'S')
    .replaceAll(/(?<=[Cc]onsumer:? )[\w.-]+/g, 'C')
    .replaceAll(/[Ss]hard(Id)?-?[\w-]* /g, 'H ')
    .replaceAll(/'[^']*'(?= can not be converted)/g, 'V')
    .replaceAll(/\w{3} \w{3} \d+ [\d:]+ UTC \d+/g, 'T')
    .replaceAll(/\d+/g, '0');
