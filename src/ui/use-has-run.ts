import { useDeferredValue } from 'react';
import { useLabState } from './use-lab.ts';

/**
 * Whether there is a run to show. What stands beside the stage is rendered a moment after its first frame, in slices:
 * records move at once, and nothing blocks the page.
 */
export function useHasRun(): boolean {
  return useDeferredValue(useLabState(({ slow }) => slow !== null));
}
