/** Practice and exam: the three modes, each at an address of its own. */
import { Redirect } from 'wouter';
import { questions } from '../../content/questions/index.ts';
import { TOPICS, type Topic } from '../../content/learning/topics.ts';
import { placeOfExam } from '../../lab/machines/exam.machine.ts';
import { Header, type Place } from '../header/Header.tsx';
import { usePageTitle } from '../page-title.ts';
import { Drill } from './Drill.tsx';
import styles from './practice.module.css';
import { Modes } from './Modes.tsx';
import { ReportPage } from './ReportPage.tsx';
import { Sitting } from './Sitting.tsx';
import { type Exam, useExam } from './use-exam.ts';

interface ExamPageProps {
  places: readonly Place[];
  mode: string | undefined;
  /** Of mode `question`: the id of a template. */
  topic: string | undefined;
}

export function ExamPage({ places, mode, topic }: ExamPageProps) {
  const exam = useExam(questions);
  usePageTitle(mode === undefined || mode === 'sit' ? 'Exam' : 'Practice');
  return (
    <div className={styles.page}>
      <Header places={places} isOfRun={false} />
      <main className={styles.main}>
        <Content exam={exam} mode={mode} topic={topic} />
      </main>
    </div>
  );
}

const isTopic = (name: string | undefined): name is Topic => name !== undefined && name in TOPICS;

function Content({ exam, mode, topic }: Omit<ExamPageProps, 'places'> & { exam: Exam }) {
  if (mode === 'drill') return <Drill key="mixed" templates={questions} topic={null} />;
  if (mode === 'topic' && isTopic(topic))
    return <Drill key={topic} templates={questions.filter((template) => template.topic === topic)} topic={topic} />;
  const asked = mode === 'question' ? questions.find(({ id }) => id === topic) : undefined;
  if (asked !== undefined) return <Drill key={asked.id} templates={[asked]} topic={null} name={asked.title} />;
  const place = placeOfExam(exam.snapshot);
  if (mode === 'sit' && place !== 'choosing')
    return place === 'handed-in' ? <ReportPage templates={questions} exam={exam} /> : <Sitting templates={questions} exam={exam} />;
  return mode === undefined ? <Modes templates={questions} exam={exam} /> : <Redirect to="/exam" replace />;
}
