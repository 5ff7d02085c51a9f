/**
 * Replays recorded conversations with the real service (test/vectors/captures) against the engine: each step is a request at
 * an instant, and what its answer must be. Requests hold variables (`${name}`) that earlier answers filled; expectations hold
 * matchers, see `matchers.ts`.
 */
import { createKinesisApi, type ApiAnswer, type KinesisApi } from '../../src/engine/index.ts';
import { frameProblems, type FrameRules, type Session } from './fan-out-frames.ts';
import { mismatches, type Moment } from './matchers.ts';

export interface Step extends FrameRules {
  id: string;
  /** Milliseconds after the start of the recording. */
  atMs: number;
  /** X-Amz-Target; `$subscribe` and `$drain` are fan-out sessions. */
  target: string;
  input: Record<string, unknown>;
  expect: { status: number; errorType?: string; message?: string; messagePattern?: string; body?: unknown };
  /** Variable → path in the answer. */
  save?: Record<string, string>;
  loop?: { n: number; from?: number; everyMs?: number };
  /** Of `$subscribe` and `$drain`: which session. */
  session?: string;
  /** Of `$drain`: the client closes it then. */
  close?: boolean;
}

export interface Capture {
  format: number;
  name: string;
  startTime: number;
  vars: Record<string, string>;
  steps: Step[];
}

export interface StepResult {
  id: string;
  operation: string;
  /** What the answer is not; empty where it is right. */
  problems: string[];
}

const ACCOUNT = '000000000000';
const REGION = 'us-east-1';

export const operationOf = ({ target }: Step): string => target.split('.').at(-1)!;

/** As far as the engine offers fan-out sessions. */
type FanOutApi = KinesisApi & { subscribe?(body: unknown): Promise<ApiAnswer & { session?: Session }> };

interface Replay {
  api: FanOutApi;
  startMs: number;
  variables: Record<string, string>;
  sessions: Map<string, { session: Session; openedAtMs: number }>;
}

/** One result a step, in order. Steps of fan-out sessions have none while the engine has no `subscribe`. */
export async function replay({ startTime, vars, steps }: Capture): Promise<StepResult[]> {
  const api: FanOutApi = createKinesisApi({ startTime, seed: 1, accountId: ACCOUNT, region: REGION });
  const run: Replay = { api, startMs: startTime, variables: { account: ACCOUNT, region: REGION, ...vars }, sessions: new Map() };
  const results: StepResult[] = [];
  for (const step of steps) {
    if (step.target.startsWith('$') && api.subscribe === undefined) continue;
    const problems: string[] = [];
    for (let turn = 0; turn < (step.loop?.n ?? 1) && problems.length === 0; turn++) problems.push(...(await take(run, step, turn)));
    results.push({ id: step.id, operation: operationOf(step), problems });
  }
  return results;
}

async function take(run: Replay, step: Step, turn: number): Promise<string[]> {
  const { api, startMs, variables } = run;
  const number = (step.loop?.from ?? 0) + turn;
  const atMs = startMs + step.atMs + turn * (step.loop?.everyMs ?? 0);
  if (atMs > api.now()) await api.advanceTo(atMs);
  if (step.target === '$drain') return drain(run, step);
  const input = filled(step.input, { ...variables, i: String(number), i4: String(number).padStart(4, '0') });
  const answer = step.target === '$subscribe' ? await subscribe(run, step, input) : await api.handle(step.target, input);
  for (const [name, path] of Object.entries(step.save ?? {})) {
    const saved = pathIn(answer.body, path);
    if (typeof saved === 'string') variables[name] = saved;
  }
  return judge(step, answer, variables, { startMs });
}

async function subscribe({ api, sessions }: Replay, { session: name = '', atMs }: Step, input: unknown): Promise<ApiAnswer> {
  const answer = await api.subscribe!(input);
  if (answer.session !== undefined) sessions.set(name, { session: answer.session, openedAtMs: atMs });
  return { status: answer.status, body: answer.body ?? {} };
}

async function drain({ sessions, startMs, variables }: Replay, step: Step): Promise<string[]> {
  const open = sessions.get(step.session ?? '');
  if (open === undefined) return [`there is no session ${String(step.session)}`];
  const drained = await open.session.drain();
  if (step.close === true) await open.session.close();
  return frameProblems(filled(step, variables) as Step, drained, { startMs }, open.openedAtMs);
}

type Variables = Replay['variables'];

function judge({ expect }: Step, { status, body }: ApiAnswer, variables: Variables, moment: Moment): string[] {
  const type = textOf(body.__type);
  const message = textOf(body.message ?? body.Message);
  if (status !== expect.status) return [`status ${status} (${type} ${message}), not ${expect.status}`];
  const problems: string[] = [];
  if (expect.errorType !== undefined && type !== expect.errorType) problems.push(`type ${type}, not ${expect.errorType}`);
  const wanted = expect.message === undefined ? undefined : (filled(expect.message, variables) as string);
  if (wanted !== undefined && message !== wanted) problems.push(`message "${message}", not "${wanted}"`);
  if (expect.messagePattern !== undefined && !new RegExp(filled(expect.messagePattern, variables) as string).test(message))
    problems.push(`message "${message}" does not match ${expect.messagePattern}`);
  if (expect.body !== undefined) problems.push(...mismatches(filled(expect.body, variables), body, moment));
  return problems;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Puts variables into every text, and makes the bytes of `{$data}`. */
function filled(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return value.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => variables[name] ?? whole);
  if (Array.isArray(value)) return value.map((item) => filled(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  if ('$data' in value) return payload(filled(value.$data, variables) as PayloadRule).toString('base64');
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member, variables)]));
}

interface PayloadRule {
  rule: string;
  label: string;
  bytes: number;
}

/** The label line by line, or the label, a zero byte, and then 0 … 255 over and over. */
function payload({ rule, label, bytes }: PayloadRule): Buffer {
  if (rule === 'label-newline-repeat') return Buffer.alloc(bytes, `${label}\n`);
  const head = Buffer.from(`${label}\0`);
  return Buffer.from(Array.from({ length: bytes }, (_, at) => (at < head.length ? head[at] : (at - head.length) & 255)));
}

function pathIn(body: unknown, path: string): unknown {
  let value = body;
  for (const name of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value;
}
