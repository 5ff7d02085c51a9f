/** The pages that exist, in the order of the header. A page is one line here and one route in App. */
import type { Place } from '../ui/header/Header.tsx';

export const PLACES: readonly Place[] = [
  { path: '/lab', name: 'Lab' },
  { path: '/reference/conformance', name: 'Reference' },
];
