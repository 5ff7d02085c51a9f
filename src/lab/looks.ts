/** Theme and motion: what the person chose, or what the system wishes, on the page's root and in the store. */
import {
  keepPreferences,
  type MotionChoice,
  onSystemLooks,
  readPreferences,
  resolveMotion,
  resolveTheme,
  type ThemeChoice,
} from './preferences.ts';
import type { LabState, LabStore } from './store.ts';

export function initialLooks(): Pick<LabState, 'themeChoice' | 'motionChoice' | 'theme' | 'motion'> {
  const { theme, motion } = readPreferences();
  return { themeChoice: theme, motionChoice: motion, theme: resolveTheme(theme), motion: resolveMotion(motion) };
}

export function setLooks(store: LabStore, choice: { theme?: ThemeChoice; motion?: MotionChoice }): void {
  const { themeChoice, motionChoice } = store.getState();
  const next = { theme: choice.theme ?? themeChoice, motion: choice.motion ?? motionChoice };
  const theme = resolveTheme(next.theme);
  const motion = resolveMotion(next.motion);
  store.setState({ themeChoice: next.theme, motionChoice: next.motion, theme, motion });
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.motion = motion;
  if (choice.theme !== undefined || choice.motion !== undefined) keepPreferences(next);
}

export function followSystemLooks(store: LabStore): void {
  setLooks(store, {});
  onSystemLooks(() => setLooks(store, {}));
}
