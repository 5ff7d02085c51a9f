/**
 * Finds out how far the service is AWS's, and holds `conformance.json`, which the page Reference → Conformance shows, to it.
 * After a change: UPDATE_CONFORMANCE=1 npx vitest run test/conformance
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Conformance, ConformingAction, RequestMember, Share } from '../../src/content/reference/conformance.ts';
import { ACTIONS } from '../../src/engine/kinesis/actions/index.ts';
import { MODEL, SDK_VERSION, type ModelOperation } from '../kinesis/api-model.ts';
import { replay, type Capture, type StepResult } from '../support/captures.ts';
import { CONTRADICTED } from '../vectors/contradicted.ts';
import { headComment } from './read-actions.ts';
import { limitsOf } from './read-limits.ts';
import { membersOf } from './read-members.ts';
import { actionOf, refusalsInCapture, refusalsInTests, wordings } from './read-refusals.ts';

const FILE = join(import.meta.dirname, '../../src/content/reference/conformance.json');
const CAPTURES = join(import.meta.dirname, '../vectors/captures');

interface Replayed {
  capture: Capture & { source: string; description: string };
  results: StepResult[];
}

const replayed: Replayed[] = [];
let found: Conformance;

beforeAll(async () => {
  for (const name of readdirSync(CAPTURES).filter((file) => file.endsWith('.json'))) {
    const capture = JSON.parse(readFileSync(join(CAPTURES, name), 'utf8')) as Replayed['capture'];
    replayed.push({ capture, results: await replay(capture) });
  }
  found = gather();
}, 120_000);

function gather(): Conformance {
  const refusals = [...replayed.flatMap(({ capture, results }) => refusalsInCapture(capture, results)), ...refusalsInTests()];
  const steps = replayed.flatMap(({ capture, results }) =>
    capture.steps.map((step) => ({ id: step.id, action: actionOf(step), isPassed: isPassed(step.id, results) })),
  );
  const actions = MODEL.map((operation): ConformingAction => {
    const own = wordings(refusals.filter(({ action }) => action === operation.name));
    return {
      name: operation.name,
      ...headComment(operation.name),
      members: membersOf(operation),
      limits: limitsOf(operation.name),
      refusals: own,
      otherErrors: unprovoked(operation, own),
      steps: share(steps.filter(({ action }) => action === operation.name).map((step) => step.isPassed)),
      contradicted: steps.flatMap(({ action, id }) =>
        action === operation.name && id in CONTRADICTED ? [{ step: id, reason: CONTRADICTED[id] }] : [],
      ),
    };
  });
  return {
    modelVersion: SDK_VERSION,
    summary: {
      actions: share(MODEL.map(({ name }) => ACTIONS.some((action) => action.name === name))),
      members: share(actions.flatMap(({ members }) => members.filter(isMeant).map(({ leftOut }) => leftOut === null))),
      steps: share(steps.map((step) => step.isPassed)),
      refusals: actions.reduce((sum, action) => sum + action.refusals.length, 0),
    },
    captures: replayed.map(({ capture: { name, source, description, steps: all }, results }) => ({
      name,
      source,
      description,
      steps: share(all.map(({ id }) => isPassed(id, results))),
    })),
    actions,
  };
}

/** StreamId is reserved in every request and means nothing. */
const isMeant = ({ path }: RequestMember): boolean => path !== 'StreamId';

/** A step without a result has not been asked, so it has not passed. */
const isPassed = (id: string, results: StepResult[]): boolean => results.some((result) => result.id === id && result.problems.length === 0);

const share = (is: boolean[]): Share => ({ count: is.filter(Boolean).length, of: is.length });

const unprovoked = ({ errors }: ModelOperation, refusals: { type: string }[]): string[] =>
  errors.filter((error) => !refusals.some(({ type }) => type === error));

test('the page says what the tests show', () => {
  const text = `${JSON.stringify(found, null, 1)}\n`;
  if (process.env.UPDATE_CONFORMANCE === '1') writeFileSync(FILE, text);
  expect(readFileSync(FILE, 'utf8'), 'UPDATE_CONFORMANCE=1 npx vitest run test/conformance').toBe(text);
});

test('all of the recorded steps are answered alike, but for those that contradict the rest', () => {
  const missed = replayed.flatMap(({ results }) => results.filter(({ problems }) => problems.length > 0));
  expect(missed.filter(({ id }) => !(id in CONTRADICTED))).toEqual([]);
  expect(found.summary.steps.of - found.summary.steps.count).toBe(missed.length);
});

test('no action is missing, and each says something of itself', () => {
  expect(found.summary.actions).toEqual({ count: 45, of: 45 });
  const silent = found.actions.filter(({ modelled, recorded }) => modelled.length + recorded.length === 0).map(({ name }) => name);
  expect(silent).toEqual([]);
});

test('each links to its own page of the API reference', () => {
  for (const { name, link } of found.actions) expect(link).toBe(`https://docs.aws.amazon.com/kinesis/latest/APIReference/API_${name}.html`);
});
