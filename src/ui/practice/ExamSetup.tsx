import { useState } from 'react';
import { useLocation } from 'wouter';
import { EXAMS, type ExamTag } from '../../content/learning/topics.ts';
import type { QuestionTemplate } from '../../content/questions/question.ts';
import { CLOCKS, type ClockChoice, EXAM_LENGTHS, type ExamLength, limitMsOf, minutesFor } from '../../lab/exam/exam-time.ts';
import { drawPaper } from '../../lab/exam/paper.ts';
import { Button } from '../controls/Button.tsx';
import { Choice, Segmented } from '../controls/Choice.tsx';
import { numbersHad } from './numbers-had.ts';
import styles from './practice.module.css';
import type { Exam } from './use-exam.ts';

export function ExamSetup({ templates, exam }: { templates: readonly QuestionTemplate[]; exam: Exam }) {
  const [length, setLength] = useState<ExamLength>('20');
  const [clock, setClock] = useState<ClockChoice>('1');
  const [tag, setTag] = useState<ExamTag | 'all'>('all');
  const [, navigate] = useLocation();
  const tags = EXAMS.filter((exam) => templates.some(({ exams }) => exams.includes(exam)));
  const chosen = tag === 'all' ? templates : templates.filter(({ exams }) => exams.includes(tag));
  const start = () => {
    const seed = Math.floor(Math.random() * 2 ** 32).toString(16);
    const paper = drawPaper(chosen, Number(length), seed, numbersHad(chosen));
    exam.send({ type: 'start', paper, limitMs: limitMsOf(paper.length, clock), atMs: Date.now() });
    navigate('/exam/sit');
  };
  return (
    <div className={styles.setup}>
      <Segmented
        label="Questions"
        value={length}
        options={EXAM_LENGTHS.map((value) => ({ value, label: value }))}
        onChange={(value) => setLength(value)}
      />
      <Segmented
        label="Clock"
        value={clock}
        options={CLOCKS.map((value) => ({ value, label: value === 'off' ? 'Off' : `Time ×${value}` }))}
        onChange={(value) => setClock(value)}
      />
      <Choice
        label="Questions for"
        value={tag}
        options={[{ value: 'all' as const, label: 'every exam' }, ...tags.map((value) => ({ value, label: value }))]}
        onChange={(value) => setTag(value)}
      />
      <p className={styles.note}>
        {kindsInWords(chosen.length, Number(length))} {termsInWords(Number(length), clock)}
      </p>
      <div>
        <Button look="primary" onPress={start}>
          Start the exam
        </Button>
      </div>
    </div>
  );
}

/** No exam asks about Kinesis alone, and some ask little of it. */
function kindsInWords(kinds: number, items: number): string {
  if (kinds >= items) return `Drawn from ${kinds} kinds of questions.`;
  return `There are ${kinds} kinds of questions here for this: they come again with other numbers.`;
}

function termsInWords(items: number, clock: ClockChoice): string {
  if (clock === 'off') return 'No limit of time; you can pause and come back when you like.';
  const minutes = minutesFor(items, Number(clock));
  const hours = minutes >= 60 ? ` (${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`})` : '';
  return `${minutes} minutes${hours}, without a pause. You are told five minutes and one minute before the end; then it is handed in as it stands.`;
}
