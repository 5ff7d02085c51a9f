import { useEffect, useState } from 'react';
import type { EngineEvent, EventBody } from '../../engine/events.ts';
import { Announcer } from '../../lab/announcer.ts';
import { sentenceOf } from '../sentences.ts';
import { useLab } from '../use-lab.ts';

/** Crossings of a limit, and what the learner caused. Everything else is read in What happened when it is wanted. */
const SPOKEN: ReadonlySet<EventBody['type']> = new Set([
  'command-refused',
  'write-throttling-started',
  'write-throttling-ended',
  'read-throttling-started',
  'read-throttling-ended',
  'shard-split',
  'shards-merged',
  'shard-opened',
  'unread-records-trimmed',
  'record-put',
]);

function announcementOf(event: EngineEvent) {
  const { text, shardId } = sentenceOf(event);
  const topic = event.type.replace(/-(started|ended)$/, '');
  return { kind: `${topic} ${shardId ?? ''}`, text };
}

export function LiveRegion() {
  const lab = useLab();
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const announcer = new Announcer(setSpoken);
    let heard = lab.store.getState().eventCount;
    return lab.store.subscribe((now, before) => {
      if (now.events !== before.events) {
        announcer.forget();
        heard = 0;
      }
      for (; heard < now.eventCount; heard++) {
        const event = now.events[heard];
        if (SPOKEN.has(event.type)) announcer.announce(announcementOf(event));
      }
      if (now.playing !== before.playing) announcer.announce({ kind: 'playing', text: now.playing ? 'Playing.' : 'Paused.' });
    });
  }, [lab]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {spoken}
    </div>
  );
}
