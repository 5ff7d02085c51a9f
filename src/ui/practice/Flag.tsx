/** A small flag; beside it stands the word. */
export const Flag = () => (
  <svg width="10" height="12" viewBox="0 0 10 12" aria-hidden="true" focusable="false">
    <path d="M1 .5v11M1 1.2h7.6L6.8 3.9l1.8 2.7H1" fill="currentColor" stroke="currentColor" strokeWidth="1.2" strokeLinejoin="round" />
  </svg>
);
