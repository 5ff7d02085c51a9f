import type { Level } from '../../lab/progress/overview.ts';

export const LEVELS: Readonly<Record<Level, string>> = { intro: 'Intro', core: 'Core', advanced: 'Advanced', expert: 'Expert' };
