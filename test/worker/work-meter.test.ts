/** How an invocation's work is counted: the same at every pace, and stopped only where every question comes late. */
import { expect, test } from 'vitest';
import { createWorkMeter, POLLS_PER_STEP } from '../../src/worker/interpreter/work-meter.ts';

/** Polls as the interpreter does: at none left it fills up and asks. */
function work(polls: number, msOfPoll: (poll: number) => number) {
  let left = 0;
  let nowMs = 0;
  const countdown = { read: () => left, write: (given: number) => void (left = given) };
  const meter = createWorkMeter(countdown, { nowMs: () => nowMs, lateMsMax: 100 });
  let questions = 0;
  for (let poll = 0; poll < polls && !meter.isLate; poll++) {
    nowMs += msOfPoll(poll);
    if (--left > 0) continue;
    left = POLLS_PER_STEP;
    questions++;
    meter.count();
  }
  return { steps: meter.steps, isLate: meter.isLate, questions, nowMs };
}

test('a step is ten thousand polls, however often the meter is asked', () => {
  const quick = work(50_001, () => 0);
  expect(quick).toMatchObject({ steps: 6, isLate: false });
  const halting = work(50_001, (poll) => (poll % 1000 === 0 ? 10 : 0));
  expect(halting).toMatchObject({ steps: 6, isLate: false });
  expect(halting.questions).toBeGreaterThan(quick.questions);
});

test('long calls one after the other are stopped soon; the interruptions of a busy machine are not counted', () => {
  const calls = work(50_000, () => 5);
  expect(calls.isLate).toBe(true);
  expect(calls.nowMs).toBeLessThan(500);
  expect(work(50_000, (poll) => (poll % 500 === 0 ? 50 : 0.001))).toMatchObject({ isLate: false });
});

test('a question that is not of the countdown is a step', () => {
  const meter = createWorkMeter({ read: () => 17, write: () => expect.unreachable() }, { nowMs: () => 0, lateMsMax: 1 });
  for (let question = 0; question < 3; question++) meter.count();
  expect(meter.steps).toBe(3);
  const blind = createWorkMeter(null, { nowMs: () => 0, lateMsMax: 1 });
  blind.count();
  expect(blind.steps).toBe(1);
});
