import { beforeEach, describe, expect, it } from 'vitest';
import { drawItem } from '../../../src/content/learning/draw-item.ts';
import { keepExam } from '../../../src/lab/exam/exam-keeping.ts';
import { openExam } from '../../../src/lab/exam/exam-session.ts';
import { placeOfExam } from '../../../src/lab/machines/exam.machine.ts';
import { progressStore } from '../../../src/lab/progress/progress.ts';
import { FIXTURE } from './questions-fixture.ts';

const PAPER = [
  { template: 'key-share', seed: 'a' },
  { template: 'write-limits', seed: 'b' },
  { template: 'fan-out', seed: 'c' },
];
const template = FIXTURE.find(({ id }) => id === 'key-share')!;
const right = drawItem(template, 'a').options.findIndex(({ isRight }) => isRight);

describe('the exam of a browser', () => {
  beforeEach(() => {
    keepExam(null);
    progressStore.setState({ answers: [] });
  });

  it('goes on where it was left', () => {
    const first = openExam(FIXTURE).start();
    first.send({ type: 'start', paper: PAPER, limitMs: null, atMs: 1000 });
    first.send({ type: 'choose', chosen: [right], atMs: 2000 });
    first.send({ type: 'go', to: 2, atMs: 3000 });
    first.send({ type: 'hand-in', atMs: 3000 });
    const second = openExam(FIXTURE).start().getSnapshot();
    expect(placeOfExam(second)).toBe('answering');
    expect(second.context).toEqual(first.getSnapshot().context);
  });

  it('makes its answers progress when it is handed in, the open ones not, and once though two tabs see the end', () => {
    const tabs = [openExam(FIXTURE).start()];
    tabs[0].send({ type: 'start', paper: PAPER, limitMs: 60_000, atMs: 1000 });
    tabs[0].send({ type: 'choose', chosen: [right], atMs: 2000 });
    tabs[0].send({ type: 'be-confident', confidence: 'medium' });
    tabs.push(openExam(FIXTURE).start());
    expect(progressStore.getState().answers).toEqual([]);
    for (const tab of tabs) tab.send({ type: 'tick', atMs: 61_000 });
    expect(progressStore.getState().answers).toEqual([
      {
        template: 'key-share',
        seed: 'a',
        topic: 'keys',
        atEpochMs: 61_000,
        isRight: true,
        misconceptions: [],
        confidence: 'medium',
        mode: 'exam',
        tookMs: 60_000,
      },
    ]);
    expect(placeOfExam(openExam(FIXTURE).start().getSnapshot())).toBe('handed-in');
  });

  it('forgets the exam that is left', () => {
    const actor = openExam(FIXTURE).start();
    actor.send({ type: 'start', paper: PAPER, limitMs: null, atMs: 1000 });
    for (const type of ['hand-in', 'confirm'] as const) actor.send({ type, atMs: 2000 });
    actor.send({ type: 'leave' });
    expect(placeOfExam(openExam(FIXTURE).getSnapshot())).toBe('choosing');
  });
});
