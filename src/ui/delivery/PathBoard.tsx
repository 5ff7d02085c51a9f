import { useState } from 'react';
import type { Step } from '../../views/delivery/path.ts';
import { pathOf } from '../../views/delivery/view.ts';
import { openBucket } from '../bucket/place.ts';
import { ViewHost } from '../stage/ViewHost.tsx';
import { useLab } from '../use-lab.ts';
import styles from './delivery.module.css';

interface PathBoardProps {
  /** Both must stay the same as long as the board is on screen. */
  deliveryStream: string;
  onStation(step: Step): void;
}

/** The drawing; a branch that is pressed opens the bucket browser where it lands. */
export function PathBoard({ deliveryStream, onStation }: PathBoardProps) {
  const lab = useLab();
  const [mount] = useState(() => pathOf({ deliveryStream, onStation, onBranch: ({ place }) => place !== null && openBucket(lab, place) }));
  return <ViewHost className={styles.path} mount={mount} label={`Delivery path of ${deliveryStream}`} />;
}
