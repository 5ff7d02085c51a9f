import { useMemo } from 'react';
import { useLab, useLabState } from '../use-lab.ts';
import type { ChainContext } from './step-sentences.ts';

/** What the sentences of a chain are made with: the history, and what the run began with. */
export function useChainContext(): ChainContext {
  const lab = useLab();
  const events = useLabState((state) => state.events);
  const opened = useLabState(({ run }) => run?.recipe.scenario ?? null);
  return useMemo(
    () => ({ events, scenario: typeof opened === 'string' ? (lab.scenarios.find(({ id }) => id === opened) ?? null) : opened }),
    [events, opened, lab],
  );
}
