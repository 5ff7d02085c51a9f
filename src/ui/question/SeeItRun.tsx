import { useMemo } from 'react';
import type { Item, QuestionTemplate } from '../../content/questions/question.ts';
import { runAddress } from '../../lab/run-link.ts';
import { useLab, useLabState } from '../use-lab.ts';
import { spanInWords } from './question-words.ts';
import styles from './question.module.css';

const SEED = '1';

/** The same numbers as a run of the engine, in a window of its own so that nobody loses their place here. */
export function SeeItRun({ template, item }: { template: QuestionTemplate; item: Item }) {
  const { opener } = useLab();
  // The version of the engine is known once its worker is up.
  const isUp = useLabState(({ status }) => status.kind !== 'starting');
  const { engineVersion } = opener;
  const { scenario, view, untilSeconds, lookAt } = useMemo(() => template.seeIt(item.numbers), [template, item]);
  const address = useMemo(
    () =>
      isUp && engineVersion !== ''
        ? runAddress({
            engineVersion,
            scenario,
            seed: SEED,
            commands: [],
            untilUs: untilSeconds * 1_000_000,
            datasets: [],
            ...(view !== undefined && { view }),
          })
        : null,
    [isUp, engineVersion, scenario, view, untilSeconds],
  );
  return (
    <p className={styles.seeIt}>
      {address === null ? (
        <span>The engine is starting.</span>
      ) : (
        <a href={address} target="_blank" rel="noreferrer">
          See it run<span className="visually-hidden"> in the Lab, in a new tab</span>
        </a>
      )}{' '}
      {spanInWords(untilSeconds)} with the same numbers. {lookAt}
    </p>
  );
}
