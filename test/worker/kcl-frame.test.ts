/** What the page is told of an application: how long its leases hold. */
import { expect, test } from 'vitest';
import type { KclConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { advanceRun, createWorld, SECOND } from '../../src/engine/index.ts';
import { scenarios } from '../../src/content/scenarios/index.ts';
import { kclFrame } from '../../src/worker/frames/kcl-frame.ts';

test('a lease that is held does not look expired because the failover time was just made shorter', () => {
  const scenario = scenarios.find(({ id }) => id === 'kcl-failover')!;
  const spec = scenario.consumers.find((consumer): consumer is KclConsumerSpec => consumer.kind === 'kcl')!;
  const slow = { ...spec, failoverTimeMs: 60_000, checkpoint: { kind: 'interval', everyMs: 3_600_000 } } as const;
  const world = createWorld({ ...scenario, consumers: [slow] }, { seed: '1' });
  const held = () => {
    const application = world.consumers.list.find(({ spec: { id } }) => id === spec.id)!;
    return kclFrame(world, application)!.leases.filter(({ leaseOwner }) => leaseOwner !== null);
  };
  // Renewed every 20 s: at one of twenty moments some of them were renewed more than 5 s ago.
  const isOld = ({ renewedUs }: ReturnType<typeof held>[number]) => world.sim.nowUs - renewedUs! > 5 * SECOND;
  for (let second = 100; second < 120 && !held().some(isOld); second++) advanceRun(world, [], 0, second * SECOND);
  expect(held().some(isOld)).toBe(true);
  const atUs = world.sim.nowUs;
  advanceRun(world, [{ at: atUs, command: { type: 'update-consumer', consumer: { ...slow, failoverTimeMs: 2000 } } }], 0, atUs);
  for (const { expiresUs } of held()) expect(expiresUs!).toBeGreaterThan(atUs);
});
