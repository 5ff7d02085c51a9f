/** What an Explain opens: a named dialog beside its button. Escape, a click elsewhere and whatever has the slot `close` close it. */
import { type ReactNode, type RefObject, useMemo } from 'react';
import { OverlayTriggerStateContext } from 'react-aria-components/Dialog';
import { Popover, type PopoverProps } from 'react-aria-components/Popover';
import styles from './controls.module.css';
import { KeptDialog } from './KeptDialog.tsx';

export type Placement = PopoverProps['placement'];

interface ExplainPopoverProps {
  label: string;
  isWide: boolean;
  /** The content scrolls as one, and takes the focus for it. */
  scrolls: boolean;
  placement: Placement | undefined;
  isOpen: boolean;
  setOpen(isOpen: boolean): void;
  trigger: RefObject<HTMLElement | null>;
  children: ReactNode;
}

export function ExplainPopover({ label, isWide, scrolls, placement, isOpen, setOpen, trigger, children }: ExplainPopoverProps) {
  const state = useMemo(
    () => ({
      isOpen,
      setOpen,
      open: () => setOpen(true),
      close: () => setOpen(false),
      toggle: () => setOpen(!isOpen),
      // It stands beside its button, not where the pointer was.
      point: null,
      setPoint: () => {},
    }),
    [isOpen, setOpen],
  );
  return (
    <OverlayTriggerStateContext value={state}>
      <Popover
        className={isWide ? `${styles.popover} ${styles.wide}` : styles.popover}
        containerPadding={12}
        placement={placement}
        triggerRef={trigger}
        trigger="DialogTrigger"
      >
        <KeptDialog aria-label={label} className={styles.explanation} onEscape={state.close}>
          {scrolls ? (
            <div className={styles.scroller} tabIndex={0} role="group" aria-label={label}>
              {children}
            </div>
          ) : (
            children
          )}
        </KeptDialog>
      </Popover>
    </OverlayTriggerStateContext>
  );
}
