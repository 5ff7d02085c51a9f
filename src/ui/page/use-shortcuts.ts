import { useEffect } from 'react';
import { useLab } from '../use-lab.ts';
import { shortcutOf } from './shortcuts.ts';

/** What takes a key for itself: text being typed, and what Space presses. */
const TYPING = 'input:not([type="range"]), textarea, select, [contenteditable="true"]';
const PRESSED_BY_SPACE = 'button, a, summary, input, [role="button"], [role="radio"], [role="tab"], [role="option"]';

export function useShortcuts(): void {
  const lab = useLab();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const shortcut = event.defaultPrevented ? undefined : shortcutOf(event);
      if (shortcut === undefined) return;
      // A dialog, a popover or a menu is open: its keys are its own.
      if (lab.store.getState().dialog !== null || document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.key !== 'Escape' && target.closest(TYPING) !== null) return;
      if (event.key === ' ' && target.closest(PRESSED_BY_SPACE) !== null) return;
      event.preventDefault();
      // A key that is held down waits until the run has got where the last one sent it.
      if (event.repeat && lab.time.isUnderWay) return;
      shortcut.run(lab);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [lab]);
}
