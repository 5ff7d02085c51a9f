import { type RefObject, useEffectEvent, useLayoutEffect } from 'react';

const DIALOGS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/**
 * An open dialog has the keys at every moment. Before it has got the focus, and where a control that vanished took the focus
 * with it, a key would go to the page behind, which leaves it alone: Escape comes here then, and what was lost comes back.
 */
export function useKeptKeys(dialog: RefObject<HTMLElement | null>, close: () => void): void {
  const escape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const isInDialog = event.target instanceof Element && event.target.closest(DIALOGS) !== null;
    // Of two that are open, the one above.
    if (isInDialog || dialog.current === null || [...document.querySelectorAll(DIALOGS)].at(-1) !== dialog.current) return;
    event.preventDefault();
    close();
  });

  useLayoutEffect(() => {
    const { current } = dialog;
    if (current === null) return;
    let last: Node | null = null;
    const remember = ({ target }: FocusEvent) => (last = target instanceof Node ? target : null);
    // In the same turn as the change, before any key: the scope of the focus itself only sees to it with the next picture.
    const observer = new MutationObserver(() => {
      if (last?.isConnected === false && document.activeElement === document.body) current.focus();
    });
    const press = (event: KeyboardEvent) => escape(event);
    current.addEventListener('focusin', remember);
    observer.observe(current, { childList: true, subtree: true });
    window.addEventListener('keydown', press);
    return () => {
      observer.disconnect();
      current.removeEventListener('focusin', remember);
      window.removeEventListener('keydown', press);
    };
  }, [dialog]);
}
