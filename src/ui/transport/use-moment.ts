import { useEffect, useRef, type RefObject } from 'react';
import { clock } from '../../views/wording.ts';
import { useLab } from '../use-lab.ts';

/** Fills an element with the simulated time, to the millisecond. Written by each frame, past React. */
export function useMoment(): RefObject<HTMLSpanElement | null> {
  const lab = useLab();
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shown = '';
    const show = (nowUs: number) => {
      const text = clock(nowUs, 3);
      if (text === shown || element.current === null) return;
      shown = text;
      element.current.textContent = text;
    };
    show(lab.feed.nowUs);
    return lab.feed.subscribe((frame) => show(frame.nowUs));
  }, [lab]);
  return element;
}
