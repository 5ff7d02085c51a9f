/** A session under a clock of the test's own: real time passes only as far as the test, and the engine's pretended slowness, say. */
import { ENGINE_VERSION, SECOND } from '../../src/engine/index.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import { openSession, runSlice, type OpenOptions, type Session } from '../../src/worker/session.ts';
import { consumer, producer, bareScenario } from '../engine/scenarios.ts';

export const busyScenario: Scenario = bareScenario(3, {
  producers: [producer({ rate: { kind: 'constant', perSecond: 500 } })],
  consumers: [consumer()],
  metered: true,
});

export const recipe = (more: Partial<RunRecipe> = {}): RunRecipe => ({
  engineVersion: ENGINE_VERSION,
  scenario: busyScenario,
  seed: '1',
  commands: [],
  untilUs: 0,
  datasets: [],
  ...more,
});

export interface Driver {
  session: Session;
  nowMs(): number;
  /** Lets real time pass with the worker's loop running, as `main.ts` does it. */
  run(realMs: number): void;
  /** Real time in which nothing runs: a sleeping laptop. */
  sleep(realMs: number): void;
  simulatedSeconds(): number;
}

/** `capacity`: simulated seconds that the engine does in a real second. */
export function drive(options: Partial<OpenOptions> = {}, capacity = Infinity): Driver {
  let passedMs = 10_000;
  const session = openSession({ recipe: recipe(), datasets: [], replay: false, play: true, speed: 1, hidden: false, ...options }, passedMs);
  if (typeof session === 'string') throw new Error(session);
  let seenUs = 0;
  const clock = (): number => {
    passedMs += (session.head.world.sim.nowUs - seenUs) / 1000 / capacity;
    seenUs = session.head.world.sim.nowUs;
    return passedMs;
  };
  return {
    session,
    nowMs: clock,
    run(realMs) {
      const endMs = clock() + realMs;
      while (clock() < endMs) {
        const waitMs = Math.min(runSlice(session, clock) ?? Infinity, endMs - clock());
        passedMs += Math.max(waitMs, 0);
      }
    },
    sleep(realMs) {
      passedMs += realMs;
    },
    simulatedSeconds: () => session.head.world.sim.nowUs / SECOND,
  };
}
