import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { exercises } from '../../content/exercises/index.ts';
import { questions } from '../../content/questions/index.ts';
import { type Card, cardsOf, dueQueue, endOfDayMs } from '../../lab/progress/cards.ts';
import { type ProgressState, progressStore } from '../../lab/progress/progress.ts';
import { loadScheduler, type Scheduler } from '../../lab/progress/schedule.ts';

export function useProgress(): ProgressState {
  return useStore(progressStore);
}

/** The page's clock, to the moment at which it was last come to: what is due does not change under one's hands. */
export function useNowMs(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const look = () => setNowMs(Date.now());
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
  return nowMs;
}

export interface Review {
  /** What is due today, in the order in which it is asked. */
  queue: Card[];
  /** When the next one falls due that is not. */
  nextMs: number | null;
  cards: number;
}

/** Null until what is kept has been read. */
export function useReview(nowMs: number): Review | null {
  const { isLoaded, answers, results, exam } = useProgress();
  const scheduler = useScheduler();
  return useMemo(() => {
    if (!isLoaded || scheduler === null) return null;
    const deeds = { answers, results, exam, lessons: {}, places: {}, solutionsSeen: [] };
    const cards = cardsOf(deeds, { questions, exercises }, scheduler);
    const queue = dueQueue(cards, nowMs, endOfDayMs(nowMs));
    const later = cards.filter((card) => !queue.includes(card)).map(({ dueMs }) => dueMs);
    return { queue, nextMs: later.length === 0 ? null : Math.min(...later), cards: cards.length };
  }, [isLoaded, scheduler, answers, results, exam, nowMs]);
}

function useScheduler(): Scheduler | null {
  const [scheduler, setScheduler] = useState<Scheduler | null>(null);
  useEffect(() => {
    let isHere = true;
    const take = async () => {
      const loaded = await loadScheduler();
      if (isHere) setScheduler(() => loaded);
    };
    void take();
    return () => {
      isHere = false;
    };
  }, []);
  return scheduler;
}
