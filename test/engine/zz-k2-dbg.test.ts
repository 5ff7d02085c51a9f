import { test } from 'vitest';
import { advanceTo, advanceRun, createWorld, historyOf } from '../../src/engine/index.ts';
import { application, applicationOf, owned, workers, MINUTE } from './kcl-applications.ts';
import { bareScenario, producer } from './scenarios.ts';
test('leader crash 3.x', () => {
  const scenario = bareScenario(4, { producers: [producer()], consumers: [application({ version: '3.x', workers: workers(3) })] });
  const world = createWorld(scenario, { seed: '1' });
  advanceTo(world, 5 * MINUTE);
  const worker = applicationOf(world).workers[applicationOf(world).leader!.worker].spec.id;
  advanceRun(world, [{ at: 5 * MINUTE, command: { type: 'inject-fault', id: 'f', fault: { kind: 'worker-crash', consumer: 'app', worker } } },
   { at: 10 * MINUTE, command: { type: 'start-worker', consumer: 'app', worker } }, { at: 12 * MINUTE, command: { type: 'update-consumer', consumer: application({ version: '3.x', workers: workers(2) }) } }, 
   { at: 14 * MINUTE, command: { type: 'update-consumer', consumer: application({ version: '3.x', retrieval: 'fan-out', workers: workers(2) }) } }, { at: 17 * MINUTE, command: { type: 'remove-consumer', id: 'app' } } ], 0, 18 * MINUTE);
  console.log(historyOf(world).filter((e) => e.atUs >= 5 * MINUTE).map((e) => (e.atUs / 1e6).toFixed(2) + ' ' + JSON.stringify({ ...e, atUs: 0 }).slice(0, 200)).join('\n'));
  console.log(world.kinesis.streams[0].consumers.map((c) => c.life), world.sim.queue.items.length);
});
