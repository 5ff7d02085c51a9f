/** What can be done to a worker of a KCL application, where it was pressed. */
import { useEffect, useRef } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { Command } from '../../engine/commands.ts';
import type { KclFrame, KclWorkerFrame } from '../../protocol/kcl-frame.ts';
import styles from '../stage/shard-menu.module.css';
import { useLab } from '../use-lab.ts';

/** A worker, and a point of the window in CSS pixels. */
export interface MenuPlace {
  worker: string;
  x: number;
  y: number;
}

interface WorkerMenuProps {
  kcl: KclFrame;
  consumer: string;
  place: MenuPlace;
  onClose(): void;
  onChart(worker: string): void;
}

const FREEZE_MS = 15_000;
type Fault = Extract<Command, { type: 'inject-fault' }>['fault'];

export function WorkerMenu({ kcl, consumer, place, onClose, onChart }: WorkerMenuProps) {
  const lab = useLab();
  const anchor = useRef<HTMLSpanElement>(null);
  const worker = kcl.workers.find(({ id }) => id === place.worker);
  useEffect(() => (worker === undefined ? onClose() : undefined), [worker, onClose]);
  if (worker === undefined) return null;
  // Refused in a sentence, which the page tells: the menu has closed by then.
  const give = async (command: Command) => {
    const refusal = await lab.giveCommand(command);
    if (refusal !== null) lab.notify(refusal.message, 'problem');
  };
  const inject = (fault: Fault) => void give({ type: 'inject-fault', id: faultName(fault.kind, lab.store.getState().commandCount), fault });
  return (
    <>
      <span className={styles.anchor} ref={anchor} style={{ left: place.x, top: place.y }} />
      <Popover
        className={styles.popover}
        aria-label={worker.id}
        triggerRef={anchor}
        isOpen
        onOpenChange={(isOpen) => !isOpen && onClose()}
        placement="bottom start"
        offset={2}
      >
        {/* A menu that was asked for has the focus on its first item. */}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <Menu className={styles.menu} aria-label={worker.id} autoFocus="first" onClose={onClose}>
          <MenuSection>
            <Header className={styles.title}>
              {worker.id} on {worker.instance} in {worker.zone}
            </Header>
            {worker.process === 'dead' ? (
              <Item onAction={() => void give({ type: 'start-worker', consumer, worker: worker.id })}>Start again</Item>
            ) : (
              <Item onAction={() => inject({ kind: 'worker-crash', consumer, worker: worker.id })}>Crash</Item>
            )}
            <Item
              isDisabled={worker.process !== 'running'}
              onAction={() => inject({ kind: 'worker-freeze', consumer, worker: worker.id, forMs: FREEZE_MS })}
            >
              Freeze for {FREEZE_MS / 1000} s
            </Item>
            <Item isDisabled={!runs(kcl, 'instance', worker)} onAction={() => inject({ kind: 'instance-loss', instance: worker.instance })}>
              Lose instance {worker.instance}
            </Item>
            <Item isDisabled={!runs(kcl, 'zone', worker)} onAction={() => inject({ kind: 'zone-loss', zone: worker.zone })}>
              Lose zone {worker.zone}
            </Item>
            <Item onAction={() => onChart(worker.id)}>State chart</Item>
          </MenuSection>
        </Menu>
      </Popover>
    </>
  );
}

/** Something of the same instance or zone is left to be lost. */
function runs({ workers }: KclFrame, what: 'instance' | 'zone', worker: KclWorkerFrame): boolean {
  return workers.some((each) => each[what] === worker[what] && each.process !== 'dead');
}

/** No two commands of a run have the same number. */
function faultName(kind: Fault['kind'], commandCount: number): string {
  return `${kind}-${commandCount + 1}`;
}

function Item({ children, isDisabled, onAction }: { children: React.ReactNode; isDisabled?: boolean; onAction(): void }) {
  return (
    <MenuItem className={styles.item} isDisabled={isDisabled} onAction={onAction}>
      {children}
    </MenuItem>
  );
}
