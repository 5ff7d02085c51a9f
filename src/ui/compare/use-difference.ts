/** The first moment at which two branches differ, asked of the worker: again while they are run on and nothing has come of it yet. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { FirstDifference } from '../../protocol/from-worker.ts';
import { useLab } from '../use-lab.ts';

const PAUSE_MS = 1000;

export interface Answer {
  /** Null: they do not differ. */
  difference: FirstDifference | null;
}

/** Null until the worker has answered. Both ends: how far the branches have been run. */
export function useDifference(hereId: number, thereId: number, hereEndUs: number, thereEndUs: number): Answer | null {
  const lab = useLab();
  const pair = `${hereId} ${thereId}`;
  const compared = Math.min(hereEndUs, thereEndUs);
  const [known, setKnown] = useState<{ pair: string; compared: number; answer: Answer } | null>(null);
  const answer = known?.pair === pair ? known.answer : null;
  // A difference and its outcome stay what they are, however far both are run.
  const isFinal = answer?.difference?.outcome != null;
  const isStale = answer === null || (!isFinal && known!.compared !== compared);
  const ask = useEffectEvent(async (isOver: () => boolean) => {
    try {
      const difference = await lab.client.compareBranches(thereId);
      if (!isOver()) setKnown({ pair, compared, answer: { difference } });
    } catch {
      // the engine has stopped, and the page says so
    }
  });
  useEffect(() => {
    if (!isStale) return;
    let isOver = false;
    const timer = setTimeout(() => void ask(() => isOver), answer === null ? 0 : PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [pair, isStale, answer]);
  return answer;
}
