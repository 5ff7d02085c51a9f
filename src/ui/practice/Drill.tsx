import { useActor } from '@xstate/react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { TOPICS, type Topic } from '../../content/learning/topics.ts';
import type { QuestionTemplate } from '../../content/questions/question.ts';
import { dealNext } from '../../lab/exam/deal.ts';
import { type DrillContext, drillMachine, SESSION_MINUTES } from '../../lab/machines/drill.machine.ts';
import { progressStore } from '../../lab/progress/progress.ts';
import { Button } from '../controls/Button.tsx';
import { QuestionCard } from '../question/QuestionCard.tsx';
import { teacherAddress, teacherInWords } from '../question/teacher.ts';
import { numbersHad } from './numbers-had.ts';
import styles from './practice.module.css';

interface DrillProps {
  templates: readonly QuestionTemplate[];
  /** Null: a mix of all, or what `name` says. */
  topic: Topic | null;
  name?: string;
}

/** Question after question, each answered at once. */
export function Drill({ templates, topic, name = topic === null ? 'all topics' : TOPICS[topic] }: DrillProps) {
  const [startedAtMs] = useState(() => Date.now());
  const [{ value, context }, send] = useActor(drillMachine, { input: { startedAtMs } });
  const isLoaded = useStore(progressStore, (progress) => progress.isLoaded);
  const had = useRef<Set<string> | null>(null);
  const deal = () => {
    had.current ??= numbersHad(templates);
    send({ type: 'deal', item: dealNext(templates, context.asked, had.current, Math.random) });
  };
  useEffect(() => {
    if (value === 'dealing' && isLoaded) deal();
  });
  const { item, asked } = context;
  const template = templates.find(({ id }) => id === item?.template);
  const right = asked.filter(({ isRight }) => isRight === true).length;
  const answered = asked.filter(({ isRight }) => isRight !== null).length;
  return (
    <div className={styles.narrow}>
      <div className={styles.head}>
        <h1>Drill: {name}</h1>
        <p className={styles.tally}>
          {answered} answered, {right} right
        </p>
        {value !== 'ended' && <Button onPress={() => send({ type: 'stop' })}>Stop here</Button>}
      </div>
      {value !== 'ended' && item !== null && template !== undefined && (
        <>
          {value === 'explained' && context.restIs === 'due' && (
            <p role="status" className={styles.warning}>
              {SESSION_MINUTES} minutes are done: a good place to stop. You can also go on.
            </p>
          )}
          <QuestionCard
            key={`${item.template}:${item.seed}`}
            template={template}
            seed={item.seed}
            mode={topic === null ? 'drill' : 'topic'}
            place={`Question ${asked.length}`}
            takesFocus
            onAnswered={({ isRight, atEpochMs }) => send({ type: 'answered', isRight, atMs: atEpochMs })}
            onNext={deal}
          />
        </>
      )}
      {value === 'ended' && <DrillEnd templates={templates} context={context} />}
    </div>
  );
}

function DrillEnd({ templates, context: { asked, isUsedUp } }: { templates: readonly QuestionTemplate[]; context: DrillContext }) {
  const missed = asked.filter(({ isRight }) => isRight === false).map(({ template }) => template);
  const toRead = templates.filter(({ id }) => missed.includes(id));
  return (
    <section className={styles.ask} aria-labelledby="drill-end">
      <h2 id="drill-end">The drill is over</h2>
      {isUsedUp && <p>Nothing is left that you have not been asked before.</p>}
      {toRead.length > 0 && (
        <>
          <p>Not right this time, and worth another look:</p>
          <ul className={styles.topics}>
            {toRead.map(({ id, title, teaches }) => (
              <li key={id}>
                {title}: <Link href={teacherAddress(teaches)}>{teacherInWords(teaches)}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <Link href="/exam" className={styles.go}>
        To all modes
      </Link>
    </section>
  );
}
