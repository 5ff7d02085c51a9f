/**
 * The answer to "why?": the chain from the first cause to the event, the limit that was hit, and what helps. It stands in the
 * column of the readings, beside the Stage and above the timeline, which mark the same steps with the same numbers.
 */
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { EngineEvent } from '../../engine/events.ts';
import type { Explanation } from '../../engine/explain/explanation.ts';
import { Button } from '../controls/Button.tsx';
import { CloseIcon } from '../controls/Icons.tsx';
import { Breakable } from '../readings/Breakable.tsx';
import { sentenceOf } from '../sentences.ts';
import { useLab } from '../use-lab.ts';
import { ANSWER_ID, type AnswerState, closeWhy, isOpening } from './asked.ts';
import { ChainStep } from './ChainStep.tsx';
import { LimitSource, UsedBudget } from './LimitPart.tsx';
import { placeOfLimit } from './limit-sentences.ts';
import { announcementOf, questionOf } from './questions.ts';
import { stepWords } from './step-sentences.ts';
import { useChainContext } from './use-chain-context.ts';
import styles from './why.module.css';

interface WhyAnswerProps {
  event: EngineEvent;
  state: AnswerState;
  explanation: Explanation | null;
  announce(text: string): void;
}

export function WhyAnswer({ event, state, explanation, announce }: WhyAnswerProps) {
  const lab = useLab();
  const id = useId();
  const place = useRef<HTMLElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const { why } = sentenceOf(event);
  const isThere = explanation !== null || state !== 'waiting';
  const opens = useRef(false);
  useEffect(() => {
    if (!isOpening(event.seq)) return;
    opens.current = true;
    head.current?.focus({ preventScroll: true });
  }, [event.seq]);
  useEffect(() => {
    // Once while it is waited for, and once more when its full length stands.
    if (opens.current && place.current !== null) bringIntoSight(place.current);
    if (isThere) opens.current = false;
  }, [isThere]);
  useEffect(() => {
    if (isThere) announce(announcementOf(event, explanation));
  }, [announce, event, explanation, isThere]);
  return (
    <section className={styles.answer} id={ANSWER_ID} ref={place} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id} ref={head} tabIndex={-1}>
          {questionOf(event)}
        </h3>
        <Button look="quiet" icon aria-label="Close the answer" onPress={() => closeWhy(lab)}>
          <CloseIcon />
        </Button>
      </div>
      {explanation === null ? <NoChain event={event} state={state} /> : <Chain explanation={explanation} />}
      {explanation?.limit != null && <LimitSource limit={explanation.limit} />}
      {why !== null && isThere && (
        <div className={styles.part}>
          <h4>What to know, and what helps</h4>
          <p>{why}</p>
        </div>
      )}
    </section>
  );
}

/** To the top of its column; on a phone, where the Stage stays in sight above the column, to right below the Stage. */
function bringIntoSight(answer: HTMLElement): void {
  const stage = document.getElementById('stage');
  const stays = stage?.parentElement != null && getComputedStyle(stage.parentElement).position === 'sticky';
  if (stays) answer.style.scrollMarginTop = `${stage.parentElement!.offsetHeight + 10}px`;
  answer.scrollIntoView({ block: 'start' });
}

function NoChain({ event, state }: { event: EngineEvent; state: AnswerState }) {
  if (state === 'waiting') return <p className={styles.waiting}>Looking through what happened before…</p>;
  return (
    <>
      <p>
        <Breakable text={sentenceOf(event).text} />
      </p>
      <p>
        {state === 'stopped'
          ? 'The engine has stopped and cannot be asked. Start the run again to ask it.'
          : 'Nothing is recorded that brought it about.'}
      </p>
    </>
  );
}

function Chain({ explanation }: { explanation: Explanation }) {
  const context = useChainContext();
  const [shown, setShown] = useState(-1);
  const { steps, limit } = explanation;
  const words = useMemo(() => steps.map((step, i) => stepWords(step, context, steps[i + 1])), [steps, context]);
  const items = steps.map((step, i) => (
    <ChainStep key={i} number={i + 1} step={step} words={words[i]} isShown={i === shown} onShow={() => setShown(i)} />
  ));
  if (limit !== null) items.splice(placeOfLimit(steps, limit), 0, <UsedBudget key="limit" limit={limit} />);
  return (
    <>
      <ol className={styles.chain} aria-label="From the first cause to the event">
        {items}
      </ol>
      <p className={styles.quiet}>Stage and timeline carry the same numbers. A step takes the run to its moment.</p>
    </>
  );
}
