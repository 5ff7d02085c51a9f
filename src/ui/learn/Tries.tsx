import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import { Prose } from './Prose.tsx';
import styles from './small-stage.module.css';
import type { StageBlock } from './SmallStage.tsx';

/** Things to try: each gives its commands to this run, and says where to look. */
export function Tries({ tries }: { tries: StageBlock['tries'] }) {
  const lab = useLab();
  const stands = useLabState(({ status }) => status.kind === 'running');
  const [last, setLast] = useState<{ index: number; refusal: string | null } | null>(null);
  const give = async (index: number) => {
    let refusal: string | null = null;
    for (const command of tries[index].commands) refusal ??= (await lab.giveCommand(command))?.message ?? null;
    if (!lab.store.getState().playing) lab.client.play();
    setLast({ index, refusal });
  };
  return (
    <div className={styles.tries}>
      <div className={styles.buttons} role="group" aria-label="Try this">
        <span aria-hidden="true">Try this</span>
        {tries.map(({ label }, i) => (
          <Button key={label} isDisabled={!stands} onPress={() => void give(i)}>
            {label}
          </Button>
        ))}
      </div>
      <div role="status" className={styles.lookAt}>
        {last !== null && last.refusal !== null && (
          <p data-tone="problem">
            Refused: <q>{last.refusal}</q>
          </p>
        )}
        {last !== null && (
          <p>
            <b>{tries[last.index].label}.</b> <Prose text={tries[last.index].lookAt} />
          </p>
        )}
      </div>
    </div>
  );
}
