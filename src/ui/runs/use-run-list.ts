/** The list of runs while its dialog is open: read once, then changed by what is done to it. */
import { useCallback, useEffect, useState } from 'react';
import { troubleOf } from '../../lab/browser-database.ts';
import type { KeepingTrouble } from '../../lab/browser-database.ts';
import type { KeptRun } from '../../lab/kept-run.ts';
import type { DeletedRun, RunList, Runs } from '../../lab/runs.ts';
import { useLab } from '../use-lab.ts';

export type Listing = { kind: 'reading' } | { kind: 'unreadable'; trouble: KeepingTrouble } | ({ kind: 'read' } & RunList);

export interface RunActions {
  rename(run: KeptRun, name: string | null): void;
  remove(run: KeptRun): void;
  bringBack(run: KeptRun): void;
}

export function useRunList() {
  const lab = useLab();
  const [listing, setListing] = useState<Listing>({ kind: 'reading' });
  const [deleted, setDeleted] = useState<ReadonlyMap<string, DeletedRun>>(new Map());
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const read = async () => (await lab.runs.load()).list();
    read().then(
      (list) => setListing({ kind: 'read', ...list }),
      (error: unknown) => setListing({ kind: 'unreadable', trouble: troubleOf(error) }),
    );
  }, [lab]);

  const attempt = useCallback(
    async (work: (runs: Runs) => Promise<void>, failure: string) => {
      setProblem('');
      try {
        await work(await lab.runs.load());
      } catch {
        setProblem(failure);
      }
    },
    [lab],
  );

  const actions: RunActions = {
    rename: (run, name) =>
      void attempt(async (runs) => {
        await runs.rename(run.id, name);
        const renamed = (one: KeptRun) => (one.id === run.id ? { ...one, name } : one);
        setListing((before) => (before.kind === 'read' ? { ...before, runs: before.runs.map(renamed) } : before));
      }, 'The name could not be kept: the storage of this browser did not take it.'),
    remove: (run) =>
      void attempt(async (runs) => {
        const found = await runs.delete(run.id);
        if (found !== null) setDeleted((before) => new Map(before).set(run.id, found));
      }, 'The run could not be deleted: the storage of this browser did not answer.'),
    bringBack: (run) =>
      void attempt(async (runs) => {
        const found = deleted.get(run.id);
        if (found !== undefined) await runs.restore(found);
        setDeleted((before) => new Map([...before].filter(([id]) => id !== run.id)));
      }, 'The run could not be brought back: the storage of this browser did not take it.'),
  };
  return { listing, deleted, problem, setProblem, actions };
}
