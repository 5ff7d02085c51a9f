/** ListChannels. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListChannels.html See channels.ts. */
import { STREAM_ARN, type Action } from '../action.ts';
import { invalidArgument } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { integer, structure, text } from '../validation.ts';

export const LIST_CHANNELS: Action = {
  name: 'ListChannels',
  request: structure({
    MaxResults: integer(1, 10_000),
    NextToken: text({ min: 1, max: 1_048_576 }),
    StreamFilter: { kind: 'list', of: structure({ StreamARN: STREAM_ARN, StreamCreationTimestamp: { kind: 'timestamp' } }, ['StreamARN']) },
  }),
  handle: (_: Kinesis, input: { NextToken?: string }) =>
    input.NextToken === undefined ? { ok: true, value: { ChannelSummaries: [] } } : invalidArgument('Invalid NextToken.'),
};
