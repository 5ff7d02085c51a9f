/** Leases on their way from one row to another: what two successive frames say, drawn over a little real time. */
import type { LeaseMark } from './layout.ts';

/** Real time that a lease takes to another row, and that the line it came along stays. */
export const MOVE_MS = 900;
export const TRAIL_MS = 3500;

interface Journey {
  fromY: number;
  from: string | null;
  startMs: number;
}

export interface Shown {
  y: number;
  /** The row it came from, as long as that is to be seen. */
  trail: { fromY: number; from: string | null; age: number } | null;
}

export class Journeys {
  private readonly holders = new Map<string, string | null>();
  private readonly places = new Map<string, number>();
  private readonly journeys = new Map<string, Journey>();

  /** Notes who holds what now. `follows`: whether this came of what was noted before; else nothing moved, it is another picture. */
  note(leases: readonly LeaseMark[], follows: boolean, nowMs: number): void {
    if (!follows) this.journeys.clear();
    for (const { lease, holder, y } of leases) {
      const key = lease.leaseKey;
      const before = this.holders.get(key);
      const moved = follows && before !== undefined && before !== holder;
      if (moved) this.journeys.set(key, { fromY: this.places.get(key)!, from: before, startMs: nowMs });
      this.holders.set(key, holder);
      this.places.set(key, y);
    }
    const known = new Set(leases.map(({ lease }) => lease.leaseKey));
    for (const key of this.holders.keys()) if (!known.has(key)) this.forget(key);
  }

  /** Where a lease is drawn; at once at its end where motion is reduced. */
  shown(key: string, y: number, motion: 'full' | 'reduced', nowMs: number): Shown {
    const journey = this.journeys.get(key);
    if (journey === undefined) return { y, trail: null };
    const age = (nowMs - journey.startMs) / TRAIL_MS;
    if (age >= 1) {
      this.journeys.delete(key);
      return { y, trail: null };
    }
    const way = motion === 'reduced' ? 1 : eased(Math.min(1, (nowMs - journey.startMs) / MOVE_MS));
    return { y: journey.fromY + (y - journey.fromY) * way, trail: { fromY: journey.fromY, from: journey.from, age } };
  }

  get areUnderWay(): boolean {
    return this.journeys.size > 0;
  }

  private forget(key: string): void {
    this.holders.delete(key);
    this.places.delete(key);
    this.journeys.delete(key);
  }
}

/** Slow, quick, slow. */
const eased = (way: number) => (way < 0.5 ? 4 * way ** 3 : 1 - (2 - 2 * way) ** 3 / 2);
