import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventQueue, nextAtUs, pop, push, type EventQueue } from '../../src/engine/kernel/event-queue.ts';

const drain = (queue: EventQueue<string>): string[] => {
  const out: string[] = [];
  while (nextAtUs(queue) < Infinity) out.push(pop(queue));
  return out;
};

test('an empty queue has nothing due', () => {
  expect(nextAtUs(createEventQueue())).toBe(Infinity);
});

test('equal times come out first in, first out', () => {
  const queue = createEventQueue<string>();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) push(queue, 5, name);
  push(queue, 4, 'earlier');
  expect(drain(queue)).toEqual(['earlier', 'a', 'b', 'c', 'd', 'e', 'f', 'g']);
});

test('pushes and pops in any order give what a stable sort gives', () => {
  const step = fc.oneof({ weight: 3, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.constant(null) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = createEventQueue<number>();
      let model: { atUs: number; id: number }[] = [];
      steps.forEach((atUs, id) => {
        if (atUs !== null) {
          push(queue, atUs, id);
          model = [...model, { atUs, id }].toSorted((a, b) => a.atUs - b.atUs || a.id - b.id);
        } else if (model.length > 0) {
          expect(nextAtUs(queue)).toBe(model[0].atUs);
          expect(pop(queue)).toBe(model.shift()!.id);
        }
      });
      for (const { id } of model) expect(pop(queue)).toBe(id);
    }),
  );
});

test('a copy goes on exactly as the original: the queue is plain data', () => {
  const queue = createEventQueue<string>();
  for (const [atUs, name] of [
    [3, 'c'],
    [1, 'a'],
    [1, 'b'],
    [2, 'x'],
  ] as const)
    push(queue, atUs, name);
  pop(queue);
  const copy = structuredClone(queue);
  push(queue, 1, 'late');
  push(copy, 1, 'late');
  expect(drain(copy)).toEqual(drain(queue));
});
