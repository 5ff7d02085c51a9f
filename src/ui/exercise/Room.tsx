/** Where an exercise is done: brief and levers beside the stage, its time below, and what the engine measures of it. */
import { useSelector } from '@xstate/react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { Round } from '../../content/learning/round.ts';
import type { Predicted } from '../../content/learning/predicted.ts';
import type { Verdict } from '../../judge/goal.ts';
import { type ExerciseRoom, hintsOf } from '../../lab/exercise-room.ts';
import { countsNoMore } from '../../lab/machines/exercise.machine.ts';
import { Bench } from '../bench/Bench.tsx';
import { LocksContext } from '../bench/locks.ts';
import { LiveRegion } from '../page/LiveRegion.tsx';
import { useShortcuts } from '../page/use-shortcuts.ts';
import { StagePanel } from '../stage/StagePanel.tsx';
import { Transport } from '../transport/Transport.tsx';
import { LabContext, useLabState } from '../use-lab.ts';
import { Brief } from './Brief.tsx';
import styles from './exercise.module.css';
import { ALL_LOCKED, locksOf } from './exercise-locks.ts';
import { Hints } from './Hints.tsx';
import { viewsOf } from './offered-views.ts';
import { PredictForm } from './predict/PredictForm.tsx';
import { Score } from './score/Score.tsx';
import { SolutionDialog } from './SolutionDialog.tsx';
import { useBranchCommands } from './use-branch-commands.ts';
import { useRoom } from './use-room.ts';
import { VerdictNews } from './VerdictNews.tsx';

const Dialogs = lazy(() => import('../page/Dialogs.tsx').then(({ Dialogs: component }) => ({ default: component })));
const Result = lazy(() => import('./result/Result.tsx').then(({ Result: component }) => ({ default: component })));

interface RoomProps {
  round: Round;
  /** Its numbers were asked for on this page. */
  isNext: boolean;
  onVary(): void;
}

export function Room({ round, isNext, onVary }: RoomProps) {
  const room = useRoom(round, onVary);
  if (room === null) return null;
  return (
    <LabContext value={room.lab}>
      <Inside room={room} isNext={isNext} />
    </LabContext>
  );
}

function Inside({ room, isNext }: { room: ExerciseRoom; isNext: boolean }) {
  const { round, actor } = room;
  const stands = useSelector(actor, (snapshot) => !snapshot.matches('brief'));
  const isCommitted = useSelector(actor, (snapshot) => snapshot.matches('tried'));
  const context = useSelector(actor, (snapshot) => snapshot.context);
  const { predicted, verdict, hints } = context;
  // While one looks at the past of a run that has ended, its result stays.
  const ended = context.ended !== null && context.ended.branchId === context.branchId ? context.ended.verdict : null;
  const locks = useMemo(() => (isCommitted ? locksOf(round.exercise.allows) : ALL_LOCKED), [isCommitted, round]);
  const [asksSolution, askSolution] = useState(false);
  const offered = useOfferedViews(round);
  const hasDialog = useLabState(({ dialog }) => dialog !== null);
  const goTo = (seconds: number) => {
    room.goTo(seconds);
    // There it is seen; and a goal that is open again takes its button away.
    document.getElementById('stage')?.focus();
  };
  const showStage = () => {
    askSolution(false);
    // After the dialog has given the focus back to the button far below.
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('stage')?.focus()));
  };
  const judged = { round, verdict, predicted, hints: hintsOf(context), sawSolution: countsNoMore(context) };
  return (
    <LocksContext value={locks}>
      <div className={styles.room}>
        <div className={styles.column}>
          <Brief round={round} moves={verdict?.moves ?? 0} isCommitted={isCommitted} takesFocus={isNext}>
            {stands ? (
              <PredictForm
                round={round}
                value={predicted}
                verdict={verdict}
                onCommit={(next) => actor.send({ type: 'committed', predicted: next })}
              />
            ) : (
              <p role="status">Setting up the run.</p>
            )}
            {isCommitted && (
              <Hints
                round={round}
                verdict={verdict}
                opened={hints}
                onOpen={(goal) => actor.send({ type: 'hint-opened', goal })}
                onSolution={() => askSolution(true)}
              />
            )}
          </Brief>
          <aside className={styles.levers} aria-label="Levers">
            <Bench />
          </aside>
        </div>
        <div className={styles.column}>
          <div className={styles.run}>
            <div className={styles.stagePlace}>
              <StagePanel offered={offered} heading={null} />
            </div>
            {isCommitted ? <Running /> : <Uncommitted />}
          </div>
          <div className={styles.score}>
            <Score {...judged} onGoTo={goTo} />
          </div>
          {ended !== null && (
            <Ended room={room} judged={{ ...judged, verdict: ended }} onGoTo={goTo} onSolution={() => askSolution(true)} />
          )}
        </div>
        <LiveRegion />
        <VerdictNews verdict={verdict} hints={judged.hints} sawSolution={judged.sawSolution} />
        {asksSolution && <SolutionDialog room={room} onShown={showStage} onClose={() => askSolution(false)} />}
        {hasDialog && (
          <Suspense>
            <Dialogs />
          </Suspense>
        )}
      </div>
    </LocksContext>
  );
}

/** The keys of the Lab, too, wait for the prediction. */
function Running() {
  useShortcuts();
  const focused = useRef<HTMLDivElement>(null);
  // The form that was just committed is gone: whoever uses keys goes on where the run begins.
  useEffect(() => focused.current?.querySelector<HTMLButtonElement>('[aria-label="Play"]')?.focus({ preventScroll: true }), []);
  return (
    <div ref={focused}>
      <Transport />
    </div>
  );
}

function Uncommitted() {
  return (
    <p className={styles.waiting} role="status">
      Commit your prediction to run. “I do not know” is an answer too.
    </p>
  );
}

interface EndedProps {
  room: ExerciseRoom;
  judged: { round: Round; verdict: Verdict; predicted: Predicted | null; hints: number; sawSolution: boolean };
  onGoTo(seconds: number): void;
  onSolution(): void;
}

/** Whoever played to the end goes on here; whoever looked around is left where they are. */
function Ended({ room, judged, onGoTo, onSolution }: EndedProps) {
  const { actor } = room;
  const commands = useBranchCommands();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (room.endedByPlaying) place.current?.focus();
  }, [room]);
  return (
    <section className={styles.result} aria-label="Result" ref={place} tabIndex={-1}>
      <Suspense fallback={<p role="status">Opening the result</p>}>
        <Result
          {...judged}
          commands={commands}
          onWatchSolution={onSolution}
          onAgain={() => actor.send({ type: 'again' })}
          onGoTo={onGoTo}
          onExplained={() => actor.send({ type: 'explained' })}
        />
      </Suspense>
    </section>
  );
}

/** Compare is offered once there is something to compare. */
function useOfferedViews(round: Round) {
  const branches = useLabState(({ slow }) => slow?.travel.branches.length ?? 1);
  const isComparing = useLabState(({ view }) => view === 'compare');
  return useMemo(() => viewsOf(round.scenario, branches > 1 || isComparing), [round, branches, isComparing]);
}
