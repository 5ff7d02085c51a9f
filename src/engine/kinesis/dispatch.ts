/** From a request's target and body to an action's answer: validation first, before anything happens. */
import type { Action } from './action.ts';
import { ACTIONS } from './actions/index.ts';
import { overCallRate } from './call-rates.ts';
import { unknownOperation, type Answer } from './errors.ts';
import type { Kinesis } from './kinesis.ts';
import { validate } from './validation.ts';

const TARGET_PREFIX = 'Kinesis_20131202.';
const BY_NAME = new Map<string, Action>(ACTIONS.map((action) => [action.name, action]));

export function dispatch(kinesis: Kinesis, target: string, body: unknown): Answer<Record<string, unknown> | null> {
  const action = target.startsWith(TARGET_PREFIX) ? BY_NAME.get(target.slice(TARGET_PREFIX.length)) : undefined;
  if (action === undefined) return unknownOperation();
  const input = validate(action.requestFor?.(kinesis, body) ?? action.request, body);
  if (!input.ok) return input;
  return overCallRate(kinesis, action.name, input.value) ?? action.handle(kinesis, input.value as never);
}
