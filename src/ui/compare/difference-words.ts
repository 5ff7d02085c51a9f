/** Where two branches part, in sentences. */
import type { EngineEvent } from '../../engine/events.ts';
import type { FirstDifference } from '../../protocol/from-worker.ts';
import type { BranchFrame } from '../../protocol/travel.ts';
import { clock } from '../../views/wording.ts';
import { sentenceOf } from '../sentences.ts';

export interface DifferenceWords {
  parting: string;
  outcome: string | null;
  /** Why no more was compared; null where both were run equally far. */
  extent: string | null;
  /** Moments to go to. */
  moments: { atUs: number; label: string }[];
}

type Side = Pick<BranchFrame, 'name' | 'endUs'>;

export function differenceWords(difference: FirstDifference | null, here: Side, there: Side): DifferenceWords {
  const extent = extentOf(here, there);
  if (difference === null) {
    const untilUs = Math.min(here.endUs, there.endUs);
    const parting = `No difference yet: up to ${clock(untilUs, 3)} ${here.name} and ${there.name} have the same history, event by event.`;
    return { parting, outcome: null, extent, moments: [] };
  }
  const { atUs, outcome, comparedUntilUs } = difference;
  const moments = [{ atUs, label: `Go to ${clock(atUs, 3)}` }];
  if (outcome !== null && outcome.atUs !== atUs) moments.push({ atUs: outcome.atUs, label: `Go to ${clock(outcome.atUs, 3)}` });
  return { parting: partingOf(difference, here, there), outcome: outcomeOf(outcome, comparedUntilUs, here, there), extent, moments };
}

function partingOf({ atUs, here: ofHere, there: ofThere }: FirstDifference, here: Side, there: Side): string {
  const at = `At ${clock(atUs, 3)}`;
  if (ofHere !== null && ofThere !== null)
    return `${at} they part. On ${here.name}: ${inBrief(ofHere)} On ${there.name}: ${inBrief(ofThere)}`;
  const [has, hasNot, event] = ofThere === null ? [here.name, there.name, ofHere] : [there.name, here.name, ofThere];
  return event === null ? `${at} they part.` : `${at} ${has} has this, and ${hasNot} has not: ${inBrief(event)}`;
}

function outcomeOf(outcome: FirstDifference['outcome'], untilUs: number, here: Side, there: Side): string {
  if (outcome === null)
    return `Nothing in the log has come of it up to ${clock(untilUs, 3)}: no throttling, delay or loss that only one of them has.`;
  const [on, other] = outcome.on === 'here' ? [here.name, there.name] : [there.name, here.name];
  return `What came of it first: at ${clock(outcome.atUs, 3)}, on ${on} and not on ${other}: ${inBrief(outcome.event)}`;
}

function extentOf(here: Side, there: Side): string | null {
  if (here.endUs === there.endUs) return null;
  const shorter = here.endUs < there.endUs ? here : there;
  return `Compared up to ${clock(shorter.endUs, 3)}, as far as ${shorter.name} has been run.`;
}

/** Without the 39 digits of a hash key. */
function inBrief(event: EngineEvent): string {
  return sentenceOf(event).text.replace(/ at \d{6,}\.$/, '.');
}
