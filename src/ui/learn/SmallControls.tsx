import type { ReactNode } from 'react';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { PauseIcon, PlayIcon, ResetIcon } from '../controls/Icons.tsx';
import { useMoment } from '../transport/use-moment.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './small-stage.module.css';

const SPEEDS = [
  { value: '1', label: '1×' },
  { value: '5', label: '5×' },
  { value: '20', label: '20×' },
];

/** Play, restart, speed, the clock, and the way into the Lab with the same run. */
export function SmallControls({ onRestart, children }: { onRestart(): void; children: ReactNode }) {
  const lab = useLab();
  const moment = useMoment();
  const playing = useLabState((state) => state.playing);
  const stands = useLabState(({ status }) => status.kind === 'running');
  const speed = useLabState(({ wishedSpeed }) => wishedSpeed);
  const toLab = async () => {
    lab.client.pause();
    const { address } = await lab.shareLink();
    location.hash = new URL(address).hash;
  };
  return (
    <div className={styles.controls} role="group" aria-label="Time of this run">
      <Button icon aria-label={playing ? 'Pause' : 'Play'} isDisabled={!stands} onPress={() => lab.toggle()}>
        {playing ? <PauseIcon /> : <PlayIcon />}
      </Button>
      <Button look="quiet" icon aria-label="Start this run again" isDisabled={!stands} onPress={onRestart}>
        <ResetIcon />
      </Button>
      <span className={styles.moment} role="timer" aria-label="Simulated time" aria-live="off" ref={moment}>
        00:00.000
      </span>
      <Choice label="Speed" value={String(speed)} options={SPEEDS} onChange={(value) => lab.setSpeed(Number(value))} />
      <span className={styles.space} />
      {children}
      <Button look="quiet" isDisabled={!stands} onPress={() => void toLab()}>
        Open in the Lab
      </Button>
    </div>
  );
}
