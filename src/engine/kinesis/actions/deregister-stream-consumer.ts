/**
 * DeregisterStreamConsumer. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeregisterStreamConsumer.html
 * The consumer is named by its ARN, or by its stream's ARN and its name, or by all three if they agree. It is DELETING for a
 * while and its subscriptions end.
 */
import { STREAM_ARN, type Action } from '../action.ts';
import { stepConsumer } from '../consumer-life.ts';
import type { Answer } from '../errors.ts';
import { CONSUMER_ARN, CONSUMER_NAME, findConsumer, type ConsumerReference } from '../find-consumer.ts';
import type { Kinesis } from '../kinesis.ts';
import { structure } from '../validation.ts';

function deregisterStreamConsumer(kinesis: Kinesis, input: ConsumerReference): Answer<null> {
  const found = findConsumer(kinesis, input);
  if (!found.ok) return found;
  stepConsumer(kinesis.sim, found.value.stream, found.value.consumer, 'deregister'); // one that is being deleted stays so
  return { ok: true, value: null };
}

/** For clients that live in the world. */
export const deregisterClient = (kinesis: Kinesis, arn: string): Answer<null> => deregisterStreamConsumer(kinesis, { ConsumerARN: arn });

export const DEREGISTER_STREAM_CONSUMER: Action = {
  name: 'DeregisterStreamConsumer',
  request: structure({ ConsumerARN: CONSUMER_ARN, ConsumerName: CONSUMER_NAME, StreamARN: STREAM_ARN }),
  handle: deregisterStreamConsumer,
};
