/**
 * What has happened by now in sentences, newest first. The list shows the newest ones; the data are all kept, and those of the
 * whole branch: what lies after the moment on screen has not happened yet.
 */
import { memo, useState } from 'react';
import { count } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Breakable } from './Breakable.tsx';
import { type EventGroup, EventGroups, sentenceOfGroup } from './event-groups.ts';
import type { Tone } from '../sentences.ts';
import { useLab, useLabState } from '../use-lab.ts';
import { ANSWER_ID, askWhy, HISTORY_HEAD_ID, useOpenWhy } from '../why/asked.ts';
import { WhyPlace } from '../why/WhyPlace.tsx';
import styles from './readings.module.css';

const SHOWN_AT_FIRST = 40;
const SHOWN_MORE = 200;

export function WhatHappened() {
  const { groups, ahead } = useEventGroups();
  const { seq: openSeq } = useOpenWhy();
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const newest = groups.slice(-shown).reverse();
  return (
    <>
      <WhyPlace />
      <section className={styles.section} aria-labelledby={HISTORY_HEAD_ID}>
        <h2 className={styles.head} id={HISTORY_HEAD_ID} tabIndex={-1}>
          What happened
        </h2>
        {ahead > 0 && (
          <p className={styles.quiet}>
            {count(ahead)} later {ahead === 1 ? 'event of this branch lies' : 'events of this branch lie'} ahead of this moment.
          </p>
        )}
        {groups.length === 0 && <p className={styles.quiet}>Nothing yet.</p>}
        <ol className={styles.happened}>
          {newest.map((group) => (
            <Happened key={group.first.seq} group={group} events={group.events} isOpen={group.first.seq === openSeq} />
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
    </>
  );
}

/** What has happened by the moment on screen, and how many events of the branch come after it. */
function useEventGroups(): { groups: readonly EventGroup[]; ahead: number } {
  const events = useLabState((state) => state.events);
  const eventCount = useLabState((state) => state.eventCount);
  const seq = useLabState((state) => state.seq);
  const [kept, keep] = useState(() => new EventGroups(events));
  const groups = kept.isOf(events) ? kept : new EventGroups(events);
  if (groups !== kept) keep(groups);
  groups.update(seq);
  return { groups: groups.groups, ahead: Math.max(0, eventCount - seq) };
}

/** A group says the same as long as nothing joins it: its sentence is made once for each size. */
const Happened = memo(function Happened({ group, isOpen }: { group: EventGroup; events: number; isOpen: boolean }) {
  const lab = useLab();
  const { atLabel, tone, text, why } = sentenceOfGroup(group);
  const { seq } = group.first;
  return (
    <li className={styles.event} data-explained={isOpen}>
      <Mark tone={tone} />
      <div className={styles.text}>
        <span className={styles.at}>{atLabel}</span> <Breakable text={text} />
        {why !== null && (
          <span className={styles.inline} data-why={seq}>
            <Button
              look="link"
              aria-label={`Why: ${text}`}
              aria-expanded={isOpen}
              aria-controls={isOpen ? ANSWER_ID : undefined}
              onPress={() => void askWhy(lab, seq, () => whyButton(seq))}
            >
              why?
            </Button>
          </span>
        )}
      </div>
    </li>
  );
});

/** The button that asks about an event, if the event is in the list at this moment. */
function whyButton(seq: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-why="${seq}"] button`);
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
