/**
 * Progress as facts, each with an id made of what it says: two devices, two tabs or a file and a browser are merged by their union.
 * What the pages show is made from the facts, in the order of time.
 */
import type { Answer, Deeds, ExerciseResult, LessonPlace } from './progress.ts';

export type Fact =
  | { kind: 'result'; value: ExerciseResult }
  | { kind: 'answer'; value: Answer }
  | { kind: 'lesson'; value: { lesson: string; atEpochMs: number } }
  | { kind: 'place'; value: LessonPlace }
  /** `hot-key:7f3a`. */
  | { kind: 'solution'; value: string }
  | { kind: 'exam'; value: { date: string | null; setEpochMs: number } };

export function idOf(fact: Fact): string {
  switch (fact.kind) {
    case 'result':
      return `result:${fact.value.atEpochMs}:${fact.value.exercise}:${fact.value.seed}`;
    case 'answer':
      return `answer:${fact.value.atEpochMs}:${fact.value.template}:${fact.value.seed}`;
    case 'lesson':
      return `lesson:${fact.value.lesson}`;
    case 'place':
      return `place:${fact.value.lesson}`;
    case 'solution':
      return `solution:${fact.value}`;
    case 'exam':
      return 'exam';
  }
}

/** Of a lesson read twice, a place moved and a date set twice the later word counts; all else is never said twice. */
export function isNewer(fact: Fact, than: Fact): boolean {
  if (fact.kind === 'lesson' && than.kind === 'lesson') return fact.value.atEpochMs > than.value.atEpochMs;
  if (fact.kind === 'place' && than.kind === 'place') return fact.value.atEpochMs > than.value.atEpochMs;
  return fact.kind === 'exam' && than.kind === 'exam' && fact.value.setEpochMs > than.value.setEpochMs;
}

export function factsOf({ results, answers, lessons, places, solutionsSeen, exam }: Deeds): Fact[] {
  return [
    ...results.map((value) => ({ kind: 'result' as const, value })),
    ...answers.map((value) => ({ kind: 'answer' as const, value })),
    ...Object.entries(lessons).map(([lesson, atEpochMs]) => ({ kind: 'lesson' as const, value: { lesson, atEpochMs } })),
    ...Object.values(places).map((value) => ({ kind: 'place' as const, value })),
    ...solutionsSeen.map((value) => ({ kind: 'solution' as const, value })),
    ...(exam === null ? [] : [{ kind: 'exam' as const, value: exam }]),
  ];
}

/** The same facts in any order, and some of them twice, give the same state. */
export function stateOf(facts: readonly Fact[]): Deeds {
  const deeds: Deeds = { results: [], answers: [], lessons: {}, places: {}, solutionsSeen: [], exam: null };
  for (const [, fact] of latest(facts)) {
    if (fact.kind === 'result') deeds.results.push(fact.value);
    else if (fact.kind === 'answer') deeds.answers.push(fact.value);
    else if (fact.kind === 'lesson') deeds.lessons[fact.value.lesson] = fact.value.atEpochMs;
    else if (fact.kind === 'place') deeds.places[fact.value.lesson] = fact.value;
    else if (fact.kind === 'solution') deeds.solutionsSeen.push(fact.value);
    else deeds.exam = fact.value;
  }
  const byTime = (a: { atEpochMs: number }, b: { atEpochMs: number }) => a.atEpochMs - b.atEpochMs;
  deeds.results.sort(byTime);
  deeds.answers.sort(byTime);
  return deeds;
}

function latest(facts: readonly Fact[]): [string, Fact][] {
  const byId = new Map<string, Fact>();
  for (const fact of facts) {
    const known = byId.get(idOf(fact));
    if (known === undefined || isNewer(fact, known)) byId.set(idOf(fact), fact);
  }
  return [...byId].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
