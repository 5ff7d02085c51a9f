/** The title of the tab, by which a person with many tabs, or a screen reader, finds the page. */
import { useEffect } from 'react';

/** As index.html has it: the Lab's. */
const HOME = document.title;

/** The page's own name, as long as it is shown. */
export function usePageTitle(name: string): void {
  useEffect(() => {
    document.title = `${name} · Kinelab`;
    return () => {
      document.title = HOME;
    };
  }, [name]);
}
