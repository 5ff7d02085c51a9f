/** The exam of this browser: goes on where it was, is kept with every step, and its answers become part of the progress when it is handed in. */
import { type Actor, createActor } from 'xstate';
import { drawItem } from '../../content/learning/draw-item.ts';
import type { QuestionTemplate } from '../../content/questions/question.ts';
import { type ExamItem, examMachine, type ExamSnapshot, placeOfExam } from '../machines/exam.machine.ts';
import { noteAnswer } from '../progress/progress.ts';
import { answerOf } from './answer.ts';
import { keepExam, type KeptExam, keptExam } from './exam-keeping.ts';

export type ExamActor = Actor<typeof examMachine>;

export function openExam(templates: readonly QuestionTemplate[]): ExamActor {
  const byId = new Map(templates.map((template) => [template.id, template]));
  const known = new Set(byId.keys());
  const note = ({ items, atMs }: { items: readonly ExamItem[]; atMs: number }, startedAtMs: number) => {
    // Two tabs may show the same exam when its time is over.
    const kept = keptExam(known);
    if (kept?.place === 'handed-in' && kept.context.startedAtMs === startedAtMs) return;
    for (const item of items) {
      const template = byId.get(item.template);
      if (template === undefined || item.chosen.length === 0) continue;
      noteAnswer(answerOf(template, drawItem(template, item.seed), item, { mode: 'exam', atEpochMs: atMs }));
    }
  };
  const machine = examMachine.provide({ actions: { note: ({ context }, params) => note(params, context.startedAtMs) } });
  const kept = keptExam(known);
  const actor = createActor(machine, kept === null ? {} : { snapshot: machine.resolveState(stateOf(kept)) });
  let last: ExamSnapshot = actor.getSnapshot();
  actor.subscribe((snapshot) => {
    if (snapshot.context === last.context && placeOfExam(snapshot) === placeOfExam(last)) return;
    last = snapshot;
    keepExam(keptOf(snapshot));
  });
  return actor;
}

function stateOf({ place, context }: KeptExam) {
  return { value: place === 'handed-in' ? place : { sitting: place }, context };
}

function keptOf(snapshot: ExamSnapshot): KeptExam | null {
  const place = placeOfExam(snapshot);
  if (place === 'choosing') return null;
  return { version: 1, place: place === 'asking' ? 'answering' : place, context: snapshot.context };
}
