/** What is said aloud when one has moved in time, or from one history to another. */
import type { Command } from '../../engine/commands.ts';
import type { Place } from '../../lab/machines/playback.machine.ts';
import { startedBranch } from '../../lab/travel-news.ts';
import type { BranchFrame, TravelFrame } from '../../protocol/travel.ts';
import { clock } from '../../views/wording.ts';
import { quoted } from '../branches/branch-tree.ts';
import { commandLabel } from '../branches/command-words.ts';

export interface Standing {
  place: Place;
  nowUs: number;
  travel: TravelFrame;
}

/** Null where there is nothing that the learner would not know: moving about in the past is not repeated. */
export function travelAnnouncement(before: Standing, now: Standing): string | null {
  const sentences = [branchSentence(before.travel, now.travel), redoneSentence(before.travel, now.travel)].filter(
    (sentence) => sentence !== null,
  );
  const isElsewhere = before.travel.branchId !== now.travel.branchId;
  const place = placeSentence(before, now, isElsewhere);
  if (place !== null) sentences.push(place);
  return sentences.length === 0 ? null : sentences.join(' ');
}

const branchOf = ({ branches, branchId }: TravelFrame): BranchFrame | undefined => branches.find(({ id }) => id === branchId);

function branchSentence(before: TravelFrame, now: TravelFrame): string | null {
  const gone = before.branches.find(({ id }) => now.branches.every((branch) => branch.id !== id));
  if (gone !== undefined) return `Deleted ${quoted(gone.name)}. The list of branches can bring it back.`;
  const started = startedBranch(before, now);
  if (started !== null) {
    const parent = now.branches.find(({ id }) => id === started.parentId);
    const kept = parent === undefined ? '' : ` ${quoted(parent.name)} is kept as it was.`;
    return `Branch ${quoted(started.name)} has started at ${clock(started.forkUs, 3)}.${kept}`;
  }
  const present = branchOf(now);
  if (before.branchId !== now.branchId && present !== undefined) return `Now on branch ${quoted(present.name)}.`;
  const back = now.branches.find(({ id }) => before.branches.every((branch) => branch.id !== id));
  return back === undefined ? null : `${quoted(back.name)} is back.`;
}

/** What was undone is the last command again that has been given by now. */
function redoneSentence(before: TravelFrame, now: TravelFrame): string | null {
  const { undone } = before;
  const isRedone = undone !== null && before.branchId === now.branchId && isSame(now.undo, undone) && !isSame(now.undone, undone);
  return isRedone ? `Redone: ${commandLabel(undone)}.` : null;
}

const isSame = (one: Command | null, other: Command | null): boolean => JSON.stringify(one) === JSON.stringify(other);

function placeSentence(before: Standing, now: Standing, isElsewhere: boolean): string | null {
  const { place, travel, nowUs } = now;
  switch (place) {
    case 'undone':
      return undoneSentence(before.travel, travel);
    case 'past.standing':
    case 'past.replaying': {
      if (before.place.startsWith('past') && !isElsewhere) return before.place === place ? null : pace(place === 'past.replaying');
      return `You are in the past: ${clock(nowUs, 3)} of ${clock(travel.endUs, 3)}. A change here starts a branch. N returns to now.`;
    }
    case 'live.playing':
    case 'live.paused': {
      if (before.place === place || isElsewhere) return null;
      return before.place.startsWith('live') ? pace(place === 'live.playing') : `Back at now. ${pace(place === 'live.playing')}`;
    }
  }
}

const pace = (isPlaying: boolean): string => (isPlaying ? 'Playing.' : 'Paused.');

/** A second undo leads further back, a redo after two of them forward again: both leave something undone. */
function undoneSentence(before: TravelFrame, now: TravelFrame): string | null {
  if (now.undone === null || isSame(now.undone, before.undone)) return null;
  const label = commandLabel(now.undone);
  return redoneSentence(before, now) === null ? `Undone: ${label}. Play goes on without it.` : `Still undone: ${label}.`;
}
