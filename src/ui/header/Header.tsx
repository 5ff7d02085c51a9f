import { Link, useLocation } from 'wouter';
import { Button } from '../controls/Button.tsx';
import { MoonIcon, MotionIcon, StillIcon, SunIcon } from '../controls/Icons.tsx';
import { setLooks } from '../../lab/looks.ts';
import { useHasRun } from '../use-has-run.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './header.module.css';
import { LimitsTool } from './LimitsTool.tsx';
import { ScenarioTool } from './ScenarioTool.tsx';

export interface Place {
  path: string;
  name: string;
}

/** `isOfRun`: whether the page shows a run, so that its tools are here. */
export function Header({ places, isOfRun = true }: { places: readonly Place[]; isOfRun?: boolean }) {
  const lab = useLab();
  const hasRun = useHasRun();
  const [path] = useLocation();
  return (
    <header className={styles.header}>
      <span className={styles.brand}>
        kine<span>lab</span>
      </span>
      <nav className={styles.nav} aria-label="Pages">
        <ul>
          {places.map((place) => (
            <li key={place.path}>
              <Link href={place.path} aria-current={path === place.path || path.startsWith(`${place.path}/`) ? 'page' : undefined}>
                {place.name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {isOfRun && <ScenarioTool />}
      <span className={styles.space} />
      <div className={styles.tools}>
        {isOfRun && <LimitsTool />}
        {isOfRun && <MotionSwitch />}
        <ThemeSwitch />
        {isOfRun && <Button onPress={() => lab.store.setState({ dialog: { kind: 'runs' } })}>Runs</Button>}
        {isOfRun && (
          <Button isDisabled={!hasRun} onPress={() => lab.store.setState({ dialog: { kind: 'share' } })}>
            Share
          </Button>
        )}
        {isOfRun && (
          <Button icon aria-label="Keyboard and help" onPress={() => lab.store.setState({ dialog: { kind: 'help' } })}>
            ?
          </Button>
        )}
      </div>
    </header>
  );
}

function ThemeSwitch() {
  const lab = useLab();
  const theme = useLabState((state) => state.theme);
  const next = theme === 'dark' ? 'light' : 'dark';
  return (
    <Button look="quiet" icon aria-label={`Use the ${next} theme`} onPress={() => setLooks(lab.store, { theme: next })}>
      {theme === 'dark' ? <SunIcon /> : <MoonIcon />}
    </Button>
  );
}

function MotionSwitch() {
  const lab = useLab();
  const motion = useLabState((state) => state.motion);
  const isReduced = motion === 'reduced';
  return (
    <Button
      look="quiet"
      icon
      aria-label={isReduced ? 'Show records moving' : 'Reduce motion: counters instead of moving records'}
      onPress={() => setLooks(lab.store, { motion: isReduced ? 'full' : 'reduced' })}
    >
      {isReduced ? <StillIcon /> : <MotionIcon />}
    </Button>
  );
}
