import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { type DrillEvent, drillMachine, SESSION_MINUTES } from '../../../src/lab/machines/drill.machine.ts';

const item = (seed: string) => ({ template: 'shards', seed });
const deal = (seed: string): DrillEvent => ({ type: 'deal', item: item(seed) });
const answered = (isRight: boolean, minutes = 1): DrillEvent => ({ type: 'answered', isRight, atMs: minutes * 60_000 });

function follow(...events: DrillEvent[]) {
  const actor = createActor(drillMachine, { input: { startedAtMs: 0 } }).start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot();
}

describe('a drill', () => {
  it('asks, explains and asks the next', () => {
    expect(follow().value).toBe('dealing');
    expect(follow(deal('1'))).toMatchObject({ value: 'asking', context: { item: item('1') } });
    expect(follow(deal('1'), answered(true)).value).toBe('explained');
    const { value, context } = follow(deal('1'), answered(true), deal('2'), answered(false), deal('3'));
    expect(value).toBe('asking');
    expect(context.asked.map(({ isRight }) => isRight)).toEqual([true, false, null]);
  });

  it('deals nothing over a question that is open, and marks an answer once', () => {
    expect(follow(deal('1'), deal('2')).context.item).toEqual(item('1'));
    expect(follow(deal('1'), answered(true), answered(false)).context.asked).toEqual([{ ...item('1'), isRight: true }]);
  });

  it('ends on request, and when nothing new is left', () => {
    expect(follow(deal('1'), { type: 'stop' })).toMatchObject({ value: 'ended', context: { isUsedUp: false } });
    expect(follow(deal('1'), answered(true), { type: 'deal', item: null })).toMatchObject({ value: 'ended', context: { isUsedUp: true } });
    expect(follow({ type: 'deal', item: null }).value).toBe('ended');
  });

  it('offers a rest once, after the first answer past the time', () => {
    expect(follow(deal('1'), answered(true, SESSION_MINUTES - 0.1)).context.restIs).toBe('ahead');
    expect(follow(deal('1'), answered(true, SESSION_MINUTES)).context.restIs).toBe('due');
    expect(follow(deal('1'), answered(true, SESSION_MINUTES), deal('2'), answered(true, 60)).context.restIs).toBe('said');
  });
});
