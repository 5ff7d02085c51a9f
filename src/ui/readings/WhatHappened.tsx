/** The history in sentences, newest first. The list shows the newest ones; the data are all kept. */
import { Fragment, memo, useState } from 'react';
import type { EngineEvent } from '../../engine/events.ts';
import { count } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Explain } from '../controls/Explain.tsx';
import { type EventGroup, EventGroups, sentenceOfGroup } from './event-groups.ts';
import { sentenceOf, shardLabel, type Tone } from '../sentences.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './readings.module.css';

const SHOWN_AT_FIRST = 40;
const SHOWN_MORE = 200;

export function WhatHappened() {
  const groups = useEventGroups();
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const newest = groups.slice(-shown).reverse();
  return (
    <section className={styles.section} aria-labelledby="happened-head">
      <h2 className={styles.head} id="happened-head">
        What happened
      </h2>
      {groups.length === 0 && <p className={styles.quiet}>Nothing yet.</p>}
      <ol className={styles.happened}>
        {newest.map((group) => (
          <Happened key={group.first.seq} group={group} events={group.events} />
        ))}
      </ol>
      {groups.length > shown && (
        <div>
          <Button look="link" onPress={() => setShown(shown + SHOWN_MORE)}>
            Show older ones ({count(groups.length - shown)})
          </Button>
        </div>
      )}
    </section>
  );
}

function useEventGroups(): readonly EventGroup[] {
  const events = useLabState((state) => state.events);
  useLabState(({ eventCount }) => eventCount);
  const [kept, keep] = useState(() => new EventGroups(events));
  const groups = kept.isOf(events) ? kept : new EventGroups(events);
  if (groups !== kept) keep(groups);
  groups.update();
  return groups.groups;
}

/** A group says the same as long as nothing joins it: its sentence is made once for each size. */
const Happened = memo(function Happened({ group }: { group: EventGroup; events: number }) {
  const { atLabel, tone, text, shardId, why } = sentenceOfGroup(group);
  return (
    <li className={styles.event}>
      <Mark tone={tone} />
      <div className={styles.text}>
        <span className={styles.at}>{atLabel}</span> <Breakable text={text} />
        {why !== null && (
          <span className={styles.inline}>
            <Explain label={`Why: ${text}`} face="why?" look="link">
              <Why event={group.first} text={text} why={why} shardId={shardId} />
            </Explain>
          </span>
        )}
      </div>
    </li>
  );
});

/** Words longer than this do not fit into the column. */
const LONG_WORD = 22;

/** An exception's name is longer than the column: it may break between its words. A shard's name may not. */
function Breakable({ text }: { text: string }) {
  return text.split(/(shard-\d+|\w{22,})/).map((part, i) => {
    if (part.startsWith('shard-')) {
      return (
        <span className={styles.whole} key={i}>
          {part}
        </span>
      );
    }
    return (
      <Fragment key={i}>
        {part.length < LONG_WORD || part.includes(' ') ? part : part.split(/(?<=[a-z])(?=[A-Z])/).flatMap(withBreak)}
      </Fragment>
    );
  });
}

function withBreak(part: string, i: number) {
  return i === 0 ? [part] : [<wbr key={i} />, part];
}

function Why({ event, text, why, shardId }: { event: EngineEvent; text: string; why: string; shardId: string | null }) {
  const lab = useLab();
  const cause = event.cause === null ? undefined : lab.store.getState().events[event.cause - 1];
  return (
    <div className={styles.origin}>
      <h3>{text}</h3>
      <p>{why}</p>
      {cause !== undefined && (
        <p className={styles.quiet}>
          Brought about at {sentenceOf(cause).atLabel}: {sentenceOf(cause).text}
        </p>
      )}
      {shardId !== null && (
        <div>
          <Button slot="close" onPress={() => lab.store.setState({ selection: { kind: 'shard', id: shardId } })}>
            Select {shardLabel(shardId)}
          </Button>
        </div>
      )}
    </div>
  );
}

const TONE_NAMES: Record<Tone, string> = { limit: 'Limit', good: 'Resolved', stream: 'Stream', learner: 'You' };

/** A shape for each tone beside its colour. */
function Mark({ tone }: { tone: Tone }) {
  return (
    <svg className={styles.mark} data-tone={tone} viewBox="0 0 10 10" role="img" aria-label={TONE_NAMES[tone]}>
      {tone === 'limit' && <path d="M1.5 1.5l7 7M8.5 1.5l-7 7" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />}
      {tone === 'good' && <circle cx="5" cy="5" r="4.5" fill="currentColor" />}
      {tone === 'stream' && <rect x="0.8" y="0.8" width="8.4" height="8.4" rx="1.5" fill="currentColor" />}
      {tone === 'learner' && <path d="M5 .6 9.6 9.2H.4Z" fill="currentColor" />}
    </svg>
  );
}
