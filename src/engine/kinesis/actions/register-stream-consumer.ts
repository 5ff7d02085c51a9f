/**
 * RegisterStreamConsumer. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html
 * The consumer is CREATING for a while. Its ARN ends in its creation second, so the same name registered again has another
 * ARN (recorded). Simplified: the texts of the refusals by a limit are not known and are choices.
 */
import { epochSecondsAt } from '../../kernel/simulation.ts';
import { hasAdvantage } from '../account.ts';
import { STREAM_ARN, type Action } from '../action.ts';
import { startConsumer } from '../consumer-life.ts';
import type { ConsumerState } from '../consumer-state.ts';
import { limitExceeded, resourceInUse, type Answer, type AwsError } from '../errors.ts';
import { CONSUMER_NAME, consumerArn, describeConsumer, registeredConsumers } from '../find-consumer.ts';
import { findActiveStream, findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import type { StreamState } from '../stream-state.ts';
import { checkTags, TAG_MAP } from '../tags.ts';
import { structure } from '../validation.ts';

interface Input {
  StreamARN: string;
  ConsumerName: string;
  Tags?: Record<string, string>;
}

/**
 * For clients that live in the world: the ARN. One that the scenario began with was registered with its stream, and is ACTIVE.
 * A name may have characters that ConsumerName does not take: they are written `-`.
 */
export function registerClient(kinesis: Kinesis, streamName: string, clientName: string): Answer<string> {
  const { sim } = kinesis;
  const found = findStream(kinesis, { StreamName: streamName });
  if (!found.ok) return found;
  const isOfScenario = sim.nowUs === 0 && sim.cause === null;
  const answer = registerStreamConsumer(kinesis, { StreamARN: found.value.arn, ConsumerName: nameOf(clientName) }, isOfScenario);
  return answer.ok ? { ok: true, value: (answer.value.Consumer as { ConsumerARN: string }).ConsumerARN } : answer;
}

const nameOf = (clientName: string): string => clientName.replaceAll(/[^a-zA-Z0-9_.-]/g, '-');

/** Whether a limit leaves no room for another client; null where there is room, or where it is registered already. */
export function whyNoClient(kinesis: Kinesis, streamName: string, clientName: string): AwsError | null {
  const found = findStream(kinesis, { StreamName: streamName });
  if (!found.ok || registeredConsumers(found.value).some(({ name }) => name === nameOf(clientName))) return null;
  return checkLimits(kinesis, found.value)?.error ?? null;
}

/** What a client learns by DescribeStreamConsumer: CREATING, ACTIVE, DELETING; null where there is none of that ARN. */
export function clientStatus(kinesis: Kinesis, arn: string): string | null {
  for (const { consumers } of kinesis.state.streams)
    for (const { arn: its, life } of consumers) if (its === arn && life.state !== 'GONE') return life.state;
  return null;
}

function registerStreamConsumer(kinesis: Kinesis, input: Input, isActive = false): Answer<Record<string, unknown>> {
  const { sim, state } = kinesis;
  const { ConsumerName: name } = input;
  const found = findActiveStream(kinesis, { StreamARN: input.StreamARN });
  if (!found.ok) return found;
  const stream = found.value;
  const createdSeconds = epochSecondsAt(sim, sim.nowUs);
  const arn = consumerArn(stream, name, createdSeconds);
  const badTags = checkTags({}, input.Tags ?? {}, state, arn);
  if (badTags !== null) return badTags;
  if (registeredConsumers(stream).some((consumer) => consumer.name === name))
    return resourceInUse(`Consumer ${name} under stream ${stream.name} already exists for account ${state.accountId}.`);
  const overLimit = checkLimits(kinesis, stream);
  if (overLimit !== null) return overLimit;
  const delays = { create: state.delays.registerConsumerMs, delete: state.delays.deregisterConsumerMs };
  const consumer: ConsumerState = {
    number: stream.consumers.length,
    name,
    arn,
    life: { state: isActive ? 'ACTIVE' : 'CREATING', version: 0, delays },
    createdSeconds,
    tags: { ...input.Tags },
    policy: null,
    subscribedUs: {},
    subscriptions: [],
    nextSubscription: 0,
    totals: { subscriptions: 0, refusedSubscriptions: 0, events: 0, records: 0, bytes: 0 },
  };
  stream.consumers.push(consumer);
  if (!isActive) startConsumer(sim, stream, consumer, delays);
  return { ok: true, value: { Consumer: describeConsumer(consumer) } };
}

function checkLimits(kinesis: Kinesis, stream: StreamState) {
  const { accountId, quotas, streams } = kinesis.state;
  const creating = streams.reduce((sum, { consumers }) => sum + consumers.filter(({ life }) => life.state === 'CREATING').length, 0);
  if (creating >= quotas.creatingConsumers)
    return limitExceeded(
      `This request would exceed the limit on the number of consumers that can simultaneously be in CREATING for the account ${accountId}. Limit: ${quotas.creatingConsumers}.`,
    );
  const advantage = stream.settings.mode === 'ON_DEMAND' && hasAdvantage(kinesis);
  const limit = advantage ? quotas.consumersPerStreamAdvantage : quotas.consumersPerStream;
  const current = registeredConsumers(stream).length;
  if (current < limit) return null;
  return limitExceeded(
    `This request would exceed the consumer limit for the stream ${stream.name} under account ${accountId}. Current consumer count for the stream: ${current}. Limit: ${limit}.`,
  );
}

export const REGISTER_STREAM_CONSUMER: Action = {
  name: 'RegisterStreamConsumer',
  request: structure({ ConsumerName: CONSUMER_NAME, StreamARN: STREAM_ARN, Tags: TAG_MAP }, ['ConsumerName', 'StreamARN']),
  handle: registerStreamConsumer,
};
