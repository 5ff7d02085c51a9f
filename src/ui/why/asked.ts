/**
 * Which "why?" is open. The answer itself stands in the Lab's store (`explained`), where Stage and timeline mark it;
 * here is what only the page needs: that it was asked for and is not there yet, that there is none, and where the focus came from.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Lab } from '../../lab/lab.ts';
import { useLabState } from '../use-lab.ts';

/** Of the answer, so that the page's keys find it. */
export const ANSWER_ID = 'why-answer';

/** Of the head of "What happened". */
export const HISTORY_HEAD_ID = 'happened-head';

/** waiting: the engine is at it · answered · nothing: no cause is recorded · stopped: there is no engine to ask. */
export type AnswerState = 'waiting' | 'answered' | 'nothing' | 'stopped';

interface Asked {
  seq: number | null;
  state: AnswerState;
  /** The answer that has had the focus: opening takes it once, coming back to its tab does not. */
  focused: number | null;
  /** Has the focus again when the answer is closed. */
  returnTo(): HTMLElement | null;
}

const NOTHING_ASKED: Asked = { seq: null, state: 'answered', focused: null, returnTo: () => null };

const asked = createStore<Asked>(() => NOTHING_ASKED);

/** Asks why an event came about; asked again, it is closed. A newer question replaces an older one. */
export async function askWhy(lab: Lab, seq: number, returnTo: Asked['returnTo']): Promise<void> {
  if (openWhy(lab) === seq) return closeWhy(lab);
  await lab.explain(null);
  asked.setState({ seq, state: 'waiting', returnTo });
  if (!(await lab.explain(seq))) return;
  const { explained, status } = lab.store.getState();
  asked.setState({ state: explained !== null ? 'answered' : status.kind === 'failed' ? 'stopped' : 'nothing' });
}

/** Closes the answer and takes its marks away. The focus goes back to where it was asked, or to the history's head where that is gone. */
export function closeWhy(lab: Lab, focus = true): void {
  const { returnTo } = asked.getState();
  asked.setState(NOTHING_ASKED);
  void lab.explain(null);
  if (focus) (returnTo() ?? document.getElementById(HISTORY_HEAD_ID))?.focus();
}

/** Whether an answer that now stands on the page opens, and so takes the focus. */
export function isOpening(seq: number): boolean {
  const opens = asked.getState().focused !== seq;
  asked.setState({ focused: seq });
  return opens;
}

/** The event that is being explained. What a view has asked for counts as well. */
function openWhy(lab: Lab): number | null {
  return lab.store.getState().explained?.seq ?? asked.getState().seq;
}

export function useOpenWhy(): { seq: number | null; state: AnswerState } {
  const explainedSeq = useLabState(({ explained }) => explained?.seq ?? null);
  const { seq, state } = useStore(asked);
  return { seq: explainedSeq ?? seq, state: explainedSeq === null ? state : 'answered' };
}
