import { useRef } from 'react';
import { Dialog, type DialogProps } from 'react-aria-components/Dialog';
import { useKeptKeys } from './use-kept-keys.ts';

interface KeptDialogProps extends Omit<DialogProps, 'ref'> {
  onEscape(): void;
}

/** A dialog that has the keys from its first moment to its last. */
export function KeptDialog({ onEscape, ...props }: KeptDialogProps) {
  const dialog = useRef<HTMLElement>(null);
  useKeptKeys(dialog, onEscape);
  return <Dialog {...props} ref={dialog} />;
}
