/** Finds the consumer that a request names by its ARN, or by stream ARN and name, or by all three, and refuses as the service does. */
import type { Shape } from './validation.ts';
import { text } from './validation.ts';
import { invalidArgument, resourceNotFound, type Answer } from './errors.ts';
import { findStream } from './find-stream.ts';
import type { Kinesis } from './kinesis.ts';
import type { ConsumerState } from './consumer-state.ts';
import type { StreamState } from './stream-state.ts';

export const CONSUMER_NAME: Shape = text({ min: 1, max: 128, pattern: '[a-zA-Z0-9_.-]+' });
export const CONSUMER_ARN: Shape = text({
  min: 1,
  max: 2048,
  pattern: '^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+',
});

export interface ConsumerReference {
  ConsumerARN?: string;
  ConsumerName?: string;
  StreamARN?: string;
}

export interface FoundConsumer {
  stream: StreamState;
  consumer: ConsumerState;
}

export const consumerArn = (stream: StreamState, name: string, createdSeconds: number): string =>
  `${stream.arn}/consumer/${name}:${createdSeconds}`;

export const registeredConsumers = (stream: StreamState): ConsumerState[] => stream.consumers.filter(({ life }) => life.state !== 'GONE');

export function findConsumer(kinesis: Kinesis, reference: ConsumerReference): Answer<FoundConsumer> {
  const { ConsumerARN: arn, ConsumerName: name, StreamARN: streamArn } = reference;
  if (arn === undefined && (name === undefined || streamArn === undefined))
    return invalidArgument('Either ConsumerARN or both StreamARN and ConsumerName must be provided.');
  if (arn !== undefined && contradicts(arn, reference))
    return invalidArgument(`ConsumerARN ${arn} does not match the given StreamARN and ConsumerName.`);
  const found = findStream(kinesis, { StreamARN: arn === undefined ? streamArn : arn.slice(0, arn.indexOf('/consumer/')) });
  if (!found.ok) return found;
  const stream = found.value;
  const consumer = registeredConsumers(stream).find((one) => (arn === undefined ? one.name === name : one.arn === arn));
  return consumer === undefined ? resourceNotFound(consumerNotFound(kinesis, arn ?? name!)) : { ok: true, value: { stream, consumer } };
}

/** `consumer`: as it was named. */
export const consumerNotFound = ({ state }: Kinesis, consumer: string): string =>
  `Consumer ${consumer}, account ${state.accountId} not found.`;

function contradicts(arn: string, { ConsumerName: name, StreamARN: streamArn }: ConsumerReference): boolean {
  const [ofStream, nameAndSecond] = arn.split('/consumer/') as [string, string];
  return (
    (streamArn !== undefined && streamArn !== ofStream) ||
    (name !== undefined && name !== nameAndSecond.slice(0, nameAndSecond.lastIndexOf(':')))
  );
}

/** As the consumer actions describe it; `StreamARN` only in DescribeStreamConsumer. */
export const describeConsumer = (consumer: ConsumerState): Record<string, unknown> => ({
  ConsumerARN: consumer.arn,
  ConsumerCreationTimestamp: consumer.createdSeconds,
  ConsumerName: consumer.name,
  ConsumerStatus: consumer.life.state,
});
