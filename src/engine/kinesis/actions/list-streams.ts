/**
 * ListStreams. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html
 * In the order of names, in pages of at most 100. Simplified: its NextToken does not expire.
 */
import { STREAM_NAME, type Action } from '../action.ts';
import { invalidArgument, type Answer } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { openToken, sealToken } from '../token.ts';
import { integer, structure, text } from '../validation.ts';

const PAGE_STREAMS = 100;

interface Input {
  Limit?: number;
  ExclusiveStartStreamName?: string;
  NextToken?: string;
}

function listStreams({ state }: Kinesis, input: Input): Answer<Record<string, unknown>> {
  if (input.NextToken !== undefined && input.ExclusiveStartStreamName !== undefined)
    return invalidArgument('ExclusiveStartStreamName and NextToken cannot be provided together.');
  const token = input.NextToken === undefined ? null : (openToken(state.secret, 'streams', input.NextToken) as { after: string } | null);
  if (input.NextToken !== undefined && token === null) return invalidArgument('Invalid NextToken.');
  const after = token?.after ?? input.ExclusiveStartStreamName ?? '';
  const streams = state.streams
    .filter((stream) => stream.life.state !== 'GONE' && stream.name > after)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = streams.slice(0, Math.min(input.Limit ?? PAGE_STREAMS, PAGE_STREAMS));
  const more = page.length < streams.length;
  return {
    ok: true,
    value: {
      HasMoreStreams: more,
      ...(more ? { NextToken: sealToken(state.secret, 'streams', { after: page.at(-1)!.name }) } : {}),
      StreamNames: page.map(({ name }) => name),
      StreamSummaries: page.map((stream) => ({
        StreamARN: stream.arn,
        StreamCreationTimestamp: stream.createdSeconds,
        StreamModeDetails: { StreamMode: stream.settings.mode },
        StreamName: stream.name,
        StreamStatus: stream.life.state,
      })),
    },
  };
}

export const LIST_STREAMS: Action = {
  name: 'ListStreams',
  request: structure({ ExclusiveStartStreamName: STREAM_NAME, Limit: integer(1, 10_000), NextToken: text({ min: 1, max: 1_048_576 }) }),
  handle: listStreams,
};
