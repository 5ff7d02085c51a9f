import { useEffect, useState } from 'react';
import type { Lab } from '../../lab/lab.ts';
import { useLab } from '../use-lab.ts';

const REFRESH_MS = 1000;

/** What a view says of the run now, once a second; the same object as long as it says the same. `describe` must be a constant. */
export function useWords<Text>(describe: (lab: Lab) => Text | null): Text | null {
  const lab = useLab();
  const [text, setText] = useState<Text | null>(null);
  useEffect(() => {
    let before = '';
    const refresh = () => {
      const next = describe(lab);
      const now = JSON.stringify(next);
      if (now !== before) setText(next);
      before = now;
    };
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [lab, describe]);
  return text;
}
