import { useSelector } from '@xstate/react';
import { useEffect, useState } from 'react';
import type { QuestionTemplate } from '../../content/questions/question.ts';
import { EXAM_KEY } from '../../lab/exam/exam-keeping.ts';
import { type ExamActor, openExam } from '../../lab/exam/exam-session.ts';
import { type ExamEvent, type ExamSnapshot, placeOfExam } from '../../lab/machines/exam.machine.ts';

export interface Exam {
  snapshot: ExamSnapshot;
  send(event: ExamEvent): void;
}

const TICK_MS = 1000;

/** The exam of this browser, ticking; when another tab goes on with it, this one follows. */
export function useExam(templates: readonly QuestionTemplate[]): Exam {
  const [actor, setActor] = useState<ExamActor>(() => openExam(templates));
  useEffect(() => {
    // Only on coming here: a tab that follows another writes nothing, or the two would answer each other for ever.
    actor.start().send({ type: 'come-back', atMs: Date.now() });
  }, []); // oxlint-disable-line react/exhaustive-deps -- see above
  useEffect(() => {
    actor.start();
    const timer = setInterval(() => {
      const place = placeOfExam(actor.getSnapshot());
      if (place === 'answering' || place === 'asking') actor.send({ type: 'tick', atMs: Date.now() });
    }, TICK_MS);
    const follow = ({ key }: StorageEvent) => {
      if (key === EXAM_KEY) setActor(openExam(templates));
    };
    window.addEventListener('storage', follow);
    return () => {
      clearInterval(timer);
      window.removeEventListener('storage', follow);
    };
  }, [actor, templates]);
  const snapshot = useSelector(actor, (now) => now);
  return { snapshot, send: (event) => actor.send(event) };
}
