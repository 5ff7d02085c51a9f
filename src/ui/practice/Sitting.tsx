import { useMemo } from 'react';
import { drawItem } from '../../content/learning/draw-item.ts';
import type { QuestionTemplate } from '../../content/questions/question.ts';
import { placeOfExam } from '../../lab/machines/exam.machine.ts';
import { Button } from '../controls/Button.tsx';
import { letterOf } from '../question/question-keys.ts';
import { QuestionForm } from '../question/QuestionForm.tsx';
import { ExamClock } from './ExamClock.tsx';
import { Flag } from './Flag.tsx';
import { HandIn } from './HandIn.tsx';
import { ItemList } from './ItemList.tsx';
import styles from './practice.module.css';
import { Rest } from './Rest.tsx';
import { standingOf } from './standing.ts';
import type { Exam } from './use-exam.ts';

interface SittingProps {
  templates: readonly QuestionTemplate[];
  exam: Exam;
}

/** The exam while it is being sat: one question, the list of all, the clock. Nothing says what is right. */
export function Sitting({ templates, exam }: SittingProps) {
  const { snapshot, send } = exam;
  const { items, at, endsAtMs } = snapshot.context;
  const place = placeOfExam(snapshot);
  const asked = useMemo(
    () => new Map(items.map(({ template, seed }) => [`${template}:${seed}`, chooseOf(templates, template, seed)])),
    // oxlint-disable-next-line react/exhaustive-deps -- the paper is the same from the start to the end
    [templates, snapshot.context.startedAtMs],
  );
  const standings = items.map((item) => standingOf(item, asked.get(`${item.template}:${item.seed}`) ?? 1));
  return (
    <div className={styles.sitting}>
      <div className={styles.head}>
        <h1>Exam</h1>
        <ExamClock endsAtMs={endsAtMs} />
        {endsAtMs === null && place === 'answering' && <Button onPress={() => send({ type: 'pause', atMs: Date.now() })}>Pause</Button>}
        {place === 'answering' && <Button onPress={() => send({ type: 'hand-in', atMs: Date.now() })}>Hand in</Button>}
      </div>
      <Warning minutes={snapshot.context.saidMinutes} />
      <div className={styles.sheet}>
        {place === 'answering' && <Question key={at} templates={templates} exam={exam} />}
        {place === 'asking' && <HandIn exam={exam} standings={standings} />}
        {place === 'paused' && <Rest onResume={() => send({ type: 'resume', atMs: Date.now() })} />}
        {place !== 'paused' && (
          <ItemList
            items={items}
            standings={standings}
            at={place === 'answering' ? at : null}
            onGo={(to) => send({ type: 'go', to, atMs: Date.now() })}
          />
        )}
      </div>
    </div>
  );
}

/** F is the sixth option where there is one. */
const keysInWords = (options: number): string =>
  `Keys: A–${letterOf(options - 1)} choose, Enter or N next, ${options < 6 ? 'F' : 'Shift+F'} flag`;

/** How many options the item asks for. */
function chooseOf(templates: readonly QuestionTemplate[], id: string, seed: string): number {
  return drawItem(
    templates.find((template) => template.id === id)!,
    seed,
  ).choose;
}

/** Said once each, and it stays to be read. */
function Warning({ minutes }: { minutes: number | null }) {
  const unit = minutes === 1 ? 'minute' : 'minutes';
  return (
    <p role="status" className={minutes === null ? 'visually-hidden' : styles.warning}>
      {minutes !== null && `Less than ${minutes} ${unit} left. At the end the exam is handed in as it stands.`}
    </p>
  );
}

function Question({ templates, exam: { snapshot, send } }: SittingProps) {
  const { items, at } = snapshot.context;
  const { template: id, seed, chosen, confidence, isFlagged } = items[at];
  const template = templates.find((candidate) => candidate.id === id)!;
  const item = useMemo(() => drawItem(template, seed), [template, seed]);
  const isLast = at === items.length - 1;
  const go = (to: number) => send({ type: 'go', to, atMs: Date.now() });
  const goOn = () => (isLast ? send({ type: 'hand-in', atMs: Date.now() }) : go(at + 1));
  return (
    <QuestionForm
      template={template}
      item={item}
      chosen={chosen}
      confidence={confidence}
      isRevealed={false}
      place={`Question ${at + 1} of ${items.length}${isFlagged ? ', flagged' : ''}`}
      takesFocus
      onChoose={(options) => send({ type: 'choose', chosen: options, atMs: Date.now() })}
      onConfidence={(value) => send({ type: 'be-confident', confidence: value })}
      onEnter={goOn}
      onNext={() => !isLast && go(at + 1)}
      onFlag={() => send({ type: 'flag' })}
    >
      <div className={styles.steps}>
        <Button isDisabled={at === 0} onPress={() => go(at - 1)}>
          Previous
        </Button>
        <Button look="primary" onPress={goOn}>
          {isLast ? 'To the end' : 'Next'}
        </Button>
        <Button aria-pressed={isFlagged} onPress={() => send({ type: 'flag' })}>
          <Flag /> {isFlagged ? 'Take the flag off' : 'Flag'}
        </Button>
        <span className={styles.keys}>{keysInWords(item.options.length)}</span>
      </div>
    </QuestionForm>
  );
}
