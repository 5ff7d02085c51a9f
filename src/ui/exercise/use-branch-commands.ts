import { useEffect, useState } from 'react';
import type { TimedCommand } from '../../engine/commands.ts';
import { useLab, useLabState } from '../use-lab.ts';

/** The commands of the present branch, asked of the engine whenever another branch or another number of them stands. */
export function useBranchCommands(): readonly TimedCommand[] {
  const lab = useLab();
  const [commands, setCommands] = useState<readonly TimedCommand[]>([]);
  const branchId = useLabState(({ slow }) => slow?.travel.branchId ?? null);
  const given = useLabState(({ commandCount }) => commandCount);
  useEffect(() => {
    let isWanted = true;
    lab.client.recipe().then(
      (recipe) => isWanted && setCommands(recipe.commands),
      () => {}, // the engine has stopped, and the page says so
    );
    return () => void (isWanted = false);
  }, [lab, branchId, given]);
  return commands;
}
