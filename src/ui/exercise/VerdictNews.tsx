import { useState } from 'react';
import type { Verdict } from '../../judge/goal.ts';
import { verdictNews } from './verdict-news.ts';

interface VerdictNewsProps {
  verdict: Verdict | null;
  hints: number;
  sawSolution: boolean;
}

/** There from the beginning: what comes into the page together with its words is not read aloud everywhere. */
export function VerdictNews({ verdict, hints, sawSolution }: VerdictNewsProps) {
  const [heard, setHeard] = useState<{ verdict: Verdict | null; text: string }>({ verdict: null, text: '' });
  if (heard.verdict !== verdict) {
    const news = verdictNews(heard.verdict, verdict, { hints, sawSolution });
    setHeard({ verdict, text: news ?? heard.text });
  }
  return (
    <p className="visually-hidden" role="status">
      {heard.text}
    </p>
  );
}
