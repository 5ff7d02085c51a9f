/** What is different about a branch, in a few words. */
import type { EngineEvent } from '../../engine/events.ts';
import type { BranchFrame } from '../../protocol/travel.ts';
import { clock } from '../../views/wording.ts';
import { commandLabel } from '../branches/command-words.ts';

/**
 * The first command that the branch has after the fork: its own, the one at which the histories part, or the first of its events.
 * Of another branch than the present one the events are not known.
 */
export function branchWords(
  branch: BranchFrame,
  forkUs: number | null,
  parting: EngineEvent | null,
  events: readonly EngineEvent[],
): string {
  const fromUs = forkUs ?? 0;
  const { firstOwn } = branch;
  if (firstOwn !== null && firstOwn.atUs >= fromUs) return `${clock(firstOwn.atUs, 3)} ${commandLabel(firstOwn.command)}`;
  const given = parting?.type === 'command-given' ? parting : firstCommand(events, fromUs);
  if (given !== undefined) return `${clock(given.atUs, 3)} ${commandLabel(given.command)}`;
  return `goes on unchanged after ${clock(fromUs, 3)}`;
}

function firstCommand(events: readonly EngineEvent[], fromUs: number): Extract<EngineEvent, { type: 'command-given' }> | undefined {
  return events.find(
    (event): event is Extract<EngineEvent, { type: 'command-given' }> => event.type === 'command-given' && event.atUs >= fromUs,
  );
}
