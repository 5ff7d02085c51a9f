/** Line drawings of 16 × 16; always beside or inside something that has a name. */
import type { ReactNode } from 'react';

function Icon({ children, filled = false }: { children: ReactNode; filled?: boolean }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const PlayIcon = () => (
  <Icon filled>
    <path d="M4.5 2.6v10.8a.6.6 0 0 0 .9.5l8.4-5.4a.6.6 0 0 0 0-1L5.4 2.1a.6.6 0 0 0-.9.5Z" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon filled>
    <path d="M4 2.5h2.6v11H4zM9.4 2.5H12v11H9.4z" />
  </Icon>
);
export const StepIcon = () => (
  <Icon>
    <path d="M4 3.5v9L10.5 8zM12.5 3.5v9" />
  </Icon>
);
export const StepBackIcon = () => (
  <Icon>
    <path d="M12 3.5v9L5.5 8zM3.5 3.5v9" />
  </Icon>
);
export const UndoIcon = () => (
  <Icon>
    <path d="M6 3 2.8 6.2 6 9.4M3.2 6.2h6a3.7 3.7 0 0 1 0 7.4H6.5" />
  </Icon>
);
export const RedoIcon = () => (
  <Icon>
    <path d="m10 3 3.2 3.2L10 9.4M12.8 6.2h-6a3.7 3.7 0 0 0 0 7.4h2.7" />
  </Icon>
);
export const PastIcon = () => (
  <Icon>
    <path d="M2.6 6.2A5.8 5.8 0 1 1 2.3 9M2.4 2.8v3.6H6M8 5v3.2l2.2 1.4" />
  </Icon>
);
export const BranchIcon = () => (
  <Icon>
    <path d="M4.5 5.6v4.8M11.5 6.6c0 2.6-4.2 2-6.6 3.9" />
    <circle cx="4.5" cy="4" r="1.6" />
    <circle cx="4.5" cy="12" r="1.6" />
    <circle cx="11.5" cy="5" r="1.6" />
  </Icon>
);
export const ResetIcon = () => (
  <Icon>
    <path d="M3 3v3.5h3.5M3.2 6.4A5.3 5.3 0 1 1 2.8 9" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="m4 6 4 4 4-4" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M8 3v10M3 8h10" />
  </Icon>
);
export const InfoIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 7.4v3.4M8 5.1v.1" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M13 9.6A5.4 5.4 0 0 1 6.4 3 5.4 5.4 0 1 0 13 9.6Z" />
  </Icon>
);
export const MotionIcon = () => (
  <Icon>
    <circle cx="11" cy="8" r="2.6" />
    <path d="M1.8 5.5h4M3.3 8h2.5M1.8 10.5h4" />
  </Icon>
);
export const StillIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.6" />
    <path d="M2 13.5h12" />
  </Icon>
);
