/** Time: play, step, speed, the clock, and the whole run on one line. */
import { Button as AriaButton } from 'react-aria-components/Button';
import { mountTimeline } from '../../views/timeline/view.ts';
import { Button } from '../controls/Button.tsx';
import { Explain } from '../controls/Explain.tsx';
import { PauseIcon, PlayIcon, ResetIcon, StepIcon } from '../controls/Icons.tsx';
import { ViewHost } from '../stage/ViewHost.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import { Clock } from './Clock.tsx';
import { Facts } from './Facts.tsx';
import { SpeedControl } from './SpeedControl.tsx';
import styles from './transport.module.css';

export function Transport() {
  const lab = useLab();
  const playing = useLabState((state) => state.playing);
  const hasCommands = useLabState(({ commandCount }) => commandCount > 0);
  const stands = useLabState(({ status }) => status.kind === 'running');
  return (
    <section className={styles.transport} aria-label="Transport">
      <div className={styles.controls}>
        <div className={styles.buttons}>
          <AriaButton className={styles.play} aria-label={playing ? 'Pause' : 'Play'} isDisabled={!stands} onPress={() => lab.toggle()}>
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
        <div>
          <Clock />
          <Facts />
        </div>
        <SpeedControl />
      </div>
      <ViewHost className={styles.timeline} mount={mountTimeline} label="Timeline" />
    </section>
  );
}

function ResetChoice() {
  const lab = useLab();
  return (
    <div className={styles.form}>
      <p>Back to 00:00.000.</p>
      <Button slot="close" onPress={() => void lab.reset()}>
        As the scenario was
      </Button>
      <Button slot="close" onPress={() => void lab.reset({ keepCommands: true })}>
        With my changes at their times
      </Button>
    </div>
  );
}
