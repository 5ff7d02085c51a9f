/** Requests that are no requests: of the wrong JSON type, of no known action, or without a body. For every action and member. */
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../src/engine/kinesis/actions/index.ts';
import type { Shape, StructureShape } from '../../src/engine/kinesis/validation.ts';
import { createKinesisApi } from '../../src/engine/index.ts';
import { START } from './service.ts';

const api = createKinesisApi({ startTime: START, quotas: { callRatesEnforced: false } });
const ask = (name: string, body: unknown) => api.handle(`Kinesis_20131202.${name}`, body);

/** Where the JSON cannot become what the member is, in AWS's words. */
const NUMBER = 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to';
const BOOLEAN = 'class java.lang.Boolean can not be converted to';
const STRING = 'class java.lang.String can not be converted to';
const MS = 'milliseconds since epoch';
const WORDS: Record<Shape['kind'], [unfit: unknown, text: string][]> = {
  string: [
    [1, `${NUMBER} an String`],
    [-0.5, `${NUMBER} an String`],
    [true, `${BOOLEAN} an String`],
    [false, `${BOOLEAN} an String`],
    [[], LIST()],
    [{}, MAP()],
  ],
  integer: [
    ['1', `${STRING} an Integer`],
    [true, `${BOOLEAN} an Integer`],
    [[], LIST()],
    [{}, MAP()],
  ],
  boolean: [
    ['perhaps', "'PERHAPS' can not be converted to an Boolean"],
    [1, `${NUMBER} an Boolean`],
    [[], LIST()],
    [{}, MAP()],
  ],
  timestamp: [
    ['1', `${STRING} ${MS}`],
    [true, `${BOOLEAN} ${MS}`],
    [[], LIST()],
    [{}, MAP()],
  ],
  blob: [
    [1, `${NUMBER} a Blob`],
    [true, `${BOOLEAN} a Blob`],
    [[], LIST()],
    [{}, MAP()],
  ],
  list: [
    ['1', 'Expected list or null'],
    [1, 'Expected list or null'],
    [{}, MAP()],
  ],
  map: [
    ['1', 'Expected map or null'],
    [true, 'Expected map or null'],
    [[], LIST()],
  ],
  structure: [
    ['1', 'Expected null'],
    [1.5, 'Expected null'],
    [[], LIST()],
  ],
};
function LIST(): string {
  return 'Start of list found where not expected';
}
function MAP(): string {
  return 'Start of structure or map found where not expected.';
}

/** Every member of a request, with the body that holds a value there and nothing else. */
function places(
  { members }: StructureShape,
  wrap: (body: Record<string, unknown>) => unknown,
  path: string,
): { path: string; shape: Shape; body(value: unknown): unknown }[] {
  return Object.entries(members).flatMap(([name, shape]) => {
    const here = { path: `${path}${name}`, shape, body: (value: unknown) => wrap({ [name]: value }) };
    const inner = shape.kind === 'list' ? shape.of : shape;
    if (inner.kind !== 'structure') return [here];
    const inside = shape.kind === 'list' ? (body: unknown) => here.body([body]) : here.body;
    return [here, ...places(inner, inside, `${here.path}.`)];
  });
}

describe.each(ACTIONS)('$name', ({ name, request }) => {
  const all = places(request, (body) => body, '');

  test('members of the wrong type are refused before anything else', async () => {
    for (const { path, shape, body } of all)
      for (const [value, Message] of WORDS[shape.kind])
        expect([path, value, await ask(name, body(value))]).toEqual([
          path,
          value,
          { status: 400, body: { __type: 'SerializationException', Message } },
        ]);
  });

  test('null is the same as nothing', async () => {
    const nothing = await ask(name, {});
    for (const { path, body } of all.filter(({ path: at }) => !at.includes('.')))
      expect([path, await ask(name, body(null))]).toEqual([path, nothing]);
  });

  test.each([undefined, null])('a body that is %j is an empty one', async (body) => {
    expect(await ask(name, body)).toEqual(await ask(name, {}));
  });

  test.each([[[]], ['text'], [7], [true]])('a body that is %j is refused', async (body) => {
    const answer = await ask(name, body);
    expect([answer.status, answer.body.__type]).toEqual([400, 'SerializationException']);
    expect(answer.body.Message).not.toBe('');
  });

  test('a required member that is missing is told, each in a clause', async () => {
    const required = request.required ?? [];
    if (required.length === 0) return;
    const { body } = await ask(name, {});
    expect(body.__type).toBe('ValidationException');
    expect(String(body.message)).toMatch(new RegExp(`^${required.length} validation errors? detected: Value null at '`));
    expect(String(body.message).split('; ')).toHaveLength(required.length);
  });

  test('members that AWS does not know change nothing', async () => {
    expect(await ask(name, { Fish: 1 })).toEqual(await ask(name, {}));
  });
});

test.each(['Kinesis_20131202.PutFish', 'Kinesis_20131202.constructor', 'Kinesis_20131202.toString', 'DynamoDB_20120810.PutItem', ''])(
  '%j is no action',
  async (target) => {
    for (const body of [{}, undefined, 7])
      expect(await api.handle(target, body)).toEqual({ status: 400, body: { __type: 'UnknownOperationException', message: '' } });
  },
);
