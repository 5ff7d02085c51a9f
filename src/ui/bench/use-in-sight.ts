import { type RefObject, useEffect, useRef } from 'react';

/** What was selected elsewhere on the page is scrolled into sight here; the focus stays where it is. */
export function useInSight<Element extends HTMLElement>(selected: string | null): RefObject<Element | null> {
  const element = useRef<Element>(null);
  useEffect(() => {
    if (selected !== null) element.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return element;
}
