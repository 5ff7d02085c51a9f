import { useCallback, useState } from 'react';
import type { Command } from '../engine/commands.ts';
import type { Refusal } from '../protocol/from-worker.ts';
import { useLab } from './use-lab.ts';

/** Gives a command and keeps what the engine answered, to be shown beside the control. */
export function useCommand(): { give(command: Command): Promise<Refusal | null>; refusal: Refusal | null } {
  const lab = useLab();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const give = useCallback(
    async (command: Command) => {
      const answer = await lab.giveCommand(command);
      setRefusal(answer);
      return answer;
    },
    [lab],
  );
  return { give, refusal };
}
