import { useEffect, useRef } from 'react';
import { type MountedSparkline, mountSparkline } from '../../views/sparkline/view.ts';
import styles from './readings.module.css';

/** As `.spark` says: asking the document would lay out the whole page. */
const WIDTH = 72;
const HEIGHT = 22;

interface SparkProps {
  values: ArrayLike<number>;
  /** A value in words, with its unit. */
  say(value: number): string;
}

export function Spark({ values, say }: SparkProps) {
  const element = useRef<HTMLDivElement>(null);
  const spark = useRef<MountedSparkline>(null);
  useEffect(() => {
    const host = element.current;
    if (host === null) return;
    const mounted = mountSparkline(host);
    mounted.resize(WIDTH, HEIGHT);
    spark.current = mounted;
    return () => mounted.destroy();
  }, []);
  useEffect(() => spark.current?.update({ values, colour: 'currentColor', say }), [values, say]);
  return <div className={styles.spark} ref={element} />;
}
