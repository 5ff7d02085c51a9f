import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { blockBeingRead } from './lesson-place.ts';

/** Scrolling tells of many blocks; only where it comes to rest is a place. */
const REST_MS = 600;

/**
 * Brings the block into view at which somebody stopped, with the focus, and tells of each at which they rest. The element's children
 * are the blocks, in their order.
 */
export function useReadingPlace(element: RefObject<HTMLElement | null>, from: number, onPlace: (block: number) => void): void {
  const tell = useRef(onPlace);
  useEffect(() => {
    tell.current = onPlace;
  });
  useLayoutEffect(() => {
    const block = from > 0 ? element.current?.children[from] : undefined;
    if (!(block instanceof HTMLElement)) return;
    block.setAttribute('tabindex', '-1');
    block.focus({ preventScroll: true });
    block.scrollIntoView({ block: 'start' });
  }, [element]); // oxlint-disable-line react/exhaustive-deps -- on coming back only; from then on the reader decides
  useEffect(() => {
    let told = from;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = undefined;
      if (element.current === null) return;
      const blocks = [...element.current.children].map((child) => child.getBoundingClientRect());
      const block = blockBeingRead(blocks);
      if (block !== told) tell.current((told = block));
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(look, REST_MS);
    };
    const leave = () => timer !== undefined && look();
    window.addEventListener('scroll', wait, { passive: true });
    window.addEventListener('pagehide', leave);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('scroll', wait);
      window.removeEventListener('pagehide', leave);
    };
  }, [element]); // oxlint-disable-line react/exhaustive-deps -- see above
}
