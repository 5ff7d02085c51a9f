/** Counts the rows that cannot be used, by reason, and keeps the first hundred. */
import type { BadRow, BadRowReason, BadRows } from '../../protocol/import-messages.ts';
import type { BadRowCause } from './row-reader.ts';

const LISTED_MAX = 100;

export class BadRowList {
  private readonly first: BadRow[] = [];
  private readonly counts = new Map<BadRowReason, { count: number; firstLine: number }>();
  private total = 0;

  add(line: number, cause: BadRowCause): void {
    this.total++;
    const known = this.counts.get(cause.reason);
    if (known === undefined) this.counts.set(cause.reason, { count: 1, firstLine: line });
    else known.count++;
    if (this.first.length < LISTED_MAX) this.first.push({ line, ...cause });
  }

  count(reason: BadRowReason): number {
    return this.counts.get(reason)?.count ?? 0;
  }

  firstLineOf(reason: BadRowReason): number {
    return this.counts.get(reason)?.firstLine ?? 0;
  }

  report(): BadRows {
    const byReason = [...this.counts].map(([reason, { count }]) => ({ reason, count }));
    return { total: this.total, byReason: byReason.sort((a, b) => b.count - a.count), first: this.first };
  }
}
