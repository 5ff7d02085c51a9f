/** A registered consumer: how it is registered and subscribed is AWS's affair; what it costs, the learner's. */
import type { ConsumerSpec, FanOutConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import styles from './bench.module.css';
import { LockedPart } from './Locked.tsx';
import { ReadsBy } from './ReadsBy.tsx';

export function FanOutSettings({ spec, change }: { spec: FanOutConsumerSpec; change(spec: ConsumerSpec): void }) {
  return (
    <>
      <LockedPart of="consumer" id={spec.id} path="kind">
        <ReadsBy spec={spec} change={change} />
      </LockedPart>
      <p className={styles.hint}>
        RegisterStreamConsumer, then SubscribeToShard on every shard; a subscription is renewed after five minutes. 2 MiB/s of its own per
        shard.
      </p>
    </>
  );
}
