/** What stands below Learn: the overview, the review of the day, the glossary, and the lessons by their ids. */
import { lazy, Suspense } from 'react';
import type { Place } from '../header/Header.tsx';

const LearnPage = lazy(() => import('./LearnPage.tsx').then(({ LearnPage: component }) => ({ default: component })));
const LessonPage = lazy(() => import('./LessonPage.tsx').then(({ LessonPage: component }) => ({ default: component })));
const ReviewPage = lazy(() => import('../progress/ReviewPage.tsx').then(({ ReviewPage: component }) => ({ default: component })));
const GlossaryPage = lazy(() => import('../glossary/GlossaryPage.tsx').then(({ GlossaryPage: component }) => ({ default: component })));

interface LearnPlacesProps {
  places: readonly Place[];
  /** `review`, `glossary`, or the id of a lesson; absent: the overview. */
  name: string | undefined;
  /** Below the glossary: the id of a term. */
  term: string | undefined;
}

export function LearnPlaces({ places, name, term }: LearnPlacesProps) {
  return (
    <Suspense>
      {name === undefined && <LearnPage places={places} />}
      {name === 'review' && <ReviewPage places={places} />}
      {name === 'glossary' && <GlossaryPage places={places} id={term} />}
      {name !== undefined && name !== 'review' && name !== 'glossary' && <LessonPage places={places} id={name} />}
    </Suspense>
  );
}
