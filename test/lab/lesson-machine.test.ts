import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { type LessonEvent, lessonMachine, lessonStateAt } from '../../src/lab/machines/lesson.machine.ts';

function follow(items: number, events: readonly LessonEvent[]) {
  let [snapshot] = initialTransition(lessonMachine, { items });
  const ends: number[] = [];
  const places: string[] = [snapshot.value as string];
  events.forEach((event, i) => {
    const [next, actions] = transition(lessonMachine, snapshot, event);
    if (actions.some(({ type }) => type === 'noteEnd')) ends.push(i);
    snapshot = next;
    places.push(snapshot.value as string);
  });
  return { places, ends, context: snapshot.context };
}

const answered = (isRight: boolean): LessonEvent => ({ type: 'answered', isRight });

test('the way from the opening to the end', () => {
  const { places, ends, context } = follow(3, [
    { type: 'commit', option: 2 },
    { type: 'ask' },
    answered(true),
    answered(false),
    answered(true),
  ]);
  expect(places).toEqual(['opening', 'reading', 'items', 'items', 'items', 'done']);
  expect(ends).toEqual([4]);
  expect(context).toEqual({ committed: 2, answered: 3, right: 2, items: 3, round: 1 });
});

test('nothing is read before an answer is committed, and it stays as it was committed', () => {
  const { places, context } = follow(3, [
    { type: 'ask' },
    answered(true),
    { type: 'return' },
    { type: 'commit', option: null },
    { type: 'commit', option: 1 },
  ]);
  expect(places).toEqual(['opening', 'opening', 'opening', 'opening', 'reading', 'reading']);
  expect(context.committed).toBeNull();
});

test('whoever goes back to the notes begins the questions anew', () => {
  const { places, ends, context } = follow(3, [
    { type: 'commit', option: 0 },
    { type: 'ask' },
    answered(true),
    answered(true),
    { type: 'return' },
    { type: 'ask' },
    answered(false),
  ]);
  expect(places.at(-1)).toBe('items');
  expect(ends).toEqual([]);
  expect(context).toMatchObject({ answered: 1, right: 0, round: 2 });
});

test('the end is never reached without a committed answer and a whole round of questions', () => {
  const event = fc.oneof(
    fc.constantFrom<LessonEvent>({ type: 'ask' }, { type: 'return' }, { type: 'again' }),
    fc.option(fc.nat(3)).map((option): LessonEvent => ({ type: 'commit', option })),
    fc.boolean().map(answered),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const { places, ends } = follow(3, events);
      for (const end of ends) {
        const before = events.slice(0, end + 1);
        expect(before.some(({ type }) => type === 'commit')).toBe(true);
        expect(before.filter(({ type }) => type === 'answered').length).toBeGreaterThanOrEqual(3);
        expect(places[end]).toBe('items');
        expect(places[end + 1]).toBe('done');
      }
    }),
  );
});

test('whoever is back goes on where they stopped, past a last question that was answered', () => {
  const kept = { committed: 2, part: 'items' as const, answered: 1, right: 1 };
  const back = lessonStateAt(kept, 3);
  expect(back.value).toBe('items');
  const [next] = transition(lessonMachine, back, answered(false));
  expect(next).toMatchObject({ value: 'items', context: { committed: 2, answered: 2, right: 1, items: 3, round: 1 } });
  expect(transition(lessonMachine, next, answered(true))[0].value).toBe('done');
  expect(lessonStateAt({ ...kept, answered: 3 }, 3)).toMatchObject({ value: 'done', context: { answered: 3, right: 1 } });
  expect(lessonStateAt({ ...kept, part: 'reading' }, 3)).toMatchObject({ value: 'reading', context: { answered: 0, right: 0, round: 0 } });
});
