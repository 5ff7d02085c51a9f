/** Small runs that go at the same time. Each has a worker of its own, and a page may hold any number of small Stages. */
const RUNS_MAX = 2;

interface Holder {
  /** Another one came into view: this run is to end. */
  lose(): void;
}

/** Whoever comes last gets a place; where there is none, who has held one longest loses it. */
export class RunPlaces {
  private readonly holders: Holder[] = [];
  private readonly most: number;

  constructor(most = RUNS_MAX) {
    this.most = most;
  }

  take(holder: Holder): void {
    this.leave(holder);
    while (this.holders.length >= this.most) this.holders.shift()!.lose();
    this.holders.push(holder);
  }

  leave(holder: Holder): void {
    const at = this.holders.indexOf(holder);
    if (at >= 0) this.holders.splice(at, 1);
  }
}

/** Of the page. */
export const runPlaces = new RunPlaces();
