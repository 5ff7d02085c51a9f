/** A small button that opens an explanation beside itself. */
import type { ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { Button } from './Button.tsx';
import styles from './controls.module.css';

interface ExplainProps {
  /** Name of the button, and of what opens. */
  label: string;
  /** What the button shows. */
  face: ReactNode;
  look?: 'plain' | 'quiet' | 'link';
  isIcon?: boolean;
  isWide?: boolean;
  children: ReactNode;
}

export function Explain({ label, face, look = 'quiet', isIcon = false, isWide = false, children }: ExplainProps) {
  return (
    <DialogTrigger>
      <Button look={look} icon={isIcon} aria-label={label}>
        {face}
      </Button>
      <Popover className={isWide ? `${styles.popover} ${styles.wide}` : styles.popover} containerPadding={12}>
        <Dialog aria-label={label} className={styles.explanation}>
          {isWide ? (
            <div className={styles.scroller} tabIndex={0} role="group" aria-label={label}>
              {children}
            </div>
          ) : (
            children
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
