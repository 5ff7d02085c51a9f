import { useEffect, useMemo, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { drawItem } from '../../content/learning/draw-item.ts';
import type { Item, QuestionTemplate } from '../../content/questions/question.ts';
import { isRightAnswer } from '../../lab/exam/answer.ts';
import { reportOf } from '../../lab/exam/report.ts';
import type { ExamItem } from '../../lab/machines/exam.machine.ts';
import { Button } from '../controls/Button.tsx';
import { spanInWords } from '../question/question-words.ts';
import styles from './practice.module.css';
import reportStyles from './report.module.css';
import { ReportTable } from './ReportTable.tsx';
import { ReviewList } from './ReviewList.tsx';
import type { Exam } from './use-exam.ts';

/** An item of the exam with everything that can be said of it now. */
export interface MarkedItem {
  given: ExamItem;
  template: QuestionTemplate;
  item: Item;
  isRight: boolean;
}

/** What came out of the exam: by topic, with how much that can mean, and every question with its reasons. */
export function ReportPage({ templates, exam: { snapshot, send } }: { templates: readonly QuestionTemplate[]; exam: Exam }) {
  const { items, startedAtMs, endedAtMs, endsAtMs } = snapshot.context;
  const [, navigate] = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const marked = useMemo(() => markItems(items, templates), [items, templates]);
  const report = useMemo(
    () =>
      reportOf(
        marked.map(({ given, template, isRight }) => ({
          topic: template.topic,
          answer: given.chosen.length === 0 ? null : { isRight, confidence: given.confidence },
        })),
      ),
    [marked],
  );
  const workedMs = items.reduce((sum, { tookMs }) => sum + tookMs, 0);
  const isOver = endsAtMs !== null && endedAtMs === endsAtMs;
  return (
    <div className={styles.narrow}>
      <h1 className={styles.title} ref={heading} tabIndex={-1}>
        {report.right} of {report.items} right
      </h1>
      <p className={styles.lead}>
        {isOver
          ? `The time was over after ${spanInWords(((endedAtMs ?? 0) - startedAtMs) / 1000)}; it was handed in as it stood.`
          : `Handed in after ${spanInWords(workedMs / 1000)} of work.`}
        {report.unanswered > 0 && ` ${report.unanswered} open, counted as not right.`}
      </p>
      <ReportTable report={report} />
      <p className={reportStyles.caution}>
        This is no forecast of an exam. AWS mixes Kinesis with everything else, scales all answers together to 100–1,000 points, leaves some
        questions unscored, and itself asks for caution in reading its table by section; so does this one: the fewer the questions, the less
        it says.
      </p>
      <div className={styles.actions}>
        <Button
          look="primary"
          onPress={() => {
            send({ type: 'leave' });
            navigate('/exam');
          }}
        >
          Choose a new exam
        </Button>
        <Link href="/exam/drill" className={styles.go}>
          Drill
        </Link>
      </div>
      <ReviewList marked={marked} />
    </div>
  );
}

function markItems(items: readonly ExamItem[], templates: readonly QuestionTemplate[]): MarkedItem[] {
  return items.flatMap((given) => {
    const template = templates.find(({ id }) => id === given.template);
    if (template === undefined) return [];
    const item = drawItem(template, given.seed);
    return { given, template, item, isRight: isRightAnswer(item, given.chosen) };
  });
}
