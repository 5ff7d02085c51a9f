import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import {
  placeOf,
  playbackMachine,
  type Place,
  type PlaybackEvent,
  type PlaybackFrame,
  type PlaybackSnapshot,
} from '../../src/lab/machines/playback.machine.ts';

/** What the machine asked for: a moment to seek, or `play`. */
type Asked = number | 'play';

function take(snapshot: PlaybackSnapshot, event: PlaybackEvent): [PlaybackSnapshot, Asked[]] {
  const [next, actions] = transition(playbackMachine, snapshot, event);
  const asked = actions.flatMap(({ type, params }): Asked[] => {
    if (type === 'play') return ['play'];
    return type === 'seek' ? [(params as { atUs: number }).atUs] : [];
  });
  return [next, asked];
}

function follow(events: readonly PlaybackEvent[]): { places: Place[]; asked: Asked[] } {
  let [snapshot] = initialTransition(playbackMachine);
  const places: Place[] = [];
  const asked: Asked[] = [];
  for (const event of events) {
    const [next, more] = take(snapshot, event);
    snapshot = next;
    places.push(placeOf(snapshot));
    asked.push(...more);
  }
  return { places, asked };
}

const frame = (said: Partial<PlaybackFrame> = {}): PlaybackEvent => ({
  type: 'frame',
  playing: false,
  inPast: false,
  undone: false,
  ...said,
});
const seek = (atUs: number, isDragging = false): PlaybackEvent => ({ type: 'seek', atUs, isDragging });
const ARRIVED: PlaybackEvent = { type: 'arrived' };
const OPENED: PlaybackEvent = { type: 'run-opened' };
const PLAYING = frame({ playing: true });
const PAUSED = frame();
const STANDING = frame({ inPast: true });
const REPLAYING = frame({ inPast: true, playing: true });
const UNDONE = frame({ inPast: true, undone: true });

const asked = (...events: PlaybackEvent[]): Asked[] => follow(events).asked;

describe('the place', () => {
  it('is what the last frame says, from wherever one came', () => {
    const frames: [PlaybackEvent, Place][] = [
      [PLAYING, 'live.playing'],
      [PAUSED, 'live.paused'],
      [STANDING, 'past.standing'],
      [REPLAYING, 'past.replaying'],
      [UNDONE, 'undone'],
      // The end of the branch, but before its last command.
      [frame({ undone: true }), 'undone'],
    ];
    for (const [from] of frames) for (const [to, place] of frames) expect(follow([from, to]).places).toHaveProperty('1', place);
  });

  it('begins paused at the end of a run', () => {
    expect(placeOf(initialTransition(playbackMachine)[0])).toBe('live.paused');
    expect(follow([STANDING, OPENED]).places).toEqual(['past.standing', 'live.paused']);
  });
});

describe('seeking', () => {
  it('seeks at once, and meanwhile keeps only the last wish', () => {
    expect(asked(seek(10), seek(20), seek(30), seek(40))).toEqual([10]);
    expect(asked(seek(10), seek(20), seek(30), ARRIVED)).toEqual([10, 30]);
    expect(asked(seek(10), seek(20), seek(30), ARRIVED, ARRIVED, ARRIVED)).toEqual([10, 30]);
  });

  it('seeks again before the frame of the last seek has come', () => {
    expect(asked(seek(10), ARRIVED, seek(20), ARRIVED, STANDING, seek(30))).toEqual([10, 20, 30]);
  });

  it('forgets a wish for a run that is no more', () => {
    expect(asked(seek(10), seek(20), OPENED, ARRIVED)).toEqual([10]);
    expect(asked(seek(10), OPENED, seek(20))).toEqual([10, 20]);
  });
});

describe('playing on', () => {
  it('does so when a drag is let go at the end of a run that played', () => {
    expect(asked(PLAYING, seek(5, true), STANDING, ARRIVED, STANDING, seek(9, true), ARRIVED, PAUSED)).toEqual([5, 9]);
    expect(asked(PLAYING, seek(5, true), ARRIVED, STANDING, seek(9, true), ARRIVED, PAUSED, seek(9), ARRIVED, PAUSED)).toEqual([
      5,
      9,
      9,
      'play',
    ]);
  });

  it('waits for the frame of the moment that it arrived at', () => {
    // A frame that was on its way when the seek was asked for still shows the end.
    expect(asked(PLAYING, seek(5), PAUSED, ARRIVED, STANDING)).toEqual([5]);
  });

  it('does so from the past, however long one stood there', () => {
    expect(asked(PLAYING, seek(5), ARRIVED, STANDING, STANDING, seek(9), ARRIVED, PAUSED)).toEqual([5, 9, 'play']);
    // A step back is no seek of the machine's; the frames tell the same.
    expect(asked(PLAYING, STANDING, STANDING, seek(9), ARRIVED, PAUSED)).toEqual([9, 'play']);
  });

  it('does not take the standing still on the way for a pause', () => {
    expect(asked(PLAYING, seek(5), PAUSED, ARRIVED, PAUSED)).toEqual([5, 'play']);
  });

  it('does not where the run stood, or was paused since', () => {
    expect(asked(PAUSED, seek(5), ARRIVED, STANDING, seek(9), ARRIVED, PAUSED)).toEqual([5, 9]);
    expect(asked(PLAYING, PAUSED, seek(9), ARRIVED, PAUSED)).toEqual([9]);
    expect(asked(PLAYING, seek(5), ARRIVED, STANDING, REPLAYING, STANDING, seek(9), ARRIVED, PAUSED)).toEqual([5, 9]);
  });

  it('does so where the past was being replayed', () => {
    expect(asked(PAUSED, seek(5), ARRIVED, STANDING, REPLAYING, seek(9), ARRIVED, PAUSED)).toEqual([5, 9, 'play']);
  });

  it('asks once, and not where the worker has done it already', () => {
    expect(asked(PLAYING, seek(9), ARRIVED, PAUSED, PAUSED, PAUSED)).toEqual([9, 'play']);
    expect(asked(PLAYING, seek(9), ARRIVED, PLAYING, PAUSED)).toEqual([9]);
  });

  it('does not after another run was opened', () => {
    expect(asked(PLAYING, seek(5), OPENED, PAUSED, seek(9), ARRIVED, PAUSED)).toEqual([5, 9]);
    // Opened in its past: nothing tells that it ever played.
    expect(asked(PLAYING, OPENED, STANDING, seek(9), ARRIVED, PAUSED)).toEqual([9]);
  });
});

/** Any course of events, in the order in which they can come: an answer only to a seek that was asked for. */
const arbitraryWishes = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('seek' as const), atUs: fc.nat(1_000_000), isDragging: fc.boolean() }),
    fc.record({ type: fc.constant('frame' as const), playing: fc.boolean(), inPast: fc.boolean(), undone: fc.boolean() }),
    fc.constant(ARRIVED),
  ),
  { maxLength: 60 },
);

describe('whatever happens', () => {
  it('one seek is under way at a time, and the last wish is the one that is reached', () => {
    fc.assert(
      fc.property(arbitraryWishes, (events) => {
        let [snapshot] = initialTransition(playbackMachine);
        let underWay = 0;
        const wished: number[] = [];
        const sought: number[] = [];
        const give = (event: PlaybackEvent) => {
          if (event.type === 'arrived' && underWay === 0) return;
          if (event.type === 'arrived') underWay--;
          if (event.type === 'seek') wished.push(event.atUs);
          const [next, more] = take(snapshot, event);
          snapshot = next;
          for (const one of more) {
            if (one === 'play') continue;
            underWay++;
            sought.push(one);
          }
          expect(underWay).toBeLessThanOrEqual(1);
        };
        events.forEach(give);
        // The seek under way, and the one wish that may wait behind it.
        give(ARRIVED);
        give(ARRIVED);
        expect(underWay).toBe(0);
        expect(sought.at(-1)).toBe(wished.at(-1));
        expect(sought.length).toBeLessThanOrEqual(wished.length);
      }),
    );
  });

  it('play is asked for only where the run stands at its end, and only after a seek', () => {
    fc.assert(
      fc.property(arbitraryWishes, (events) => {
        let [snapshot] = initialTransition(playbackMachine);
        let seeksSincePlay = 0;
        for (const event of events) {
          const [next, more] = take(snapshot, event);
          snapshot = next;
          if (event.type === 'frame') expect(placeOf(snapshot)).toBe(placeAfter(event));
          if (event.type === 'seek') seeksSincePlay++;
          if (!more.includes('play')) continue;
          expect(event).toMatchObject({ type: 'frame', playing: false, inPast: false, undone: false });
          expect(seeksSincePlay).toBeGreaterThan(0);
          seeksSincePlay = 0;
        }
      }),
    );
  });
});

function placeAfter({ playing, inPast, undone }: PlaybackFrame): Place {
  if (undone) return 'undone';
  if (inPast) return playing ? 'past.replaying' : 'past.standing';
  return playing ? 'live.playing' : 'live.paused';
}
