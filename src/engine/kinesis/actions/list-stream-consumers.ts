/**
 * ListStreamConsumers. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreamConsumers.html
 * In the order of the consumers' names; a token lives five minutes. Simplified: StreamCreationTimestamp is read and not
 * compared.
 */
import { SECOND } from '../../kernel/time.ts';
import { STREAM_ARN, type Action } from '../action.ts';
import { expiredNextToken, invalidArgument, resourceInUse, type Answer } from '../errors.ts';
import { describeConsumer, registeredConsumers } from '../find-consumer.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import type { StreamState } from '../stream-state.ts';
import { openToken, sealToken } from '../token.ts';
import { integer, structure, text } from '../validation.ts';

const PAGE_CONSUMERS = 100;

interface Input {
  StreamARN: string;
  MaxResults?: number;
  NextToken?: string;
  StreamCreationTimestamp?: number;
}

/** What a page token holds: stream number, number of the last consumer listed, instant of issue. */
type PageToken = [stream: number, after: number, issuedUs: number];

function listStreamConsumers(kinesis: Kinesis, input: Input): Answer<Record<string, unknown>> {
  const { sim, state } = kinesis;
  if (input.NextToken !== undefined && input.StreamCreationTimestamp !== undefined)
    return invalidArgument('NextToken and StreamCreationTimestamp cannot be provided together.');
  const found = findStream(kinesis, { StreamARN: input.StreamARN });
  if (!found.ok) return found;
  const stream = found.value;
  const { state: status } = stream.life;
  if (status === 'CREATING' || status === 'DELETING')
    return resourceInUse(`Stream ${stream.name} under account ${state.accountId} not ACTIVE, instead in state ${status}`);
  const after = input.NextToken === undefined ? { ok: true as const, value: '' } : lastListed(kinesis, stream, input.NextToken);
  if (!after.ok) return after;
  const rest = registeredConsumers(stream)
    .filter(({ name }) => name > after.value)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = rest.slice(0, Math.min(input.MaxResults ?? PAGE_CONSUMERS, PAGE_CONSUMERS));
  const last = page.length < rest.length ? page.at(-1)! : null;
  return {
    ok: true,
    value: {
      Consumers: page.map(describeConsumer),
      ...(last === null
        ? {}
        : { NextToken: sealToken(state.secret, 'consumers', [stream.number, last.number, sim.nowUs] satisfies PageToken) }),
    },
  };
}

/** Name of the consumer that the token's page ended with. */
function lastListed({ sim, state }: Kinesis, stream: StreamState, nextToken: string): Answer<string> {
  const token = openToken(state.secret, 'consumers', nextToken) as PageToken | null;
  if (token === null || token[0] !== stream.number) return invalidArgument('Invalid NextToken.');
  if (sim.nowUs - token[2] > state.quotas.nextTokenLifeSeconds * SECOND) return expiredNextToken('The NextToken has expired.');
  return { ok: true, value: stream.consumers[token[1]].name };
}

export const LIST_STREAM_CONSUMERS: Action = {
  name: 'ListStreamConsumers',
  request: structure(
    {
      MaxResults: integer(1, 10_000),
      NextToken: text({ min: 1, max: 1_048_576 }),
      StreamARN: STREAM_ARN,
      StreamCreationTimestamp: { kind: 'timestamp' },
    },
    ['StreamARN'],
  ),
  handle: listStreamConsumers,
};
