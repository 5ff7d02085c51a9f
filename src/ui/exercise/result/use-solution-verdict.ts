/** What the solution reaches with these numbers: played headless in the worker, once for each round. */
import { useEffect, useState } from 'react';
import { startRound, type Round } from '../../../content/learning/round.ts';
import type { Verdict } from '../../../judge/goal.ts';
import { useLab } from '../../use-lab.ts';

export interface SolutionVerdict {
  state: 'playing' | 'known' | 'failed';
  verdict: Verdict | null;
}

const PLAYING: SolutionVerdict = { state: 'playing', verdict: null };

export function useSolutionVerdict(round: Round): SolutionVerdict {
  const lab = useLab();
  const { exercise, seed } = round;
  const [known, setKnown] = useState(PLAYING);
  useEffect(() => {
    let isWanted = true;
    setKnown(PLAYING);
    const play = async (): Promise<void> => {
      const commands = exercise.solution(startRound(exercise, seed).numbers);
      const verdict = await lab.client.judgeCommands({ exercise: exercise.id, seed }, commands).catch(() => null);
      if (isWanted) setKnown({ state: verdict === null ? 'failed' : 'known', verdict });
    };
    void play();
    return () => {
      isWanted = false;
    };
  }, [lab, exercise, seed]);
  return known;
}
