import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/lab/machines/playback.machine.ts';
import type { TravelFrame } from '../../src/protocol/travel.ts';
import { travelAnnouncement, type Standing } from '../../src/ui/page/travel-announcement.ts';
import { branch, RETENTION, SPLIT, travelFrame } from '../lab/travel-frames.ts';

const END_US = 41_263_000;

function at(place: Place, more: Partial<TravelFrame> = {}, nowUs = place.startsWith('live') ? END_US : 12_300_000): Standing {
  return { place, nowUs, travel: travelFrame(more.branches, { inPast: place.startsWith('past'), ...more }) };
}

const PAST = 'You are in the past: 00:12.300 of 00:41.263. A change here starts a branch. N returns to now.';
const twoBranches = [branch(1), branch(2)];

describe('what is said of moving in time', () => {
  it('names the past when it is entered, once', () => {
    expect(travelAnnouncement(at('live.playing'), at('past.standing'))).toBe(PAST);
    expect(travelAnnouncement(at('past.standing'), at('past.standing', {}, 3_000_000))).toBeNull();
  });

  it.each<[Place, Place, string]>([
    ['live.paused', 'live.playing', 'Playing.'],
    ['live.playing', 'live.paused', 'Paused.'],
    ['past.standing', 'past.replaying', 'Playing.'],
    ['past.replaying', 'past.standing', 'Paused.'],
    ['past.standing', 'live.paused', 'Back at now. Paused.'],
    ['past.replaying', 'live.playing', 'Back at now. Playing.'],
  ])('from %s to %s: %s', (before, now, text) => {
    expect(travelAnnouncement(at(before), at(now))).toBe(text);
  });

  it('says nothing of frames that follow one another', () => {
    for (const place of ['live.playing', 'live.paused', 'past.standing', 'past.replaying'] as const)
      expect(travelAnnouncement(at(place), at(place))).toBeNull();
  });

  it('says what was undone, each time, and what was done again', () => {
    const live = at('live.paused', { undo: SPLIT });
    const first = at('undone', { undone: SPLIT, redo: SPLIT, undo: RETENTION });
    const second = at('undone', { undone: RETENTION, redo: RETENTION });
    expect(travelAnnouncement(live, first)).toBe('Undone: split shard 2. Play goes on without it.');
    expect(travelAnnouncement(first, second)).toBe('Undone: set retention of orders to 48\u202Fh. Play goes on without it.');
    expect(travelAnnouncement(second, first)).toBe('Redone: set retention of orders to 48\u202Fh. Still undone: split shard 2.');
    // A seek to an earlier moment takes an undo back without doing anything again.
    expect(travelAnnouncement(first, at('past.standing'))).toBe(PAST);
    expect(travelAnnouncement(first, live)).toBe('Redone: split shard 2. Back at now. Paused.');
  });

  it('says that a change in the past has started a branch, and not that one is back at now', () => {
    expect(travelAnnouncement(at('past.standing'), at('live.paused', { branches: twoBranches, branchId: 2 }))).toBe(
      'Branch ‘Branch 2’ has started at 00:12.300. ‘Main’ is kept as it was.',
    );
  });

  it('says which branch one has switched to, and where one stands in it', () => {
    const onFirst = at('past.standing', { branches: twoBranches });
    const onSecond = at('past.standing', { branches: twoBranches, branchId: 2 });
    expect(travelAnnouncement(onFirst, onSecond)).toBe(`Now on branch ‘Branch 2’. ${PAST}`);
  });

  it('says what was deleted, and what is back', () => {
    const both = at('live.paused', { branches: twoBranches });
    expect(travelAnnouncement(both, at('live.paused'))).toBe('Deleted ‘Branch 2’. The list of branches can bring it back.');
    expect(travelAnnouncement(at('live.paused'), both)).toBe('‘Branch 2’ is back.');
  });
});
