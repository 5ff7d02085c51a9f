/**
 * What a screen reader hears of the run: polite, at most one message in five seconds, only crossings of a limit and
 * what the learner caused. While it must wait, the newest of each kind waits with it; more is counted, not spoken.
 */
export interface Announcement {
  /** Two of the same kind: the newer one replaces the older. */
  kind: string;
  text: string;
}

const PAUSE_MS = 5000;

export class Announcer {
  private readonly waiting = new Map<string, string>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly speak: (text: string) => void;

  constructor(speak: (text: string) => void) {
    this.speak = speak;
  }

  announce({ kind, text }: Announcement): void {
    this.waiting.delete(kind);
    this.waiting.set(kind, text);
    if (this.timer === null) this.next();
  }

  /** Another run, or another moment of it: what was to be said of the old one is of no interest any more. `except` is a kind that is. */
  forget(except?: string): void {
    for (const kind of this.waiting.keys()) if (kind !== except) this.waiting.delete(kind);
  }

  private next(): void {
    this.timer = null;
    if (this.waiting.size === 0) return;
    const texts = [...this.waiting.values()];
    this.waiting.clear();
    const more = texts.length - 2;
    this.speak(joined(more > 0 ? [...texts.slice(-2), `${more} more in What happened.`] : texts));
    this.timer = setTimeout(() => this.next(), PAUSE_MS);
  }
}

/** A full stop stands between two parts, whether or not the first one is a sentence already. */
function joined(texts: readonly string[]): string {
  return texts.map((text, i) => (i < texts.length - 1 && !text.endsWith('.') ? `${text}.` : text)).join(' ');
}
