import { newDeliveryStream } from '../../lab/new-delivery-stream.ts';
import { Button } from '../controls/Button.tsx';
import { Refused } from '../controls/Refused.tsx';
import { DeletedStreams } from '../delivery-frame/DeletedStreams.tsx';
import { useCommand } from '../use-command.ts';
import { useLab } from '../use-lab.ts';
import styles from './buffers.module.css';

const SCENARIO = 'firehose-buffers';

export function NoDelivery() {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const add = () => {
    const stream = lab.store.getState().slow?.stream.name;
    if (stream === undefined) return;
    void give({ type: 'add-delivery-stream', deliveryStream: newDeliveryStream('s3', { kind: 'kinesis-stream', stream }, []) });
  };
  const hasScenario = lab.scenarios.some(({ id }) => id === SCENARIO);
  return (
    <div className={styles.empty}>
      <DeletedStreams />
      <p>
        There is no delivery stream in this run. Amazon Data Firehose gathers records in buffers and delivers them as files or requests, to
        S3, Redshift, OpenSearch, Splunk or an HTTP endpoint: there is nothing to run, and nothing to replay.
      </p>
      <div className={styles.actions}>
        <Button look="primary" onPress={add}>
          Add a delivery stream to S3
        </Button>
        {hasScenario && <Button onPress={() => void lab.openScenario(SCENARIO)}>Open the scenario Firehose buffers</Button>}
      </div>
      <Refused refusal={refusal} />
    </div>
  );
}
