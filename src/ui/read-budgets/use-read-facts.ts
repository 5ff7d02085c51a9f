import { useEffect, useState } from 'react';
import type { ReadFacts, ReadFrame } from '../../protocol/read-frame.ts';
import { useLab, useLabState } from '../use-lab.ts';

export interface Seen {
  frame: ReadFrame;
  facts: ReadFacts;
  nowUs: number;
}

/** A figure that changes more often cannot be read. */
const RENDER_PAUSE_MS = 240;

/** Who stands in which section: where that changes, it is shown at once. */
const sectionsOf = ({ shardId, consumers }: ReadFacts): string =>
  JSON.stringify([shardId, consumers.map(({ id, retrieval }) => [id, retrieval])]);

/** One shard's read budgets a few times a second. The worker makes them as long as this is on the page. */
export function useReadFacts(shardId: string | null): Seen | null {
  const lab = useLab();
  const run = useLabState((state) => state.run);
  const [seen, setSeen] = useState<Seen | null>(null);
  useEffect(() => {
    let shownAtMs = -Infinity;
    let sections = '';
    lab.client.watchReads(shardId);
    const stop = lab.feed.subscribe(({ readBudgets: frame, nowUs, playing }) => {
      if (frame === undefined || frame.facts === null || frame.shardId !== shardId) return;
      const { facts } = frame;
      const nowMs = performance.now();
      const now = sectionsOf(facts);
      if (playing && now === sections && nowMs - shownAtMs < RENDER_PAUSE_MS) return;
      shownAtMs = nowMs;
      sections = now;
      setSeen({ frame, facts, nowUs });
    });
    return () => {
      stop();
      lab.client.watchReads(null);
    };
  }, [lab, run, shardId]);
  return seen?.facts.shardId === shardId ? seen : null;
}
