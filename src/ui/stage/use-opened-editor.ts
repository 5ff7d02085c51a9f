import { type RefObject, useEffect, useRef } from 'react';
import { useLab } from '../use-lab.ts';

/**
 * An editor that has just appeared is scrolled into sight. Where a button or a key opened it, its first field gets the focus;
 * where the cut is being dragged on the stage, the focus stays there.
 */
export function useOpenedEditor(): RefObject<HTMLElement | null> {
  const lab = useLab();
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'nearest' });
    if (!lab.store.getState().takesFocus) return;
    const find = (selector: string) => element.current?.querySelector<HTMLElement>(selector);
    const field = find('input:checked, input:not([type="radio"])') ?? find('button');
    field?.focus({ preventScroll: true });
    lab.store.setState({ takesFocus: false });
  }, [lab]);
  return element;
}
