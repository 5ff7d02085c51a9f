/**
 * Where a learner stands in a run's time, and the way to another moment. Two regions side by side:
 *
 *   seeking   idle ──seek──▶ travelling ──arrived──▶ looking ──frame──▶ idle
 *                             │  ▲  ▲                   │ seek
 *                             │  │  └───────────────────┘
 *                             └──┘ seek: kept, only the last one counts; it is taken on arrival
 *
 *   place     live ─┬ playing          past ─┬ standing          undone
 *                   └ paused                 └ replaying
 *
 * One seek is under way at a time, however many a drag asks for. The place is whatever the last frame says: each frame may lead
 * from any place to any other. A drag that is let go at the end of the branch plays on where it played before it began: the
 * machine waits for the frame of the moment that it arrived at (`looking`) and asks for `play` there. A pause forgets that; so
 * does a run that stands at its end by itself.
 *
 * The machine calls nobody: `seek` and `play` are given to it. It knows no clock either, so that every path of it can be tested.
 */
import { assign, setup, type SnapshotFrom } from 'xstate';

export interface PlaybackContext {
  /** The moment that is being sought. */
  underWayUs: number | null;
  /** The moment to seek next; an older wish is replaced. */
  wishUs: number | null;
  /** Whether the playhead is still held. */
  isDragging: boolean;
  /** Whether the run played before this visit of the past, and was not paused since. */
  playsOn: boolean;
  /** What the last frame said. */
  shown: PlaybackFrame;
}

export interface PlaybackFrame {
  playing: boolean;
  inPast: boolean;
  /** An undo has led here, and nothing has happened since. */
  undone: boolean;
}

export type PlaybackEvent =
  | ({ type: 'frame' } & PlaybackFrame)
  | { type: 'seek'; atUs: number; isDragging: boolean }
  /** The seek under way was answered. */
  | { type: 'arrived' }
  | { type: 'run-opened' };

const AT_FIRST: PlaybackContext = {
  underWayUs: null,
  wishUs: null,
  isDragging: false,
  playsOn: false,
  shown: { playing: false, inPast: false, undone: false },
};

const isLive = ({ inPast, undone }: PlaybackFrame): boolean => !inPast && !undone;

/** Whether a run goes on from its end. Nobody sought a moment meanwhile, so a frame that stands was made to stand. */
function playsOnAfter({ shown, playsOn }: PlaybackContext, frame: PlaybackFrame): boolean {
  if (frame.playing) return true;
  const wasPausedHere = shown.playing && shown.inPast === frame.inPast && !frame.undone;
  return playsOn && !isLive(frame) && !wasPausedHere;
}

export const playbackMachine = setup({
  types: { context: {} as PlaybackContext, events: {} as PlaybackEvent },
  actions: {
    /** Goes to a moment; answered by `arrived`. */
    seek(_args, _params: { atUs: number }) {},
    play() {},
    keepWish: assign(({ context, event }) =>
      event.type === 'seek' ? { ...context, wishUs: event.atUs, isDragging: event.isDragging } : context,
    ),
    takeWish: assign(({ context }) => ({ ...context, underWayUs: context.wishUs, wishUs: null })),
    noteArrival: assign({ underWayUs: null }),
    noteFrame: assign(({ context, event }) =>
      event.type === 'frame' ? { ...context, shown: frameOf(event), playsOn: playsOnAfter(context, event) } : context,
    ),
    /** On the way the run stands because it is being moved: that says nothing about what the learner wants. */
    showFrame: assign(({ context, event }) => (event.type === 'frame' ? { ...context, shown: frameOf(event) } : context)),
    beginAnew: assign(AT_FIRST),
  },
  guards: {
    hasWish: ({ context }) => context.wishUs !== null,
    isHeld: ({ context, event }) => context.isDragging && event.type === 'frame' && !event.playing,
    /** Let go at the end of a run that played before. */
    playsOn: ({ context, event }) => event.type === 'frame' && isLive(event) && !event.playing && context.playsOn,
    isUndone: ({ event }) => event.type === 'frame' && event.undone,
    isReplaying: ({ event }) => event.type === 'frame' && event.inPast && event.playing,
    isPast: ({ event }) => event.type === 'frame' && event.inPast,
    isPlaying: ({ event }) => event.type === 'frame' && event.playing,
  },
}).createMachine({
  id: 'playback',
  type: 'parallel',
  context: AT_FIRST,
  on: { 'run-opened': { target: ['.seeking.idle', '.place.live.paused'], actions: 'beginAnew' } },
  states: {
    seeking: {
      initial: 'idle',
      states: {
        idle: {
          on: { seek: { target: 'travelling', actions: 'keepWish' }, frame: { actions: 'noteFrame' } },
        },
        travelling: {
          entry: ['takeWish', { type: 'seek', params: ({ context }) => ({ atUs: context.underWayUs ?? 0 }) }],
          on: {
            seek: { actions: 'keepWish' },
            arrived: [
              { guard: 'hasWish', target: 'travelling', reenter: true },
              { target: 'looking', actions: 'noteArrival' },
            ],
            frame: { actions: 'showFrame' },
          },
        },
        looking: {
          on: {
            seek: { target: 'travelling', actions: 'keepWish' },
            frame: [
              { guard: 'isHeld', actions: 'showFrame' },
              { guard: 'playsOn', target: 'idle', actions: ['showFrame', 'play'] },
              { target: 'idle', actions: 'noteFrame' },
            ],
          },
        },
      },
    },
    place: {
      initial: 'live',
      on: {
        frame: [
          { guard: 'isUndone', target: '.undone' },
          { guard: 'isReplaying', target: '.past.replaying' },
          { guard: 'isPast', target: '.past.standing' },
          { guard: 'isPlaying', target: '.live.playing' },
          { target: '.live.paused' },
        ],
      },
      states: {
        live: { initial: 'paused', states: { playing: {}, paused: {} } },
        past: { initial: 'standing', states: { standing: {}, replaying: {} } },
        undone: {},
      },
    },
  },
});

function frameOf({ playing, inPast, undone }: PlaybackFrame): PlaybackFrame {
  return { playing, inPast, undone };
}

export type PlaybackSnapshot = SnapshotFrom<typeof playbackMachine>;

export type Place = 'live.playing' | 'live.paused' | 'past.standing' | 'past.replaying' | 'undone';

/** The state of the region `place`, as one word. */
export function placeOf({ value }: Pick<PlaybackSnapshot, 'value'>): Place {
  const { place } = value;
  if (typeof place === 'string') return place;
  return 'live' in place ? `live.${place.live}` : `past.${place.past}`;
}
