import { useEffect, useState } from 'react';
import { useHasRun } from './use-has-run.ts';

/** However busy the page is. */
const WAIT_AT_MOST_MS = 400;

/** True from a moment after the first slow frame has been rendered on: what is fetched then does not hold up the stage. */
export function useIsUsable(): boolean {
  const hasRun = useHasRun();
  const [isUsable, setIsUsable] = useState(false);
  useEffect(() => {
    if (!hasRun) return;
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setIsUsable(true), WAIT_AT_MOST_MS / 4);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(() => setIsUsable(true), { timeout: WAIT_AT_MOST_MS });
    return () => cancelIdleCallback(handle);
  }, [hasRun]);
  return isUsable;
}
