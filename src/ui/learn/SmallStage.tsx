/** A run of its own inside a lesson: it begins when it comes into view, and ends when it leaves. */
import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import type { Block } from '../../content/lessons/lesson.ts';
import { createEmbeddedLab, type EmbeddedLab } from '../../lab/embedded-lab.ts';
import { Button } from '../controls/Button.tsx';
import { watchSize } from '../stage/ViewHost.tsx';
import { LabContext, useLab } from '../use-lab.ts';
import { Prose } from './Prose.tsx';
import styles from './small-stage.module.css';
import { SmallControls } from './SmallControls.tsx';
import { SmallView } from './SmallView.tsx';
import { Tries } from './Tries.tsx';
import { useRunPlace } from './use-run-place.ts';

const StageWords = lazy(() => import('../stage/StageWords.tsx').then(({ StageWords: component }) => ({ default: component })));

export type StageBlock = Extract<Block, { kind: 'stage' }>;

export function SmallStage({ block }: { block: StageBlock }) {
  const element = useRef<HTMLElement>(null);
  const { isHeld, take } = useRunPlace(element);
  const run = useRef<HTMLDivElement>(null);
  /** What the run last took up; its place is kept while it is away, so that nothing moves under who is reading. */
  const [heightPx, setHeightPx] = useState<number>();
  useEffect(() => {
    if (!isHeld || run.current === null) return;
    return watchSize(run.current, ({ height }) => setHeightPx(height));
  }, [isHeld]);
  return (
    <figure className={styles.figure} ref={element} aria-label={`Small Stage: ${block.scenario.title}`} data-run={isHeld ? 'held' : 'none'}>
      <figcaption className={styles.caption}>
        <Prose text={block.caption} />
      </figcaption>
      {isHeld ? (
        <div className={styles.run} ref={run}>
          <Run block={block} />
        </div>
      ) : (
        <div className={styles.empty} data-view={block.view} style={{ minHeight: heightPx }}>
          <p>This run stands still: no more than two run on this page at a time.</p>
          <Button onPress={take}>Run it</Button>
        </div>
      )}
    </figure>
  );
}

const SEED = '7f3a';

function Run({ block }: { block: StageBlock }) {
  const outer = useLab();
  const [lab, setLab] = useState<EmbeddedLab | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { scenario } = block;
  useEffect(() => {
    const made = createEmbeddedLab(outer.store);
    let isGone = false;
    setLab(made);
    const open = async () => {
      const outcome = await made.open({ scenario, seed: SEED }, { play: true, replay: false });
      if (!isGone && outcome.kind === 'refused') setRefusal(outcome.text);
    };
    void open();
    return () => {
      isGone = true;
      made.destroy();
    };
  }, [outer, scenario]);
  if (refusal !== null) return <p role="alert">{refusal}</p>;
  if (lab === null) return <div className={styles.empty} data-view={block.view} />;
  return (
    <LabContext value={lab}>
      <Running block={block} lab={lab} />
    </LabContext>
  );
}

function Running({ block, lab }: { block: StageBlock; lab: EmbeddedLab }) {
  const wordsId = useId();
  const [hasWords, setHasWords] = useState(false);
  /** Counts restarts: what was tried is forgotten. */
  const [round, setRound] = useState(0);
  const restart = () => {
    setRound(round + 1);
    void lab.open({ scenario: block.scenario, seed: SEED }, { play: true, replay: false });
  };
  return (
    <>
      <SmallView view={block.view} lab={lab} title={block.scenario.title} />
      <SmallControls onRestart={restart}>
        <Button look="quiet" aria-expanded={hasWords} aria-controls={wordsId} onPress={() => setHasWords(!hasWords)}>
          {hasWords ? 'Hide the words' : 'In words'}
        </Button>
      </SmallControls>
      <div id={wordsId}>
        {hasWords && (
          <Suspense>
            <StageWords />
          </Suspense>
        )}
      </div>
      <Tries key={round} tries={block.tries} />
    </>
  );
}
