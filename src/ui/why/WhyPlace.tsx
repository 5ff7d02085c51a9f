/** Where an answer stands, and the one message that tells of it. The answer is fetched when the first one is asked for. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { EngineEvent } from '../../engine/events.ts';
import { useLab, useLabState } from '../use-lab.ts';
import { closeWhy, useOpenWhy } from './asked.ts';
import { useEscape } from './use-escape.ts';

const WhyAnswer = lazy(() => import('./WhyAnswer.tsx').then(({ WhyAnswer: component }) => ({ default: component })));

export function WhyPlace() {
  const { seq, state } = useOpenWhy();
  const explained = useLabState((lab) => lab.explained);
  const event = useExplainedEvent(seq);
  const [spoken, setSpoken] = useState('');
  useEscape(seq !== null);
  return (
    <>
      {event !== null && (
        <Suspense>
          <WhyAnswer key={event.seq} event={event} state={state} explanation={explained} announce={setSpoken} />
        </Suspense>
      )}
      <div className="visually-hidden" role="status" aria-live="polite">
        {event === null ? '' : spoken}
      </div>
    </>
  );
}

/** The event that is explained. Where another branch has another event of that number, or none, the answer is closed. */
function useExplainedEvent(seq: number | null): EngineEvent | null {
  const lab = useLab();
  const events = useLabState((state) => state.events);
  const eventCount = useLabState((state) => state.eventCount);
  const explained = useRef<EngineEvent | null>(null);
  const event = seq === null ? null : (events[seq - 1] ?? null);
  useEffect(() => {
    const before = explained.current;
    const isOther = before !== null && seq === before.seq && eventCount > 0 && !isSame(before, event);
    explained.current = isOther ? null : event;
    if (isOther) closeWhy(lab, false);
  }, [lab, seq, event, eventCount]);
  return event;
}

function isSame(a: EngineEvent, b: EngineEvent | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
