/** The pages that exist, in the order of the header. A page is one line here and one route in App. */
import type { Place } from '../ui/header/Header.tsx';

export const PLACES: readonly Place[] = [
  { path: '/lab', name: 'Lab' },
  { path: '/learn', name: 'Learn' },
  { path: '/exercises', name: 'Exercises' },
  { path: '/exam', name: 'Exam' },
  { path: '/reference/conformance', name: 'Reference' },
];
