/** No operation and no member of AWS's API model is missing, or it is said here why. */
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../src/engine/kinesis/actions/index.ts';
import type { Shape, StructureShape } from '../../src/engine/kinesis/validation.ts';
import { startService } from './service.ts';
import { MODEL, type ModelStructure, type ModelType } from './api-model.ts';
import { isLeftOut, LEFT_OUT, REQUIRED_BY_THE_SERVICE } from './api-model-differences.ts';

const actionNamed = (name: string) => ACTIONS.find((action) => action.name === name);

test('the model has the 45 operations of 2026', () => {
  expect(MODEL).toHaveLength(45);
  expect(MODEL.every(({ errors }) => errors.length > 0)).toBe(true);
});

/** SubscribeToShard answers with a stream of events, so it is asked for with `subscribe`. */
test('every operation is there, and none that AWS does not have', () => {
  const names = MODEL.map(({ name }) => name);
  const ours = new Set(ACTIONS.map(({ name }) => name));
  expect(names.filter((name) => !ours.has(name))).toEqual([]);
  expect([...ours].filter((name) => !names.includes(name))).toEqual([]);
});

test.each(MODEL)('the service knows $name', async ({ name }) => {
  const { body } = await startService().api.handle(`Kinesis_20131202.${name}`, {});
  expect(body.__type).not.toBe('UnknownOperationException');
});

test('operations are known by their exact name only', async () => {
  const { api } = startService();
  for (const target of [
    'Kinesis_20131202.putRecord',
    'Kinesis_20131202.PutRecord ',
    'PutRecord',
    'Kinesis_20131203.PutRecord',
    'Kinesis_20131202.',
    '',
  ])
    expect(await api.handle(target, {})).toEqual({ status: 400, body: { __type: 'UnknownOperationException', message: '' } });
});

describe.each(MODEL)('$name', ({ name, request }) => {
  test('knows every member of its request, of the same type, and requires the same', () => {
    expect(differences(name, request, actionNamed(name)?.request)).toEqual([]);
  });
});

test('no difference is written down that is none', () => {
  const paths = MODEL.flatMap(({ name, request }) => memberPaths(name, request));
  const isMeant = (path: string, written: string): boolean =>
    path === written || (written.startsWith('*.') && path.endsWith(written.slice(1)));
  for (const written of Object.keys(LEFT_OUT)) {
    const meant = paths.filter((path) => isMeant(path, written));
    expect({ written, found: meant.length > 0, known: meant.filter((path) => shapeAt(path) !== undefined) }).toEqual({
      written,
      found: true,
      known: [],
    });
  }
  for (const written of Object.keys(REQUIRED_BY_THE_SERVICE)) expect(paths).toContain(written);
});

/** In words, where our shape is not the model's. */
function differences(path: string, wanted: ModelStructure, ours: StructureShape | undefined): string[] {
  if (ours === undefined) return [`${path} has no shape`];
  const unknown = Object.keys(wanted.members).filter((member) => ours.members[member] === undefined && !isLeftOut(`${path}.${member}`));
  const invented = Object.keys(ours.members).filter((member) => wanted.members[member] === undefined);
  const required = Object.keys(wanted.members).filter(
    (member) =>
      !isLeftOut(`${path}.${member}`) &&
      wanted.required.includes(member) !== (ours.required ?? []).includes(member) &&
      !(`${path}.${member}` in REQUIRED_BY_THE_SERVICE),
  );
  return [
    ...unknown.map((member) => `${path}.${member} is not known`),
    ...invented.map((member) => `${path}.${member} is not in the model`),
    ...required.map((member) => `${path}.${member} is ${wanted.required.includes(member) ? 'required' : 'not required'} by the model`),
    ...Object.entries(wanted.members).flatMap(([member, type]) =>
      ours.members[member] === undefined ? [] : typeDifferences(`${path}.${member}`, type, ours.members[member]),
    ),
  ];
}

function typeDifferences(path: string, wanted: ModelType, ours: Shape): string[] {
  if (wanted.kind !== ours.kind) return [`${path} is a ${ours.kind}, not a ${wanted.kind}`];
  if (wanted.kind === 'list') return typeDifferences(path, wanted.of, (ours as Extract<Shape, { kind: 'list' }>).of);
  if (wanted.kind === 'structure') return differences(path, wanted, ours as StructureShape);
  if (wanted.kind !== 'string' || wanted.values === undefined) return [];
  const values = [...((ours as Extract<Shape, { kind: 'string' }>).values ?? [])].toSorted();
  return values.join() === wanted.values.join() ? [] : [`${path} takes [${values.join(', ')}], not [${wanted.values.join(', ')}]`];
}

function memberPaths(path: string, type: ModelType): string[] {
  if (type.kind === 'list') return memberPaths(path, type.of);
  return type.kind === 'structure'
    ? Object.entries(type.members).flatMap(([member, inner]) => [`${path}.${member}`, ...memberPaths(`${path}.${member}`, inner)])
    : [];
}

function shapeAt(path: string): Shape | undefined {
  const [name, ...members] = path.split('.');
  let shape: Shape | undefined = actionNamed(name)?.request;
  for (const member of members) {
    if (shape?.kind === 'list') shape = shape.of;
    shape = shape?.kind === 'structure' ? shape.members[member] : undefined;
  }
  return shape;
}
