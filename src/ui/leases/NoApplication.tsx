import { newKclConsumer } from '../../lab/new-specs.ts';
import { Button } from '../controls/Button.tsx';
import { Refused } from '../controls/Refused.tsx';
import { EmptyView } from '../stage/EmptyView.tsx';
import { useCommand } from '../use-command.ts';
import { useLabState } from '../use-lab.ts';

/** Nobody reads with the KCL: what leases are for, and a button that adds an application. */
export function NoApplication() {
  const { give, refusal } = useCommand();
  const stream = useLabState(({ slow }) => slow?.stream.name);
  const consumers = useLabState(({ slow }) => slow?.consumers);
  const add = () => {
    if (stream === undefined || consumers === undefined) return;
    const taken = consumers.map(({ spec }) => spec.id);
    void give({ type: 'add-consumer', consumer: newKclConsumer(stream, taken) });
  };
  return (
    <EmptyView label="No leases yet" title="Nobody reads with the Kinesis Client Library">
      <p>
        Its workers share the shards of a stream out among themselves: a row of a DynamoDB table for each shard, the lease, says which
        worker reads it and how far it has come. Kill a worker and see its leases move to the others.
      </p>
      <Button look="primary" onPress={add}>
        Add an application with two workers
      </Button>
      <Refused refusal={refusal} />
    </EmptyView>
  );
}
