/** What a ResourceARN names: a stream, or a registered consumer. Both carry tags and a policy. */
import type { ConsumerState } from './consumer-state.ts';
import { resourceInUse, resourceNotFound, type Answer } from './errors.ts';
import { findStream } from './find-stream.ts';
import type { Kinesis } from './kinesis.ts';
import type { StreamState } from './stream-state.ts';
import { text, type Shape } from './validation.ts';

export const RESOURCE_ARN: Shape = text({ min: 1, max: 2048, pattern: 'arn:aws.*:kinesis:.*:\\d{12}:.*(stream|channel)/\\S+' });

export type TaggedResource = StreamState | ConsumerState;

/** The ARN of the stream, and of the consumer the rest: `name:creation second`. */
function partsOf(arn: string): { streamArn: string; consumer: string | null } {
  const at = arn.indexOf('/consumer/');
  return at < 0 ? { streamArn: arn, consumer: null } : { streamArn: arn.slice(0, at), consumer: arn.slice(at + '/consumer/'.length) };
}

export const consumerWithArn = (stream: StreamState, arn: string): ConsumerState | undefined =>
  stream.consumers.find((consumer) => consumer.arn === arn && consumer.life.state !== 'GONE');

/** `found` even where it is being created. */
export function findResource(kinesis: Kinesis, arn: string): Answer<TaggedResource> {
  const { accountId } = kinesis.state;
  const { streamArn, consumer } = partsOf(arn);
  const found = findStream(kinesis, { StreamARN: streamArn });
  // the whole ARN stands where other actions name the stream (moto's tests, whose other texts are AWS's)
  if (!found.ok)
    return found.error.type === 'ResourceNotFoundException'
      ? resourceNotFound(`Stream ${streamArn} under account ${accountId} not found.`)
      : found;
  if (consumer === null) return found;
  const registered = consumerWithArn(found.value, arn);
  return registered === undefined ? resourceNotFound(`Consumer ${arn}, account ${accountId} not found.`) : { ok: true, value: registered };
}

/** For policies: a consumer must be ACTIVE. */
export function findActiveResource(kinesis: Kinesis, arn: string): Answer<TaggedResource> {
  const found = findResource(kinesis, arn);
  if (!found.ok || !('subscriptions' in found.value) || found.value.life.state === 'ACTIVE') return found;
  const { name, createdSeconds } = found.value;
  const stream = /:stream\/([^/]+)/.exec(arn)![1];
  return resourceInUse(
    `Consumer ${name} with creation timestamp ${createdSeconds} under stream: ${stream} , account ${kinesis.state.accountId} is not in ACTIVE status.`,
  );
}
