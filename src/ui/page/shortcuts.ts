/** The keys of the Lab: what the page obeys and what the help dialog lists. */
import { proposeSplit } from '../stage/propose.ts';
import type { Lab } from '../../lab/lab.ts';
import { REDO_FACE, REDO_OTHER_FACE, UNDO_FACE } from './key-faces.ts';

export interface Shortcut {
  /** As KeyboardEvent.key, letters small. */
  key: string;
  /** With Ctrl or ⌘ held; then Shift counts as well. */
  control?: { shift: boolean };
  face: string;
  does: string;
  run(lab: Lab): void;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { key: ' ', face: 'Space', does: 'Play or pause', run: (lab) => lab.toggle() },
  { key: '.', face: '.', does: 'Step 100 ms', run: (lab) => lab.client.step() },
  { key: ',', face: ',', does: 'Step back 100 ms', run: (lab) => lab.time.stepBack() },
  { key: 'n', face: 'N', does: 'From the past, return to now', run: (lab) => lab.time.returnToNow() },
  { key: 'z', control: { shift: false }, face: UNDO_FACE, does: 'Undo: back to before your last change', run: (lab) => undo(lab) },
  { key: 'z', control: { shift: true }, face: REDO_FACE, does: 'Redo', run: (lab) => redo(lab) },
  { key: 'y', control: { shift: false }, face: REDO_OTHER_FACE, does: 'Redo', run: (lab) => redo(lab) },
  { key: '[', face: '[', does: 'Slower', run: (lab) => lab.shiftSpeed(-1) },
  { key: ']', face: ']', does: 'Faster', run: (lab) => lab.shiftSpeed(1) },
  { key: 'r', face: 'R', does: 'Reset to 00:00.000', run: (lab) => void lab.reset() },
  { key: 's', face: 'S', does: 'Split the selected shard', run: splitSelected },
  { key: 'e', face: 'E', does: 'Export what is on screen', run: (lab) => lab.store.setState({ dialog: { kind: 'export' } }) },
  { key: '?', face: '?', does: 'This help', run: (lab) => lab.store.setState({ dialog: { kind: 'help' } }) },
  { key: 'Escape', face: 'Esc', does: 'Close the editor above the stage, or deselect', run: close },
];

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function shortcutOf(press: Press): Shortcut | undefined {
  if (press.altKey) return undefined;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const hasControl = press.ctrlKey || press.metaKey;
  return SHORTCUTS.find(
    (shortcut) =>
      shortcut.key === key && (shortcut.control === undefined ? !hasControl : hasControl && shortcut.control.shift === press.shiftKey),
  );
}

/** With nothing to undo the key does nothing, as its button. */
function undo(lab: Lab): void {
  if ((lab.store.getState().slow?.travel.undo ?? null) !== null) lab.time.undo();
}

function redo(lab: Lab): void {
  if ((lab.store.getState().slow?.travel.redo ?? null) !== null) lab.time.redo();
}

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
