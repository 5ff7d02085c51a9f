import type { BranchFrame } from '../../protocol/travel.ts';
import { clock, count } from '../../views/wording.ts';
import { sentenceOf } from '../sentences.ts';

/** The first thing that was done on it, as a sentence; null where nothing was. */
export function firstOwnWords({ firstOwn, ownCommands }: BranchFrame): string | null {
  if (firstOwn === null) return null;
  const { text } = sentenceOf({ type: 'command-given', command: firstOwn.command, atUs: firstOwn.atUs, seq: 0, cause: null });
  const more = ownCommands > 1 ? ` And ${count(ownCommands - 1)} more.` : '';
  return `${clock(firstOwn.atUs, 2)} ${text}${more}`;
}
