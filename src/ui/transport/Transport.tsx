/** Time: play, steps both ways, undo, branches, speed, the clock, where one stands, and the whole run on one line. */
import { Button as AriaButton } from 'react-aria-components/Button';
import { mountTimeline } from '../../views/timeline/view.ts';
import { BranchesControl } from '../branches/BranchesControl.tsx';
import { Button } from '../controls/Button.tsx';
import { Explain } from '../controls/Explain.tsx';
import { PauseIcon, PlayIcon, ResetIcon, StepBackIcon, StepIcon } from '../controls/Icons.tsx';
import { ViewHost } from '../stage/ViewHost.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import { Clock } from './Clock.tsx';
import { Facts } from './Facts.tsx';
import { SpeedControl } from './SpeedControl.tsx';
import { RedoButton, UndoButton } from './TimeButtons.tsx';
import styles from './transport.module.css';
import { PLAY_BUTTON_ID, TravelBand } from './TravelBand.tsx';

export function Transport() {
  return (
    <section className={styles.transport} aria-label="Transport">
      <div className={styles.history}>
        <BranchesControl />
        <div className={styles.buttons}>
          <UndoButton />
          <RedoButton />
        </div>
      </div>
      <Facts />
      <div className={styles.controls}>
        <PlayButtons />
        <Clock />
        <SpeedControl />
      </div>
      <ViewHost className={styles.timeline} mount={mountTimeline} label="Timeline" />
      <TravelBand />
    </section>
  );
}

function PlayButtons() {
  const lab = useLab();
  const playing = useLabState((state) => state.playing);
  const hasCommands = useLabState(({ commandCount }) => commandCount > 0);
  const stands = useLabState(({ status }) => status.kind === 'running');
  const canGoBack = useLabState(({ slow }) => slow !== null && (slow.travel.inPast || slow.travel.endUs > 0));
  return (
    <div className={styles.buttons}>
      <Button look="quiet" icon aria-label="Step back 100 ms" isDisabled={!stands || !canGoBack} onPress={() => lab.time.stepBack()}>
        <StepBackIcon />
      </Button>
      <AriaButton
        id={PLAY_BUTTON_ID}
        className={styles.play}
        aria-label={playing ? 'Pause' : 'Play'}
        isDisabled={!stands}
        onPress={() => lab.toggle()}
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
      </AriaButton>
      <Button look="quiet" icon aria-label="Step 100 ms" isDisabled={!stands} onPress={() => lab.client.step()}>
        <StepIcon />
      </Button>
      {hasCommands ? (
        <Explain label="Reset" face={<ResetIcon />} isIcon>
          <ResetChoice />
        </Explain>
      ) : (
        <Button look="quiet" icon aria-label="Reset" isDisabled={!stands} onPress={() => void lab.reset()}>
          <ResetIcon />
        </Button>
      )}
    </div>
  );
}

function ResetChoice() {
  const lab = useLab();
  return (
    <div className={styles.form}>
      <p>Back to 00:00.000, as a new run. The run before stays in the list of runs, with its branches.</p>
      <Button slot="close" onPress={() => void lab.reset()}>
        As the scenario was
      </Button>
      <Button slot="close" onPress={() => void lab.reset({ keepCommands: true })}>
        With my changes at their times
      </Button>
    </div>
  );
}
