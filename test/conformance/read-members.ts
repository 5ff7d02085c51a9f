/** The members of a request: AWS's model beside the engine's shape. */
import type { RequestMember } from '../../src/content/reference/conformance.ts';
import { ACTIONS } from '../../src/engine/kinesis/actions/index.ts';
import type { Shape, StructureShape } from '../../src/engine/kinesis/validation.ts';
import { reasonFor, REQUIRED_BY_THE_SERVICE } from '../kinesis/api-model-differences.ts';
import type { ModelOperation, ModelStructure, ModelType } from '../kinesis/api-model.ts';

export function membersOf({ name, request }: ModelOperation): RequestMember[] {
  const shape = ACTIONS.find((action) => action.name === name)?.request;
  return walk(name, request, shape).map((member) => ({ ...member, path: member.path.slice(name.length + 1) }));
}

function walk(path: string, { members, required }: ModelStructure, shape: StructureShape | undefined): RequestMember[] {
  return Object.entries(members).flatMap(([name, type]) => {
    const at = `${path}.${name}`;
    const ours = shape?.members[name];
    const member = {
      path: at,
      type: typeInWords(type),
      isRequired: (shape?.required ?? required).includes(name),
      constraints: ours === undefined ? [] : constraintsOf(ours),
      leftOut: ours === undefined ? (reasonFor(at) ?? 'Not modelled.') : null,
      note: REQUIRED_BY_THE_SERVICE[at] ?? null,
    };
    const inner = type.kind === 'list' ? type.of : type;
    const innerShape = ours?.kind === 'list' ? ours.of : ours;
    if (inner.kind !== 'structure' || ours === undefined) return [member];
    return [member, ...walk(at, inner, innerShape as StructureShape)];
  });
}

function typeInWords(type: ModelType): string {
  if (type.kind === 'list') return `list of ${type.of.kind === 'structure' ? 'structures' : `${type.of.kind}s`}`;
  return type.kind === 'map' ? 'map from string to string' : type.kind;
}

function constraintsOf(shape: Shape): string[] {
  switch (shape.kind) {
    case 'string':
      return [
        ...between('length', shape),
        ...(shape.values === undefined ? [] : [`one of ${shape.values.join(', ')}`]),
        ...(shape.pattern === undefined ? [] : [`pattern ${shape.pattern}`]),
      ];
    case 'integer':
      return between('value', shape);
    case 'blob':
      return between('length', shape, ' B');
    case 'list':
      return [
        ...between('length', shape),
        ...(shape.of.kind === 'structure' ? [] : constraintsOf(shape.of).map((words) => `each: ${words}`)),
      ];
    case 'map':
      return [
        ...between('length', shape),
        ...(shape.keys === undefined ? [] : between('keys of length', shape.keys)),
        ...(shape.values === undefined ? [] : between('values of length', shape.values)),
      ];
    default:
      return [];
  }
}

function between(what: string, { min, max }: { min?: number; max?: number }, unit = ''): string[] {
  if (min === undefined && max === undefined) return [];
  if (max === undefined) return [`${what} at least ${grouped(min!)}${unit}`];
  return [min === undefined ? `${what} at most ${grouped(max)}${unit}` : `${what} ${grouped(min)} to ${grouped(max)}${unit}`];
}

const grouped = (number: number): string => String(number).replaceAll(/\B(?=(\d{3})+$)/g, ',');
