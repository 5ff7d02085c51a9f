import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer } from '../../src/lab/announcer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('announcements', () => {
  it('speaks the first at once and the next only after five seconds', () => {
    const spoken: string[] = [];
    const announcer = new Announcer((text) => spoken.push(text));
    announcer.announce({ kind: 'a', text: 'one' });
    announcer.announce({ kind: 'b', text: 'two' });
    vi.advanceTimersByTime(4999);
    expect(spoken).toEqual(['one']);
    vi.advanceTimersByTime(1);
    expect(spoken).toEqual(['one', 'two']);
  });

  it('keeps only the newest of a kind while it waits', () => {
    const spoken: string[] = [];
    const announcer = new Announcer((text) => spoken.push(text));
    announcer.announce({ kind: 'a', text: 'first' });
    announcer.announce({ kind: 'a', text: 'old' });
    announcer.announce({ kind: 'a', text: 'new' });
    vi.advanceTimersByTime(5000);
    expect(spoken).toEqual(['first', 'new']);
  });

  it('counts what would be too much to hear', () => {
    const spoken: string[] = [];
    const announcer = new Announcer((text) => spoken.push(text));
    for (const kind of ['a', 'b', 'c', 'd', 'e']) announcer.announce({ kind, text: kind });
    vi.advanceTimersByTime(5000);
    expect(spoken[1]).toBe('d. e. 2 more in What happened.');
  });

  it('forgets a run that was replaced', () => {
    const spoken: string[] = [];
    const announcer = new Announcer((text) => spoken.push(text));
    announcer.announce({ kind: 'a', text: 'one' });
    announcer.announce({ kind: 'b', text: 'two' });
    announcer.forget();
    vi.advanceTimersByTime(20_000);
    expect(spoken).toEqual(['one']);
  });

  it('forgets all but one kind when the run is seen at another moment', () => {
    const spoken: string[] = [];
    const announcer = new Announcer((text) => spoken.push(text));
    announcer.announce({ kind: 'a', text: 'one' });
    announcer.announce({ kind: 'throttling', text: 'of another moment' });
    announcer.announce({ kind: 'time', text: 'You are in the past.' });
    announcer.forget('time');
    vi.advanceTimersByTime(5000);
    expect(spoken).toEqual(['one', 'You are in the past.']);
  });

  it('puts one full stop between two sentences', () => {
    const spoken: string[] = [];
    const announcer = new Announcer((text) => spoken.push(text));
    announcer.announce({ kind: 'a', text: 'one' });
    announcer.announce({ kind: 'b', text: 'Paused.' });
    announcer.announce({ kind: 'c', text: 'shard-2 is split.' });
    vi.advanceTimersByTime(5000);
    expect(spoken[1]).toBe('Paused. shard-2 is split.');
  });
});
