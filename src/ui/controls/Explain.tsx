/** A small button that opens an explanation beside itself. What opens is fetched when a pointer or the focus comes near. */
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Button } from './Button.tsx';
import type { Placement } from './ExplainPopover.tsx';

const fetchPopover = () => import('./ExplainPopover.tsx');
const ExplainPopover = lazy(() => fetchPopover().then(({ ExplainPopover: component }) => ({ default: component })));

interface ExplainProps {
  /** Name of the button, and of what opens where that has no `title` of its own. */
  label: string;
  title?: string;
  /** What the button shows. */
  face: ReactNode;
  look?: 'plain' | 'quiet' | 'link';
  isIcon?: boolean;
  isWide?: boolean;
  scrolls?: boolean;
  isDisabled?: boolean;
  placement?: Placement;
  children: ReactNode;
}

export function Explain({ label, title = label, face, look = 'quiet', isIcon = false, ...rest }: ExplainProps) {
  const { isWide = false, scrolls = isWide, isDisabled = false, placement, children } = rest;
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  // Once opened it stays, so that it can close as it opened.
  const [wasOpened, setWasOpened] = useState(false);
  const near = () => void fetchPopover().catch(() => {});
  const toggle = () => {
    setWasOpened(true);
    setOpen(!isOpen);
  };
  return (
    <>
      <Button
        ref={button}
        look={look}
        icon={isIcon}
        aria-label={label}
        isDisabled={isDisabled}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onHoverStart={near}
        onFocus={near}
        onPress={toggle}
      >
        {face}
      </Button>
      {wasOpened && (
        <Suspense>
          <ExplainPopover
            label={title}
            isWide={isWide}
            scrolls={scrolls}
            placement={placement}
            isOpen={isOpen}
            setOpen={setOpen}
            trigger={button}
          >
            {children}
          </ExplainPopover>
        </Suspense>
      )}
    </>
  );
}
