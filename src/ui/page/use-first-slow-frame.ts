import { useEffect } from 'react';
import { useHasRun } from '../use-has-run.ts';

/** The Lab counts as usable once the first slow frame has been rendered: from then on every control acts on a run. */
export function useFirstSlowFrame(): void {
  const hasSlow = useHasRun();
  useEffect(() => {
    if (hasSlow && performance.getEntriesByName('kinelab:usable').length === 0) performance.mark('kinelab:usable');
  }, [hasSlow]);
}
