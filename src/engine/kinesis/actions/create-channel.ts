/** CreateChannel. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateChannel.html See channels.ts. */
import { STREAM_ARN, type Action } from '../action.ts';
import { mayNotCreate } from '../channels.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { structure, text } from '../validation.ts';

interface Input {
  ChannelName: string;
  StreamConfigurationList: { StreamARN: string }[];
}

export const CREATE_CHANNEL: Action = {
  name: 'CreateChannel',
  request: structure(
    {
      ChannelName: text({ min: 1, max: 128, pattern: '[a-zA-Z0-9_.-]+' }),
      ServiceExecutionRoleARN: text({ min: 1, max: 2048 }),
      StreamConfigurationList: { kind: 'list', min: 1, max: 1, of: structure({ StreamARN: STREAM_ARN }, ['StreamARN']) },
    },
    ['ChannelName', 'ServiceExecutionRoleARN', 'StreamConfigurationList'],
  ),
  handle: (kinesis: Kinesis, input: Input) => {
    for (const { StreamARN } of input.StreamConfigurationList) {
      const found = findStream(kinesis, { StreamARN });
      if (!found.ok) return found;
    }
    return mayNotCreate(kinesis, input.ChannelName);
  },
};
