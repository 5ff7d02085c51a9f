import { useEffect } from 'react';
import { useLab } from '../use-lab.ts';
import { SHORTCUTS } from './shortcuts.ts';

/** What takes a key for itself: text being typed, and what Space or an arrow presses. */
const TYPING = 'input:not([type="range"]), textarea, select, [contenteditable="true"]';
const PRESSED_BY_SPACE = 'button, a, summary, input, [role="button"], [role="radio"], [role="tab"], [role="option"], [role="slider"]';

export function useShortcuts(): void {
  const lab = useLab();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      // A dialog, a popover or a menu is open: its keys are its own.
      if (lab.store.getState().dialog !== null || document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.key !== 'Escape' && target.closest(TYPING) !== null) return;
      if (event.key === ' ' && target.closest(PRESSED_BY_SPACE) !== null) return;
      const shortcut = SHORTCUTS.find(({ key }) => key === (event.key.length === 1 ? event.key.toLowerCase() : event.key));
      if (shortcut === undefined) return;
      event.preventDefault();
      shortcut.run(lab);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [lab]);
}
