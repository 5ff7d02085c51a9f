import { useEffect, useId } from 'react';

/** An id for a button that takes the focus when the one that had it has gone. */
export function useTakenFocus(takesFocus: boolean): string {
  const id = useId();
  useEffect(() => {
    if (takesFocus) document.getElementById(id)?.focus();
  }, [id, takesFocus]);
  return id;
}
