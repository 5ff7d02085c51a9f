/**
 * DescribeStreamConsumer. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamConsumer.html
 * The consumer is named by its ARN, or by its stream's ARN and its name, or by all three if they agree.
 */
import { STREAM_ARN, type Action } from '../action.ts';
import type { Answer } from '../errors.ts';
import { CONSUMER_ARN, CONSUMER_NAME, describeConsumer, findConsumer, type ConsumerReference } from '../find-consumer.ts';
import type { Kinesis } from '../kinesis.ts';
import { structure } from '../validation.ts';

function describeStreamConsumer(kinesis: Kinesis, input: ConsumerReference): Answer<Record<string, unknown>> {
  const found = findConsumer(kinesis, input);
  if (!found.ok) return found;
  const { stream, consumer } = found.value;
  return { ok: true, value: { ConsumerDescription: { ...describeConsumer(consumer), StreamARN: stream.arn } } };
}

export const DESCRIBE_STREAM_CONSUMER: Action = {
  name: 'DescribeStreamConsumer',
  request: structure({ ConsumerARN: CONSUMER_ARN, ConsumerName: CONSUMER_NAME, StreamARN: STREAM_ARN }),
  handle: describeStreamConsumer,
};
