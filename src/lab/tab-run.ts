/** Which run this tab shows, remembered over a reload, and when the last run was last offered. Without storage nothing is remembered. */
import type { LabAddress } from './lab-address.ts';

/** The run of this tab, and the address it was under. */
export interface TabRun {
  id: string;
  scenarioId: string;
  hash: string;
}

const TAB_KEY = 'kinelab:run';
const OFFER_KEY = 'kinelab:offered-at';
const TOLD_KEY = 'kinelab:told-of-storage';

/**
 * Notes the run in the tab's entry of the browser's history, where it stays while the address is renamed: a page that is loaded again in
 * just that moment comes up under the address before, but with its entry.
 */
export function markEntry(id: string): void {
  history.replaceState({ ...(history.state as object | null), run: id }, '');
}

export function rememberTabRun(run: TabRun): void {
  write(() => sessionStorage, TAB_KEY, JSON.stringify(run));
}

export function rememberedTabRun(): TabRun | null {
  try {
    const { id, scenarioId, hash } = (JSON.parse(read(() => sessionStorage, TAB_KEY) ?? 'null') ?? {}) as Record<string, unknown>;
    return typeof id === 'string' && typeof scenarioId === 'string' && typeof hash === 'string' ? { id, scenarioId, hash } : null;
  } catch {
    return null;
  }
}

/** Whether an address, or the entry of the tab's history that has it, asks for the run that the tab shows, and not for another one. */
export function namesTabRun({ id, scenarioId, hash }: TabRun, address: LabAddress, addressHash: string, entry: unknown): boolean {
  if (addressHash === hash || address.kind === 'default' || (entry as { run?: unknown } | null)?.run === id) return true;
  return address.kind === 'scenario' && address.id === scenarioId;
}

/** Runs that were kept before this instant are not offered again. */
export function offeredAtMs(): number {
  const atMs = Number(read(() => localStorage, OFFER_KEY) ?? 0);
  return Number.isFinite(atMs) ? atMs : 0;
}

export function rememberOffer(atMs: number): void {
  write(() => localStorage, OFFER_KEY, String(atMs));
}

/** Says once in the life of a tab that nothing is kept. */
export function isToldOfStorage(): boolean {
  return read(() => sessionStorage, TOLD_KEY) !== null;
}

export function rememberTold(): void {
  write(() => sessionStorage, TOLD_KEY, '1');
}

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string): void {
  try {
    storage().setItem(key, value);
  } catch {
    // Storage is switched off or full.
  }
}
