/** Two branches of the run on the same clock: side by side or over each other, their readings, and the first moment they differ. */
import { useState } from 'react';
import { useLabState } from '../use-lab.ts';
import { ComparedReadings } from './ComparedReadings.tsx';
import { ComparedStages } from './ComparedStages.tsx';
import { CompareHead, type CompareLook } from './CompareHead.tsx';
import styles from './compare.module.css';
import { Difference } from './Difference.tsx';
import { OverlaidCharts } from './OverlaidCharts.tsx';
import { type Compared, useCompared } from './use-compared.ts';
import { useDifference } from './use-difference.ts';

export function Compare() {
  const compared = useCompared();
  const hasRun = useLabState(({ slow }) => slow !== null);
  if (compared !== null) return <TwoBranches {...compared} />;
  return hasRun ? <OneBranch /> : null;
}

function OneBranch() {
  return (
    <section className={styles.empty} aria-label="Nothing to compare yet">
      <h2>There is one branch</h2>
      <p>Go back, change something, and compare: what you do in the past starts a second branch, and the first one is kept.</p>
      <ol>
        <li>Pause, and click an earlier moment of the timeline, or press ← on it.</li>
        <li>Split a shard, change a rate, add a consumer. That is the second branch.</li>
        <li>Come back here: both run on the same clock.</li>
      </ol>
    </section>
  );
}

function TwoBranches(compared: Compared) {
  const { here, there, forkUs, hereSlow, thereSlow } = compared;
  const [look, setLook] = useState<CompareLook>('stages');
  const hereEndUs = hereSlow.travel.endUs;
  const answer = useDifference(here.id, there.id, hereEndUs, there.endUs);
  const sides = { here: { ...here, endUs: hereEndUs }, there };
  return (
    // Taller than a window: it must not stand still above what scrolls, so it counts as an editor.
    <div className={styles.compare} data-editor>
      <CompareHead compared={compared} look={look} onLook={setLook} />
      <Difference answer={answer} {...sides} />
      {look === 'stages' ? (
        <ComparedStages compared={compared} difference={answer?.difference ?? null} />
      ) : (
        <OverlaidCharts {...sides} forkUs={forkUs} hereSlow={hereSlow} thereSlow={thereSlow} differsUs={answer?.difference?.atUs ?? null} />
      )}
      <ComparedReadings here={here.name} there={there.name} hereSlow={hereSlow} thereSlow={thereSlow} />
    </div>
  );
}
