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
