/** The frame of every dialog: named, closed by Escape, by its button, or by a click beside it. */
import type { ReactNode } from 'react';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from './Button.tsx';
import { CloseIcon } from './Icons.tsx';
import { KeptDialog } from './KeptDialog.tsx';
import styles from './sheet.module.css';

interface SheetProps {
  title: string;
  onClose(): void;
  isWide?: boolean;
  children: ReactNode;
}

export function Sheet({ title, onClose, isWide = false, children }: SheetProps) {
  return (
    <ModalOverlay className={styles.veil} isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={isWide ? `${styles.modal} ${styles.modalWide}` : styles.modal}>
        <KeptDialog className={styles.dialog} onEscape={onClose}>
          <div className={styles.dialogHead}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button look="quiet" icon aria-label="Close" onPress={onClose}>
              <CloseIcon />
            </Button>
          </div>
          <div className={styles.dialogBody}>{children}</div>
        </KeptDialog>
      </Modal>
    </ModalOverlay>
  );
}
