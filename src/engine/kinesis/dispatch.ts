/** From a request's target and body to an action's answer: validation first, before anything happens. */
import type { Action } from './action.ts';
import { ACTIONS } from './actions/index.ts';
import { admitCaller } from './authorization.ts';
import { overCallRate } from './call-rates.ts';
import { unknownOperation, type Answer } from './errors.ts';
import type { Kinesis } from './kinesis.ts';
import { validate } from './validation.ts';

const TARGET_PREFIX = 'Kinesis_20131202.';
const BY_NAME = new Map<string, Action>(ACTIONS.map((action) => [action.name, action]));

export function dispatch(kinesis: Kinesis, target: string, body: unknown): Answer<Record<string, unknown> | null> {
  const request = admit(kinesis, target, body);
  return request.ok ? request.value.action.handle(request.value.kinesis, request.value.input as never) : request;
}

/** A request that nothing stands in the way of trying. */
export interface AdmittedRequest {
  action: Action;
  input: Record<string, unknown>;
  /** The service as the caller may use it. */
  kinesis: Kinesis;
}

export function admit(kinesis: Kinesis, target: string, body: unknown): Answer<AdmittedRequest> {
  const action = target.startsWith(TARGET_PREFIX) ? BY_NAME.get(target.slice(TARGET_PREFIX.length)) : undefined;
  if (action === undefined) return unknownOperation();
  const input = validate(action.requestFor?.(kinesis, body) ?? action.request, body);
  if (!input.ok) return input;
  const admitted = admitCaller(kinesis, action.name, input.value);
  if (!admitted.ok) return admitted;
  return (
    overCallRate(admitted.value, action.name, input.value) ?? { ok: true, value: { action, input: input.value, kinesis: admitted.value } }
  );
}
