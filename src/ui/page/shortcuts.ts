/** The keys of the Lab: what the page obeys and what the help dialog lists. */
import { proposeSplit } from '../stage/propose.ts';
import type { Lab } from '../../lab/lab.ts';

export interface Shortcut {
  /** As KeyboardEvent.key. */
  key: string;
  face: string;
  does: string;
  run(lab: Lab): void;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { key: ' ', face: 'Space', does: 'Play or pause', run: (lab) => lab.toggle() },
  { key: '.', face: '.', does: 'Step 100 ms', run: (lab) => lab.client.step() },
  { key: '[', face: '[', does: 'Slower', run: (lab) => lab.shiftSpeed(-1) },
  { key: ']', face: ']', does: 'Faster', run: (lab) => lab.shiftSpeed(1) },
  { key: 'r', face: 'R', does: 'Reset to 00:00.000', run: (lab) => void lab.reset() },
  { key: 's', face: 'S', does: 'Split the selected shard', run: splitSelected },
  { key: '?', face: '?', does: 'This help', run: (lab) => lab.store.setState({ dialog: { kind: 'help' } }) },
  { key: 'Escape', face: 'Esc', does: 'Close the editor above the stage, or deselect', run: close },
];

function splitSelected(lab: Lab): void {
  const { selection } = lab.store.getState();
  if (selection?.kind === 'shard') proposeSplit(lab, selection.id);
  else lab.notify('Select a shard first: S splits the selected one.');
}

function close(lab: Lab): void {
  const { proposedCut, proposedMerge, notice } = lab.store.getState();
  if (proposedCut !== null || proposedMerge !== null) lab.store.setState({ proposedCut: null, proposedMerge: null });
  else if (notice !== null && notice.missing === null) lab.store.setState({ notice: null });
  else lab.store.setState({ selection: null });
}
