import { Link } from 'wouter';
import { TOPICS, type Topic } from '../../content/learning/topics.ts';
import type { QuestionTemplate } from '../../content/questions/question.ts';
import { placeOfExam } from '../../lab/machines/exam.machine.ts';
import { Button } from '../controls/Button.tsx';
import { ProgressTrouble } from '../progress/ProgressTrouble.tsx';
import { ExamSetup } from './ExamSetup.tsx';
import styles from './practice.module.css';
import type { Exam } from './use-exam.ts';

export function Modes({ templates, exam }: { templates: readonly QuestionTemplate[]; exam: Exam }) {
  const topics = (Object.keys(TOPICS) as Topic[])
    .map((topic) => ({ topic, count: templates.filter((template) => template.topic === topic).length }))
    .filter(({ count }) => count > 0);
  return (
    <div className={styles.narrow}>
      <h1 className={styles.title}>Practice and exam</h1>
      <p className={styles.lead}>
        Every question draws its numbers anew and computes its answer from the formulas that the engine runs on. What you answer is kept in
        this browser only.
      </p>
      <ProgressTrouble />
      {topics.length === 0 ? (
        <p className={styles.empty}>There are no questions yet.</p>
      ) : (
        <>
          <section className={styles.mode} aria-labelledby="mode-drill">
            <h2 id="mode-drill">Drill</h2>
            <p>Question after question, mixed, with the answer and its reasons at once. Numbers you have had do not come again.</p>
            <Link href="/exam/drill" className={styles.go}>
              Start a mixed drill
            </Link>
          </section>
          <section className={styles.mode} aria-labelledby="mode-topic">
            <h2 id="mode-topic">By topic</h2>
            <p>The same, on one topic.</p>
            <ul className={styles.topics}>
              {topics.map(({ topic, count }) => (
                <li key={topic}>
                  <Link href={`/exam/topic/${topic}`}>{TOPICS[topic]}</Link>{' '}
                  <span>
                    {count} {count === 1 ? 'question' : 'questions'}
                  </span>
                </li>
              ))}
            </ul>
          </section>
          <section className={styles.mode} aria-labelledby="mode-exam">
            <h2 id="mode-exam">Exam</h2>
            <p>A fixed number of questions over all topics, nothing said until the end, then a report by topic.</p>
            {placeOfExam(exam.snapshot) === 'choosing' ? <ExamSetup templates={templates} exam={exam} /> : <Standing exam={exam} />}
          </section>
        </>
      )}
    </div>
  );
}

/** An exam that was left, or its report. */
function Standing({ exam: { snapshot, send } }: { exam: Exam }) {
  const { items, endsAtMs } = snapshot.context;
  const answered = items.filter(({ chosen }) => chosen.length > 0).length;
  if (placeOfExam(snapshot) === 'handed-in')
    return (
      <div className={styles.standing}>
        <p>Your last exam of {items.length} questions is handed in.</p>
        <div className={styles.actions}>
          <Link href="/exam/sit" className={styles.go}>
            Read its report
          </Link>
          <Button onPress={() => send({ type: 'leave' })}>Close it and choose a new one</Button>
        </div>
      </div>
    );
  return (
    <div className={styles.standing}>
      <p>
        An exam is under way: {answered} of {items.length} answered
        {endsAtMs === null ? ', without the clock.' : '. Its clock runs on while you are elsewhere.'}
      </p>
      <Link href="/exam/sit" className={styles.go}>
        Go on with it
      </Link>
    </div>
  );
}
