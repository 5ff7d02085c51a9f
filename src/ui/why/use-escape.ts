import { useEffect } from 'react';
import { useLab } from '../use-lab.ts';
import { ANSWER_ID, closeWhy } from './asked.ts';

/** Escape closes the answer, wherever the focus is; what opened later, a popover or an editor above the stage, goes first. */
export function useEscape(isOpen: boolean): void {
  const lab = useLab();
  useEffect(() => {
    if (!isOpen) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const { dialog, proposedCut, proposedMerge } = lab.store.getState();
      if (dialog !== null || document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
      const isInside = event.target instanceof Element && event.target.closest(`#${ANSWER_ID}`) !== null;
      if (!isInside && (proposedCut !== null || proposedMerge !== null)) return;
      event.preventDefault();
      closeWhy(lab);
    };
    // Before the page's own keys, for which Escape means to deselect.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [isOpen, lab]);
}
