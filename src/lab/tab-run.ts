/** Which run this tab shows, remembered over a reload, and when the last run was last offered. Without storage nothing is remembered. */
import type { LabAddress } from './lab-address.ts';

/** The run of this tab, and the address it was under. */
export interface TabRun {
  id: string;
  scenarioId: string;
  hash: string;
  /** And the one before it. */
  before: string | null;
}

const TAB_KEY = 'kinelab:run';
const OFFER_KEY = 'kinelab:offered-at';
const TOLD_KEY = 'kinelab:told-of-storage';

/** The address that the run had until it was renamed; null where it has had but one. */
let addressBefore: string | null = null;

/** A page that is loaded again in the moment in which its address is renamed comes up under the address before. */
export function noteAddressBefore(hash: string | null): void {
  addressBefore = hash;
}

export function rememberTabRun(run: Omit<TabRun, 'before'>): void {
  write(() => sessionStorage, TAB_KEY, JSON.stringify({ ...run, before: addressBefore }));
}

export function rememberedTabRun(): TabRun | null {
  try {
    const { id, scenarioId, hash, before } = (JSON.parse(read(() => sessionStorage, TAB_KEY) ?? 'null') ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || typeof scenarioId !== 'string' || typeof hash !== 'string') return null;
    return { id, scenarioId, hash, before: typeof before === 'string' ? before : null };
  } catch {
    return null;
  }
}

/** Whether an address asks for the run that the tab shows, and not for another one. */
export function namesTabRun({ scenarioId, hash, before }: TabRun, address: LabAddress, addressHash: string): boolean {
  if (addressHash === hash || addressHash === before || address.kind === 'default') return true;
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
