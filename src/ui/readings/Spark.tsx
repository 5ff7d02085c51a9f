import { useEffect, useRef } from 'react';
import { type MountedSparkline, mountSparkline } from '../../views/sparkline/view.ts';
import styles from './readings.module.css';

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
    mounted.resize(host.clientWidth, host.clientHeight);
    spark.current = mounted;
    return () => mounted.destroy();
  }, []);
  useEffect(() => spark.current?.update({ values, colour: 'currentColor', say }), [values, say]);
  return <div className={styles.spark} ref={element} />;
}
