import { lazy, Suspense } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { Lab } from '../lab/lab.ts';
import { LabPage } from '../ui/page/LabPage.tsx';
import { LabContext } from '../ui/use-lab.ts';
import { PLACES } from './places.ts';

const ConformancePage = lazy(() =>
  import('../ui/reference/ConformancePage.tsx').then(({ ConformancePage: component }) => ({ default: component })),
);

const ExercisePage = lazy(() => import('../ui/exercise/ExercisePage.tsx').then(({ ExercisePage: component }) => ({ default: component })));

const ExercisesPage = lazy(() =>
  import('../ui/exercises/ExercisesPage.tsx').then(({ ExercisesPage: component }) => ({ default: component })),
);

const ReviewPage = lazy(() => import('../ui/progress/ReviewPage.tsx').then(({ ReviewPage: component }) => ({ default: component })));

const LearnPage = lazy(() => import('../ui/learn/LearnPage.tsx').then(({ LearnPage: component }) => ({ default: component })));

const LessonPage = lazy(() => import('../ui/learn/LessonPage.tsx').then(({ LessonPage: component }) => ({ default: component })));

const ExamPage = lazy(() => import('../ui/practice/ExamPage.tsx').then(({ ExamPage: component }) => ({ default: component })));

/** The path alone: what follows `?` in the hash names a run, not a page. */
function useHashPath(): ReturnType<typeof useHashLocation> {
  const [location, navigate] = useHashLocation();
  return [location.split('?')[0], navigate];
}

const usePath = Object.assign(useHashPath, { hrefs: (path: string) => `#${path}` });

export function App({ lab }: { lab: Lab }) {
  return (
    <LabContext value={lab}>
      <Router hook={usePath}>
        <Switch>
          <Route path="/lab">
            <LabPage places={PLACES} />
          </Route>
          <Route path="/reference/conformance/:action?">
            {({ action }) => (
              <Suspense>
                <ConformancePage places={PLACES} action={action} />
              </Suspense>
            )}
          </Route>
          <Route path="/exercises">
            <Suspense>
              <ExercisesPage places={PLACES} />
            </Suspense>
          </Route>
          {/* Before the lessons: it is none of them. */}
          <Route path="/learn/review">
            <Suspense>
              <ReviewPage places={PLACES} />
            </Suspense>
          </Route>
          <Route path="/learn">
            <Suspense>
              <LearnPage places={PLACES} />
            </Suspense>
          </Route>
          <Route path="/learn/:id">
            {({ id }) => (
              <Suspense>
                <LessonPage places={PLACES} id={id} />
              </Suspense>
            )}
          </Route>
          <Route path="/exercises/:id">
            {({ id }) => (
              <Suspense>
                <ExercisePage places={PLACES} id={id} />
              </Suspense>
            )}
          </Route>
          <Route path="/exam/:mode?/:topic?">
            {({ mode, topic }) => (
              <Suspense>
                <ExamPage places={PLACES} mode={mode} topic={topic} />
              </Suspense>
            )}
          </Route>
          <Route path="/reference">
            <Redirect to="/reference/conformance" replace />
          </Route>
          <Route>
            <Redirect to="/lab" replace />
          </Route>
        </Switch>
      </Router>
    </LabContext>
  );
}
