/** What a screen reader is told of: what happened in the run, and where in its time one stands. */
import type { EngineEvent, EventBody } from '../../engine/events.ts';
import type { Announcement, Announcer } from '../../lab/announcer.ts';
import type { Lab } from '../../lab/lab.ts';
import { placeOf } from '../../lab/machines/playback.machine.ts';
import type * as Sentences from '../sentences.ts';
import { travelAnnouncement, type Standing } from './travel-announcement.ts';

/** Crossings of a limit, and what the learner caused. Everything else is read in What happened when it is wanted. */
const SPOKEN: ReadonlySet<EventBody['type']> = new Set([
  'command-refused',
  'write-throttling-started',
  'write-throttling-ended',
  'read-throttling-started',
  'read-throttling-ended',
  'reading-fell-behind',
  'reading-caught-up',
  'shard-split',
  'shards-merged',
  'shard-opened',
  'unread-records-trimmed',
  'record-put',
]);

const TIME = 'time';

function announcementOf({ sentenceOf }: typeof Sentences, event: EngineEvent): Announcement {
  const { text, shardId } = sentenceOf(event);
  const topic = event.type.replace(/-(started|ended)$/, '');
  return { kind: `${topic} ${shardId ?? ''}`, text };
}

/** Events as they happen, also when the past is played again; what was jumped over is not told. */
export function hearEvents(lab: Lab, announcer: Announcer): () => void {
  let { run } = lab.store.getState();
  let jump: number | null = null;
  let heard = lab.store.getState().seq;
  // The sentences are fetched when there is something to tell for the first time; it is told when they are there.
  let sentences: typeof Sentences | 'asked-for' | null = null;
  return lab.feed.subscribe((frame) => {
    if (frame.slow === null) return; // only then the page has the events up to the frame's
    const state = lab.store.getState();
    if (state.run !== run || frame.jump !== jump) {
      if (jump !== null) {
        announcer.forget(TIME);
        heard = frame.seq;
      }
      run = state.run;
      jump = frame.jump;
    }
    for (const end = Math.min(frame.seq, state.events.length); heard < end; heard++) {
      const event = state.events[heard];
      if (!SPOKEN.has(event.type)) continue;
      if (sentences === null) {
        sentences = 'asked-for';
        void import('../sentences.ts').then((loaded) => (sentences = loaded));
      }
      if (sentences === 'asked-for') return;
      announcer.announce(announcementOf(sentences, event));
    }
  });
}

/** Playing, pausing, the past, undo, branches. */
export function hearTime(lab: Lab, announcer: Announcer): () => void {
  const standing = (): Standing | null => {
    const { slow } = lab.store.getState();
    return slow === null ? null : { place: placeOf(lab.time.playback.getSnapshot()), nowUs: lab.feed.nowUs, travel: slow.travel };
  };
  let before = standing();
  return lab.store.subscribe((state, { slow }) => {
    if (state.slow === slow) return;
    const now = standing();
    const text = before === null || now === null ? null : travelAnnouncement(before, now);
    if (text !== null) announcer.announce({ kind: TIME, text });
    before = now;
  });
}
