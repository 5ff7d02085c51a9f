import { useState } from 'react';
import { boardOf } from '../../views/leases/view.ts';
import { ViewHost } from '../stage/ViewHost.tsx';
import styles from './leases.module.css';
import type { MenuPlace } from './WorkerMenu.tsx';

interface LeaseBoardProps {
  consumer: string;
  /** Both must do the same as long as the board is on screen. */
  onWorker(place: MenuPlace): void;
  onLease(leaseKey: string): void;
}

export function LeaseBoard({ consumer, onWorker, onLease }: LeaseBoardProps) {
  const [mount] = useState(() => boardOf({ consumer, onWorker: (worker, x, y) => onWorker({ worker, x, y }), onLease }));
  return <ViewHost className={styles.board} mount={mount} label="Board of leases: workers and shards" />;
}
