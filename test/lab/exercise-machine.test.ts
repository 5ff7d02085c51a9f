/** The path through an exercise: nothing before a prediction, one result for each run and branch, the solution is nobody's result. */
import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import type { Verdict } from '../../src/judge/goal.ts';
import { countsNoMore, exerciseMachine } from '../../src/lab/machines/exercise.machine.ts';

const verdict = (stars: Verdict['stars'], isFinal: boolean, refused: string | null = null) =>
  ({ isFinal, seconds: isFinal ? 300 : 150, goals: [], stars, refused, moves: 1 }) as unknown as Verdict;

function begin() {
  const did: string[] = [];
  const machine = exerciseMachine.provide({
    actions: {
      pause: () => did.push('pause'),
      note: (_, params) => did.push(`note ${params.verdict.stars}`),
      leave: () => did.push('leave'),
    },
  });
  const actor = createActor(machine);
  actor.start();
  return { actor, did, state: () => actor.getSnapshot().value, context: () => actor.getSnapshot().context };
}

function beginRun() {
  const run = begin();
  run.actor.send({ type: 'stood' });
  run.actor.send({ type: 'committed', predicted: { kind: 'unknown' } });
  return run;
}

describe('before the run', () => {
  test('a verdict says nothing until a prediction is committed', () => {
    const { actor, did, state } = begin();
    actor.send({ type: 'committed', predicted: { kind: 'unknown' } });
    expect(state()).toBe('brief');
    actor.send({ type: 'stood' });
    actor.send({ type: 'verdict', verdict: verdict(3, true), branchId: 1 });
    expect(state()).toBe('predict');
    expect(did).toEqual([]);
  });

  test('the prediction is kept and cannot be given again', () => {
    const { actor, context } = begin();
    actor.send({ type: 'stood' });
    actor.send({ type: 'committed', predicted: { kind: 'choice', option: 1 } });
    actor.send({ type: 'committed', predicted: { kind: 'choice', option: 2 } });
    expect(context().predicted).toEqual({ kind: 'choice', option: 1 });
  });
});

describe('results', () => {
  test('an open verdict is shown and not noted, whatever it shows', () => {
    const { actor, did, state, context } = beginRun();
    actor.send({ type: 'verdict', verdict: verdict(3, false), branchId: 1 });
    expect(state()).toEqual({ tried: 'run' });
    expect(context().verdict?.stars).toBe(3);
    expect(did).toEqual([]);
  });

  test('the end of the window pauses once and is noted once', () => {
    const { actor, did, state } = beginRun();
    for (let i = 0; i < 3; i++) actor.send({ type: 'verdict', verdict: verdict(2, true), branchId: 1 });
    expect(state()).toEqual({ tried: 'judged' });
    expect(did).toEqual(['note 2', 'pause']);
  });

  test('going back opens the verdict; the same end again is not noted again, but pauses', () => {
    const { actor, did, state } = beginRun();
    actor.send({ type: 'verdict', verdict: verdict(2, true), branchId: 1 });
    actor.send({ type: 'verdict', verdict: verdict(0, false), branchId: 1 });
    expect(state()).toEqual({ tried: 'run' });
    actor.send({ type: 'verdict', verdict: verdict(2, true), branchId: 1 });
    expect(did).toEqual(['note 2', 'pause', 'pause']);
  });

  test('another branch is noted for itself, also without stars', () => {
    const { actor, did } = beginRun();
    actor.send({ type: 'verdict', verdict: verdict(1, true), branchId: 1 });
    actor.send({ type: 'explained' });
    actor.send({ type: 'verdict', verdict: verdict(0, true), branchId: 2 });
    expect(did.filter((what) => what.startsWith('note'))).toEqual(['note 1', 'note 0']);
  });

  test('a refused run is never noted', () => {
    const { actor, did, state } = beginRun();
    actor.send({ type: 'verdict', verdict: verdict(0, true, 'Not its own run.'), branchId: 1 });
    expect(state()).toEqual({ tried: 'judged' });
    expect(did).toEqual(['pause']);
  });

  test('a run that is set up anew counts anew and keeps the prediction', () => {
    const { actor, did, state, context } = beginRun();
    actor.send({ type: 'verdict', verdict: verdict(1, true), branchId: 1 });
    actor.send({ type: 'stood' });
    expect(state()).toEqual({ tried: 'run' });
    expect(context().verdict).toBeNull();
    actor.send({ type: 'verdict', verdict: verdict(3, true), branchId: 1 });
    expect(did.filter((what) => what.startsWith('note'))).toEqual(['note 1', 'note 3']);
    expect(context().predicted).toEqual({ kind: 'unknown' });
  });
});

describe('hints and the solution', () => {
  test('a goal has three hints', () => {
    const { actor, context } = beginRun();
    for (let i = 0; i < 5; i++) actor.send({ type: 'hint-opened', goal: 'throttling' });
    actor.send({ type: 'hint-opened', goal: 'moves' });
    expect(context().hints).toEqual({ throttling: 3, moves: 1 });
  });

  test('what the solution reaches is not noted, and it stays known that it was seen', () => {
    const { actor, did, context } = beginRun();
    actor.send({ type: 'solution-shown' });
    actor.send({ type: 'solution-played', branchId: 2 });
    actor.send({ type: 'verdict', verdict: verdict(3, true), branchId: 2 });
    expect(did).toEqual(['pause']);
    actor.send({ type: 'stood' });
    expect(context().sawSolution).toBe(true);
  });
});

describe('what is on screen after the end', () => {
  test('the result of a branch stays while its past is looked at', () => {
    const { actor, context } = beginRun();
    actor.send({ type: 'verdict', verdict: verdict(2, true), branchId: 1 });
    actor.send({ type: 'verdict', verdict: verdict(0, false), branchId: 1 });
    expect(context().ended).toMatchObject({ branchId: 1, verdict: { stars: 2 } });
    actor.send({ type: 'verdict', verdict: verdict(0, false), branchId: 2 });
    expect(context().branchId).toBe(2);
  });

  test('a run that ended before the solution was seen keeps its stars; another branch does not', () => {
    const { actor, context } = beginRun();
    actor.send({ type: 'verdict', verdict: verdict(2, true), branchId: 1 });
    actor.send({ type: 'solution-shown' });
    expect(countsNoMore(context())).toBe(false);
    actor.send({ type: 'verdict', verdict: verdict(3, true), branchId: 2 });
    expect(countsNoMore(context())).toBe(true);
  });

  test('a solution that was seen on a former visit counts from the beginning', () => {
    const { actor, context } = begin();
    actor.send({ type: 'solution-shown' });
    actor.send({ type: 'stood' });
    expect(countsNoMore(context())).toBe(true);
  });
});

test('again with other numbers leaves the round from wherever it stands', () => {
  const { actor, did, state } = beginRun();
  actor.send({ type: 'again' });
  expect(state()).toBe('vary');
  expect(did).toEqual(['leave']);
});
