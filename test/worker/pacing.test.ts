/** Real time and simulated time. */
import { describe, expect, test } from 'vitest';
import { PUT_STRIDE } from '../../src/protocol/from-worker.ts';
import { STEP_US } from '../../src/protocol/to-worker.ts';
import { frameOf } from '../../src/worker/frame-of.ts';
import { command, pause, play, setHidden, setSpeed, step } from '../../src/worker/session.ts';
import { drive, recipe } from './driving.ts';

const SPEEDS = [0.25, 1, 10, 1000];

describe('playing', () => {
  test.each(SPEEDS)('at %d× simulated time runs so much faster than real time', (speed) => {
    const driver = drive({ speed });
    driver.run(2000);
    expect(Math.abs(driver.simulatedSeconds() - 2 * speed)).toBeLessThanOrEqual(0.01 * speed);
  });

  test('goes on from where it stood when the speed changes', () => {
    const driver = drive();
    driver.run(1000);
    setSpeed(driver.session, 100, driver.nowMs());
    driver.run(1000);
    setSpeed(driver.session, 0.25, driver.nowMs());
    driver.run(1000);
    expect(Math.abs(driver.simulatedSeconds() - 101.25)).toBeLessThan(1);
  });

  test.each([
    [0, 0.25],
    [5000, 1000],
  ])('a speed of %d becomes %d', (wished, speed) => {
    const driver = drive();
    setSpeed(driver.session, wished, driver.nowMs());
    expect(driver.session.pacing.speed).toBe(speed);
  });

  test('stands still while paused, and does not catch up afterwards', () => {
    const driver = drive();
    driver.run(1000);
    pause(driver.session, 'learner', driver.nowMs());
    const at = driver.simulatedSeconds();
    driver.run(60_000);
    expect(driver.simulatedSeconds()).toBe(at);
    play(driver.session, driver.nowMs());
    driver.run(1000);
    expect(driver.simulatedSeconds() - at).toBeLessThan(1.01);
  });
});

describe('a step', () => {
  test.each(SPEEDS)('has the same simulated length at %d×', (speed) => {
    const driver = drive({ speed, play: false });
    for (let i = 1; i <= 5; i++) {
      step(driver.session, driver.nowMs());
      expect(driver.session.head.world.sim.nowUs).toBe(i * STEP_US);
      driver.sleep(777);
    }
  });

  test('pauses a run that plays, and moves it on', () => {
    const driver = drive();
    driver.run(1000);
    const at = driver.session.head.world.sim.nowUs;
    step(driver.session, driver.nowMs());
    driver.run(500);
    expect([driver.session.playing, driver.session.head.world.sim.nowUs]).toEqual([false, at + STEP_US]);
  });
});

describe('what does not make the run jump', () => {
  test('a page that is hidden for an hour', () => {
    const driver = drive({ speed: 10 });
    driver.run(1000);
    setHidden(driver.session, true, driver.nowMs());
    const at = driver.simulatedSeconds();
    driver.run(1000);
    driver.sleep(3_600_000);
    expect(frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs()).slow!.pausedBecause).toBe('hidden');
    setHidden(driver.session, false, driver.nowMs());
    driver.run(1000);
    expect(driver.simulatedSeconds() - at).toBeLessThan(10.1);
    expect(driver.simulatedSeconds() - at).toBeGreaterThan(9.9);
  });

  test.each(SPEEDS)('a gap of ten seconds in real time, at %d×', (speed) => {
    const driver = drive({ speed });
    driver.run(1000);
    const at = driver.simulatedSeconds();
    driver.sleep(10_000);
    driver.run(10);
    expect(driver.simulatedSeconds() - at).toBeLessThan(0.3 * speed);
    driver.run(2000);
    expect(frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs()).slow!.speed.reached).toBeNull();
  });

  test('a gap does not make it seem slow either', () => {
    const driver = drive();
    driver.run(1500);
    driver.sleep(10_000);
    driver.run(50);
    expect(driver.session.pacing.reached).toBeNull();
  });
});

describe('a speed that cannot be kept', () => {
  test('is told as the speed that is reached, and nothing is left out', () => {
    const [slow, whole] = [drive({ speed: 1000 }, 40), drive({ speed: 1000 })];
    slow.run(4000);
    const { speed } = frameOf(slow.session, { epoch: 0, eventsAfter: 0, slow: true }, slow.nowMs()).slow!;
    expect(speed.wished).toBe(1000);
    expect(Math.abs(speed.reached! - 40)).toBeLessThan(4);
    whole.run(slow.simulatedSeconds());
    const [{ made }, { made: wanted }] = [slow, whole].map(({ session }) => session.head.world.producers.list[0].totals);
    expect(Math.abs(made / slow.simulatedSeconds() - 500)).toBeLessThan(1);
    expect(Math.abs(wanted / whole.simulatedSeconds() - 500)).toBeLessThan(1);
  });

  test('is not chased afterwards', () => {
    const driver = drive({ speed: 100 }, 40);
    driver.run(5000);
    setSpeed(driver.session, 10, driver.nowMs());
    const at = driver.simulatedSeconds();
    driver.run(1000);
    expect(driver.simulatedSeconds() - at).toBeLessThan(10.5);
  });

  test('is forgotten when the engine keeps up again', () => {
    const driver = drive({ speed: 100 }, 40);
    driver.run(3000);
    setSpeed(driver.session, 20, driver.nowMs());
    driver.run(2500);
    expect(driver.session.pacing.reached).toBeNull();
  });

  test('a slice of work stays short, so that the page gets its frames', () => {
    const driver = drive({ speed: 1000 }, 5);
    driver.run(1000); // by now the chunks have their size
    for (let i = 0; i < 50; i++) {
      const startMs = driver.nowMs();
      driver.run(0.001);
      expect(driver.nowMs() - startMs).toBeLessThan(30);
    }
  });
});

describe('near the memory budget', () => {
  test('the run pauses, says so, and goes on when there is room', () => {
    const driver = drive({ speed: 100, budgetBytes: 2_000_000 });
    driver.run(60_000);
    const stoppedAt = driver.simulatedSeconds();
    const { slow, playing } = frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs());
    expect([playing, slow!.pausedBecause]).toEqual([false, 'memory']);
    expect(slow!.memory.usedBytes).toBeGreaterThan(1_800_000);
    expect(stoppedAt).toBeGreaterThan(10);
    play(driver.session, driver.nowMs());
    step(driver.session, driver.nowMs());
    driver.run(1000);
    expect(driver.simulatedSeconds()).toBe(stoppedAt);
    driver.session.maker.memory = { ...driver.session.maker.memory, budgetBytes: 1e9 };
    play(driver.session, driver.nowMs());
    driver.run(1000);
    expect(driver.simulatedSeconds()).toBeGreaterThan(stoppedAt + 90);
    expect(frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs()).slow!.pausedBecause).toBeNull();
  });

  test('commands are still taken, so that the learner can make room', () => {
    const driver = drive({ speed: 100, budgetBytes: 2_000_000 });
    driver.run(60_000);
    expect(command(driver.session, { type: 'remove-producer', id: 'checkout' })).toBeNull();
    expect(driver.session.head.world.producers.list).toEqual([]);
  });
});

test('a run that is opened paused waits', () => {
  const driver = drive({ play: false, recipe: recipe({ untilUs: 5_000_000 }) });
  driver.run(1000);
  const { slow, nowUs, puts } = frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs());
  expect([nowUs, slow!.pausedBecause, puts.length % PUT_STRIDE]).toEqual([0, 'learner', 0]);
});
