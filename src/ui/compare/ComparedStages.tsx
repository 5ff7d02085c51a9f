/** Both branches as Stages, live and following every seek; one at a time where two would be too narrow to read. */
import { useMemo, useState } from 'react';
import type { FirstDifference } from '../../protocol/from-worker.ts';
import { markedStage } from '../../views/compare/marked-stage.ts';
import { shardsOnlyIn } from '../../views/compare/shards.ts';
import type { ViewAction } from '../../views/view.ts';
import { clock } from '../../views/wording.ts';
import { useMedia } from '../page/use-media.ts';
import { ViewHost } from '../stage/ViewHost.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import { branchWords } from './branch-words.ts';
import { ComparedStage } from './ComparedStage.tsx';
import styles from './compare.module.css';
import { Switch } from './Switch.tsx';
import type { Compared } from './use-compared.ts';

/** Two stages of at least 340 px beside the columns that the page has at that width. */
const TWO_ABREAST = '(min-width: 980px), (min-width: 720px) and (max-width: 899px)';

interface ComparedStagesProps {
  compared: Compared;
  difference: FirstDifference | null;
}

export function ComparedStages({ compared, difference }: ComparedStagesProps) {
  const { here, there, forkUs, hereSlow, thereSlow, feed } = compared;
  const lab = useLab();
  const hasRoom = useMedia(TWO_ABREAST);
  const [seen, setSeen] = useState<'here' | 'there'>('here');
  const events = useLabState((state) => state.events);
  const mounts = useMemo(() => ({ here: markedStage(() => feed.slow), there: markedStage(() => lab.feed.slow) }), [lab, feed]);
  const beside = useMemo(() => {
    const act = (action: ViewAction) => {
      if (action.type === 'select') lab.act(action);
      else if (action.type !== 'propose-cut' || action.cut !== null)
        lab.notify(`${there.name} is shown for comparison. Swap sides to look into it or to change it.`);
    };
    return { source: feed, act };
  }, [lab, feed, there.name]);
  const ofThere = thereSlow?.shards ?? hereSlow.shards;
  const panes = {
    here: (
      <ComparedStage
        side="here"
        name={here.name}
        note="present branch"
        words={branchWords(here, forkUs, difference?.here ?? null, events)}
        only={shardsOnlyIn(hereSlow.shards, ofThere)}
      >
        <ViewHost className={styles.view} mount={mounts.here} label={`Stage of ${here.name}`} />
      </ComparedStage>
    ),
    there: (
      <ComparedStage
        side="there"
        name={there.name}
        note={lab.feed.nowUs > there.endUs ? `for comparison, run on beyond its end at ${clock(there.endUs)}` : 'for comparison'}
        words={branchWords(there, forkUs, difference?.there ?? null, [])}
        only={shardsOnlyIn(ofThere, hereSlow.shards)}
      >
        <ViewHost className={styles.view} mount={mounts.there} label={`Stage of ${there.name}`} beside={beside} />
      </ComparedStage>
    ),
  };
  if (hasRoom) {
    return (
      <div className={styles.stages}>
        {panes.here}
        {panes.there}
      </div>
    );
  }
  const options = [
    { value: 'here' as const, label: here.name },
    { value: 'there' as const, label: there.name },
  ];
  return (
    <div className={styles.oneStage}>
      <Switch label="Which branch to see" value={seen} options={options} onChange={(next) => setSeen(next)} />
      {panes[seen]}
    </div>
  );
}
