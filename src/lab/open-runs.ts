/** Which runs stand open in which tab: each tab holds a lock on its own, and all can see the locks. Where the browser has none, nobody is seen. */
const PREFIX = 'kinelab:run:';

export class OpenRuns {
  private release: (() => void) | null = null;

  /** This tab shows the run from now on, and no other. */
  hold(id: string): void {
    this.release?.();
    const released = new Promise<void>((resolve) => (this.release = resolve));
    // Shared: two tabs may show the same run. Without a secure context there are no locks.
    (navigator.locks as LockManager | undefined)?.request(PREFIX + id, { mode: 'shared' }, () => released).catch(() => {});
  }

  /** The runs of all tabs, this one's included. */
  async all(): Promise<Set<string>> {
    const names = await this.heldNames().catch(() => []);
    return new Set(names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)));
  }

  private async heldNames(): Promise<string[]> {
    const locks = await (navigator.locks as LockManager | undefined)?.query();
    return locks?.held?.flatMap(({ name }) => name ?? []) ?? [];
  }
}
