/** Looks that belong to the person, not to the run: kept in localStorage where the browser allows it. */
export type ThemeChoice = 'system' | 'light' | 'dark';
export type MotionChoice = 'system' | 'full' | 'reduced';

export interface Preferences {
  theme: ThemeChoice;
  motion: MotionChoice;
}

const STORAGE_KEY = 'kinelab:preferences';
const THEMES: readonly string[] = ['system', 'light', 'dark'];
const MOTIONS: readonly string[] = ['system', 'full', 'reduced'];

export function readPreferences(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    const { theme, motion } = (stored ?? {}) as Record<string, unknown>;
    return {
      theme: typeof theme === 'string' && THEMES.includes(theme) ? (theme as ThemeChoice) : 'system',
      motion: typeof motion === 'string' && MOTIONS.includes(motion) ? (motion as MotionChoice) : 'system',
    };
  } catch {
    return { theme: 'system', motion: 'system' };
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences));
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
}

const darkQuery = '(prefers-color-scheme: dark)';
const reducedQuery = '(prefers-reduced-motion: reduce)';

export function resolveTheme(choice: ThemeChoice): 'light' | 'dark' {
  if (choice !== 'system') return choice;
  return matchMedia(darkQuery).matches ? 'dark' : 'light';
}

export function resolveMotion(choice: MotionChoice): 'full' | 'reduced' {
  if (choice !== 'system') return choice;
  return matchMedia(reducedQuery).matches ? 'reduced' : 'full';
}

/** Calls back whenever the system's wish changes. */
export function onSystemLooks(listener: () => void): void {
  matchMedia(darkQuery).addEventListener('change', listener);
  matchMedia(reducedQuery).addEventListener('change', listener);
}
