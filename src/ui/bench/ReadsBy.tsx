/** The switch between polling and enhanced fan-out, for a consumer of any kind. */
import type { ConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { OFFERED_CONSUMERS, readingBy } from '../../lab/new-specs.ts';
import { retrievalOf } from '../../views/consumer-words.ts';
import { Segmented } from '../controls/Choice.tsx';
import { About } from './About.tsx';
import styles from './bench.module.css';

const WAYS = [
  { value: 'polling', label: 'polling' },
  { value: 'fan-out', label: 'fan-out' },
] as const;

interface ReadsByProps {
  spec: ConsumerSpec;
  change(spec: ConsumerSpec): void;
}

export function ReadsBy({ spec, change }: ReadsByProps) {
  if (!OFFERED_CONSUMERS.some(({ kind }) => kind === 'fan-out')) return null;
  return (
    <Segmented
      label="Reads by"
      value={retrievalOf(spec)}
      options={WAYS}
      detail={
        <About what="Polling and enhanced fan-out">
          <p>
            Polling consumers ask with GetRecords and share what a shard gives: 5 calls/s and 2 MiB/s, all of them together. A record waits
            for the next call.
          </p>
          <p>
            Enhanced fan-out gives a registered consumer 2 MiB/s of its own on every shard, and pushes records about 70 ms after they
            arrived. It costs per consumer and shard hour, and per GB. KCL 1.x could only poll.
          </p>
          <p className={styles.hint}>Developer guide, Enhanced fan-out; 2026-10.</p>
        </About>
      }
      onChange={(way) => change(readingBy(spec, way as 'polling' | 'fan-out'))}
    />
  );
}
