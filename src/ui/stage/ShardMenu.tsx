/** What can be done with a shard, where the pointer or the focus is: right click, a long press, or the Menu key on its lane. */
import { useId, useRef } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { ShardFrame } from '../../protocol/from-worker.ts';
import type { ShardMenuPlace } from '../../lab/store.ts';
import type { Lab } from '../../lab/lab.ts';
import { shardLabel } from '../event-words.ts';
import { useLab, useLabState } from '../use-lab.ts';
import { askWhy } from '../why/asked.ts';
import { neighboursOf, proposeMerge, proposeSplit } from './propose.ts';
import { lockedText } from './shard-lock-text.ts';
import styles from './shard-menu.module.css';

const NEWEST_RECORDS = 100;

export function ShardMenu({ shardId, x, y }: ShardMenuPlace) {
  const lab = useLab();
  const anchor = useRef<HTMLSpanElement>(null);
  const shards = useLabState(({ slow }) => slow?.shards);
  const isSelected = useLabState(({ selection }) => selection?.kind === 'shard' && selection.id === shardId);
  const shard = shards?.find(({ id }) => id === shardId);
  const throttling = shard !== undefined && isThrottled(shard) ? latestThrottling(lab, shardId) : null;
  const close = () => lab.store.setState({ shardMenu: null });
  const whySplit = lab.whyLocked('split-shard');
  const whyMerge = lab.whyLocked('merge-shards');
  const reasonId = useId();
  const reason = lockedText(whySplit, whyMerge);
  const label = shardLabel(shardId);
  return (
    <>
      <span className={styles.anchor} ref={anchor} style={{ left: x, top: y }} />
      <Popover
        className={styles.popover}
        aria-label={label}
        triggerRef={anchor}
        isOpen={shard !== undefined}
        onOpenChange={(isOpen) => !isOpen && close()}
        placement="bottom start"
        offset={2}
      >
        <Menu
          className={styles.menu}
          aria-label={label}
          aria-describedby={reason === null ? undefined : reasonId}
          // A menu that was asked for has the focus on its first item.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus="first"
          onClose={close}
        >
          <MenuSection>
            <Header className={styles.title}>{label}</Header>
            <Item onAction={() => lab.store.setState({ selection: isSelected ? null : { kind: 'shard', id: shardId } })}>
              {isSelected ? 'Deselect' : 'Select'}
            </Item>
            <Item onAction={() => lab.store.setState({ dialog: { kind: 'records', query: { shardId, limit: NEWEST_RECORDS } } })}>
              Records…
            </Item>
            <Item isDisabled={shard?.state !== 'open' || whySplit !== null} onAction={() => proposeSplit(lab, shardId)}>
              Split…
            </Item>
            {shard !== undefined && shards !== undefined && mergeItems(lab, shard, shards, whyMerge !== null)}
            {throttling !== null && <Item onAction={() => void askWhy(lab, throttling, () => laneOf(shardId))}>Why is it throttled?</Item>}
          </MenuSection>
        </Menu>
        {reason !== null && (
          <p className={styles.reason} id={reasonId}>
            {reason}
          </p>
        )}
      </Popover>
    </>
  );
}

/** Something was refused in the last second, to writers or to readers. */
function isThrottled({ write, read }: ShardFrame): boolean {
  return write.atLimit !== null || write.refused > 0 || read.refusedCalls > 0;
}

/** The event that tells of the shard's latest throttling by the moment on screen, as its `seq`. */
function latestThrottling(lab: Lab, shardId: string): number | null {
  const { events, seq } = lab.store.getState();
  for (let i = Math.min(seq, events.length) - 1; i >= 0; i--) {
    const event = events[i];
    if (event.type !== 'write-throttling-started' && event.type !== 'read-throttling-started') continue;
    if (event.shardId === shardId) return event.seq;
  }
  return null;
}

/** The shard's lane, as the thing on the Stage that takes the focus. */
function laneOf(shardId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#stage [data-shard="${CSS.escape(shardId)}"] [data-action="shard"]`);
}

/** A shard can be merged with an open neighbour on the axis, above it or below it. */
function mergeItems(lab: Lab, shard: ShardFrame, shards: readonly ShardFrame[], isLocked: boolean) {
  const neighbours = shard.state === 'open' ? neighboursOf(shard, shards) : [];
  if (neighbours.length === 0) return <Item isDisabled>Merge…</Item>;
  return neighbours.map(({ id, endFraction }) => (
    <Item key={id} isDisabled={isLocked} onAction={() => proposeMerge(lab, shard.id, id)}>
      {`Merge with ${shardLabel(id)}, ${endFraction <= shard.startFraction ? 'above' : 'below'} it…`}
    </Item>
  ));
}

interface ItemProps {
  isDisabled?: boolean;
  onAction?(): void;
  children: string;
}

function Item({ children, ...rest }: ItemProps) {
  return (
    <MenuItem className={styles.item} textValue={children} {...rest}>
      {children}
    </MenuItem>
  );
}
