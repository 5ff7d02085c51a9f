/** What the keys mean on the timeline. Everything that a pointer can do has a key. */
import { STEP_US } from '../../protocol/to-worker.ts';
import { PAN_STEP, ZOOM_STEP } from './window.ts';

export type Intent =
  | { kind: 'step'; byUs: number }
  | { kind: 'pin'; by: 1 | -1 }
  | { kind: 'go-to'; where: 'start' | 'end' }
  /** Below 1 shows less. */
  | { kind: 'zoom'; factor: number }
  | { kind: 'whole' }
  /** In windows. */
  | { kind: 'pan'; by: number }
  /** Only by pointer: every key that moves the playhead shows it. */
  | { kind: 'show-playhead' };

interface Pressed {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

export function intentOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Pressed): Intent | null {
  // The browser's own: Ctrl and + makes the page larger.
  if (ctrlKey || metaKey || altKey) return null;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return shiftKey ? { kind: 'pin', by: -1 } : { kind: 'step', byUs: -STEP_US };
    case 'ArrowRight':
    case 'ArrowUp':
      return shiftKey ? { kind: 'pin', by: 1 } : { kind: 'step', byUs: STEP_US };
    case 'Home':
      return { kind: 'go-to', where: 'start' };
    case 'End':
      return { kind: 'go-to', where: 'end' };
    case '+':
    case '=':
      return { kind: 'zoom', factor: ZOOM_STEP };
    case '-':
    case '_':
      return { kind: 'zoom', factor: 1 / ZOOM_STEP };
    case '0':
      return { kind: 'whole' };
    case 'PageUp':
      return { kind: 'pan', by: -PAN_STEP };
    case 'PageDown':
      return { kind: 'pan', by: PAN_STEP };
    default:
      return null;
  }
}
