/** Commands, and what a session must show after any of them. */
import { expect } from 'vitest';
import { advanceRun, createWorld, digestOf, historyOf, type World } from '../../src/engine/index.ts';
import type { Command } from '../../src/engine/commands.ts';
import type { Travel } from '../../src/protocol/travel.ts';
import type { Session } from '../../src/worker/session.ts';
import { travel } from '../../src/worker/travel.ts';
import { STREAM } from '../kinesis/service.ts';
import { consumer, producer } from '../engine/scenarios.ts';
import { drive, type Driver } from './driving.ts';

export const SPLIT: Command = {
  type: 'split-shard',
  stream: STREAM,
  shardId: 'shardId-000000000001',
  newStartingHashKey: '170141183460469231731687303715884105700',
};
export const FASTER: Command = { type: 'update-producer', producer: producer({ rate: { kind: 'constant', perSecond: 4000 } }) };
export const COMMANDS: Command[] = [
  SPLIT,
  FASTER,
  { type: 'add-consumer', consumer: consumer({ id: 'second' }) },
  { type: 'put-record', stream: STREAM, partitionKey: 'k', text: 'by hand' },
  { type: 'set-retention', stream: STREAM, hours: 48 },
  { type: 'split-shard', stream: STREAM, shardId: 'none', newStartingHashKey: '5' },
];

/** The run that the commands of the present branch give, played from its start, with those that have been given by now. */
function fresh({ scenario, seed, branch, head }: Session): World {
  const world = createWorld(scenario, { seed });
  advanceRun(world, branch.commands.slice(0, head.given), 0, head.world.sim.nowUs);
  return world;
}

export function expectFresh(session: Session): void {
  const wanted = fresh(session);
  expect(historyOf(session.head.world)).toEqual(historyOf(wanted));
  expect(digestOf(session.head.world)).toBe(digestOf(wanted));
}

export const go = (driver: Driver, wish: Travel): string | null => travel(driver.session, wish, driver.nowMs);

export const started = (): Driver => drive({ speed: 20 }, 400);
