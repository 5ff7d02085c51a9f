import { type RefObject, useEffect, useMemo, useState } from 'react';
import { runPlaces } from './run-places.ts';

/** How far before the edge of the window a run may begin. */
const MARGIN = '80px 0px';

interface RunPlace {
  /** Whether the run may go. */
  isHeld: boolean;
  /** Asks again for a place that another run has taken. */
  take(): void;
}

/** A place among the few runs of the page, held while the element is in view. */
export function useRunPlace(element: RefObject<HTMLElement | null>): RunPlace {
  const [isHeld, setIsHeld] = useState(false);
  const place = useMemo(() => {
    const holder = { lose: () => setIsHeld(false) };
    const take = () => {
      runPlaces.take(holder);
      setIsHeld(true);
    };
    const leave = () => {
      runPlaces.leave(holder);
      setIsHeld(false);
    };
    return { take, leave };
  }, []);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const isInView = entries.at(-1)!.isIntersecting;
        if (isInView) place.take();
        else place.leave();
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      place.leave();
    };
  }, [element, place]);
  return { isHeld, take: place.take };
}
