import { Button } from 'react-aria-components/Button';
import { Explain } from '../controls/Explain.tsx';
import { ChevronIcon } from '../controls/Icons.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './header.module.css';

/** Which run this is, and which others there are to start from. */
export function ScenarioTool() {
  const lab = useLab();
  const title = useLabState(({ run }) => run?.title ?? '');
  const current = useLabState(({ run }) => (typeof run?.recipe.scenario === 'string' ? run.recipe.scenario : null));
  if (title === '') return null;
  return (
    <Explain
      label={`Scenario: ${title}`}
      face={
        <span className={styles.face}>
          <strong>{title}</strong> <ChevronIcon />
        </span>
      }
    >
      <ul className={styles.scenarios}>
        {lab.scenarios.map((scenario) => (
          <li key={scenario.id}>
            <Button
              slot="close"
              className={styles.scenario}
              data-current={scenario.id === current}
              aria-current={scenario.id === current ? 'true' : undefined}
              onPress={() => void lab.openScenario(scenario.id)}
            >
              <strong>{scenario.title}</strong>
              <span>{scenario.summary}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Explain>
  );
}
