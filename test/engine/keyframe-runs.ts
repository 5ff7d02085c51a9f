/** What tests of keyframes share: small worlds, commands by hand, and seeks through a pool. */
import { expect } from 'vitest';
import {
  advanceRun,
  createWorld,
  digestOf,
  historyOf,
  nearestKeyframe,
  restoreKeyframe,
  type Keyframes,
  type World,
} from '../../src/engine/index.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import { packedLogBytes } from '../../src/engine/snapshot.ts';
import { STREAM } from '../kinesis/service.ts';
import { SMALL_FILE } from './arbitrary-run.ts';
import { bareScenario, producer } from './scenarios.ts';

export const files = new Map([[SMALL_FILE.id, SMALL_FILE]]);
export type Commands = readonly TimedCommand[];

const scenario = bareScenario(2, { producers: [producer({ rate: { kind: 'constant', perSecond: 20 } })] });
export const freshWorld = (): World => createWorld(scenario, { seed: '1' });

export const put = (at: number, partitionKey: string): TimedCommand => ({
  at,
  command: { type: 'put-record', stream: STREAM, partitionKey, text: 'x' },
});

export function expectSame(found: World, wanted: World): void {
  expect(historyOf(found)).toEqual(historyOf(wanted));
  expect(digestOf(found)).toBe(digestOf(wanted));
}

/** The world of a branch at a moment, found through the pool; `before` is given up for it. */
export function seek(
  pool: Keyframes,
  commands: Commands,
  atUs: number,
  before: World,
  givenMax = Infinity,
): { world: World; given: number } {
  const keyframe = nearestKeyframe(pool, commands, atUs, givenMax)!;
  const world = restoreKeyframe(keyframe, files, before);
  return { world, given: advanceRun(world, commands.slice(0, givenMax), keyframe.given, atUs) };
}

/** What the keyframes take, counted anew: every log once. */
export const recount = ({ list }: Keyframes): number =>
  list.reduce((sum, { snapshot }) => sum + snapshot.bytes, 0) +
  [...new Set(list.flatMap(({ snapshot }) => snapshot.logs))].reduce((sum, log) => sum + packedLogBytes(log), 0);
