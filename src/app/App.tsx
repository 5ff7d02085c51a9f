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

const LearnPlaces = lazy(() => import('../ui/learn/LearnPlaces.tsx').then(({ LearnPlaces: component }) => ({ default: component })));

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
          <Route path="/learn/:name?/:term?">
            {({ name, term }) => (
              <Suspense>
                <LearnPlaces places={PLACES} name={name} term={term} />
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
