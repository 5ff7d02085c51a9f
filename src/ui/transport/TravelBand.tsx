/**
 * Where one stands, where that is not simply now: in the past, after an undo, at the beginning of a new branch. Its place is
 * always there, so that nothing moves when it has something to say.
 */
import { useSelector } from '@xstate/react';
import type { ReactNode } from 'react';
import type { PressEvent } from 'react-aria-components/Button';
import { useStore } from 'zustand';
import { placeOf } from '../../lab/machines/playback.machine.ts';
import type { TravelNews } from '../../lab/travel-news.ts';
import type { TravelFrame } from '../../protocol/travel.ts';
import { clock } from '../../views/wording.ts';
import { branchCount, quoted } from '../branches/branch-tree.ts';
import { commandLabel } from '../branches/command-words.ts';
import { Button } from '../controls/Button.tsx';
import { BranchIcon, CloseIcon, PastIcon, UndoIcon } from '../controls/Icons.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './travel-band.module.css';
import { useMoment } from './use-moment.ts';

export const PLAY_BUTTON_ID = 'play';

export function TravelBand() {
  const lab = useLab();
  const place = useSelector(lab.time.playback, placeOf);
  const travel = useLabState(({ slow }) => slow?.travel);
  const news = useStore(lab.time.news);
  return <div className={styles.place}>{travel !== undefined && <What place={place} travel={travel} news={news} />}</div>;
}

function What({ place, travel, news }: { place: string; travel: TravelFrame; news: TravelNews }) {
  if (place === 'undone') return <Undone travel={travel} />;
  if (place.startsWith('past')) return <InPast travel={travel} />;
  if (news.headline?.kind === 'started') return <Started travel={travel} branchId={news.headline.branchId} />;
  if (news.headline?.kind === 'deleted') return <Deleted news={news} branchId={news.headline.branchId} />;
  return null;
}

const nameOf = ({ branches }: TravelFrame, id: number | null): string => branches.find((branch) => branch.id === id)?.name ?? '';

function InPast({ travel }: { travel: TravelFrame }) {
  const moment = useMoment();
  return (
    <Band
      kind="past"
      icon={<PastIcon />}
      title={
        <>
          You are in the past: <span ref={moment} /> of {clock(travel.endUs, 3)}
        </>
      }
      detail={`A change here starts a branch; ${quoted(nameOf(travel, travel.branchId))} is kept.`}
    >
      <ReturnButton look="primary" />
    </Band>
  );
}

function Undone({ travel }: { travel: TravelFrame }) {
  const leave = useLeave();
  const lab = useLab();
  const what = travel.undone === null ? '' : commandLabel(travel.undone);
  return (
    <Band
      kind="undone"
      icon={<UndoIcon />}
      title={`Undone: ${what}. Play goes on without it.`}
      detail={`That, or a change here, starts a branch; ${quoted(nameOf(travel, travel.branchId))} is kept as it was.`}
    >
      <Button look="primary" aria-label={`Redo: ${what}`} onPress={leave(() => lab.time.redo())}>
        Redo
      </Button>
      <span className={styles.secondary}>
        <ReturnButton look="quiet" />
      </span>
    </Band>
  );
}

function Started({ travel, branchId }: { travel: TravelFrame; branchId: number }) {
  const lab = useLab();
  const leave = useLeave();
  const branch = travel.branches.find(({ id }) => id === branchId);
  const parent = travel.branches.find(({ id }) => id === branch?.parentId);
  if (branch === undefined || parent === undefined) return null;
  return (
    <Band
      kind="news"
      icon={<BranchIcon />}
      title={`${quoted(branch.name)} has started at ${clock(branch.forkUs, 3)}`}
      detail={`${quoted(parent.name)} is kept as it was, to ${clock(parent.endUs, 3)}.`}
    >
      <Button aria-label={`Compare with ${parent.name}`} onPress={leave(() => lab.time.compareWith(parent))}>
        Compare with
        <bdi className={styles.name}>{parent.name}</bdi>
      </Button>
      <CloseButton />
    </Band>
  );
}

function Deleted({ news, branchId }: { news: TravelNews; branchId: number }) {
  const lab = useLab();
  const leave = useLeave();
  const family = news.deleted.find((candidate) => candidate.branchId === branchId);
  if (family === undefined) return null;
  const { name, others } = family;
  return (
    <Band
      kind="news"
      icon={<BranchIcon />}
      title={`Deleted ${quoted(name)}`}
      detail={others > 0 ? `And ${branchCount(others)} that left it.` : 'The list of branches can bring it back, too.'}
    >
      <Button aria-label={`Undo: delete ${name}`} onPress={leave(() => lab.time.restoreBranch(branchId))}>
        Undo
      </Button>
      <CloseButton />
    </Band>
  );
}

function ReturnButton({ look }: { look: 'primary' | 'quiet' }) {
  const lab = useLab();
  const leave = useLeave();
  return (
    <Button look={look} onPress={leave(() => lab.time.returnToNow())}>
      Return to now <kbd aria-hidden="true">N</kbd>
    </Button>
  );
}

function CloseButton() {
  const lab = useLab();
  const leave = useLeave();
  return (
    <Button look="quiet" icon aria-label="Close what is said about branches" onPress={leave(() => lab.time.dismissNews())}>
      <CloseIcon />
    </Button>
  );
}

/** The button goes away with what it does: who pressed it by key finds the focus on Play. */
function useLeave(): (act: () => void) => (press: PressEvent) => void {
  return (act) => (press) => {
    act();
    if (press.pointerType === 'keyboard' || press.pointerType === 'virtual') document.getElementById(PLAY_BUTTON_ID)?.focus();
  };
}

interface BandProps {
  kind: 'past' | 'undone' | 'news';
  icon: ReactNode;
  title: ReactNode;
  detail: string;
  children: ReactNode;
}

function Band({ kind, icon, title, detail, children }: BandProps) {
  return (
    <div className={styles.band} data-band data-kind={kind} role="group" aria-label="Where you are in time">
      <span className={styles.icon}>{icon}</span>
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        <p className={styles.detail}>{detail}</p>
      </div>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}
