/** DescribeChannel. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeChannel.html See channels.ts. */
import type { Action } from '../action.ts';
import { CHANNEL_REQUEST, noSuchChannel } from '../channels.ts';
import type { Kinesis } from '../kinesis.ts';

export const DESCRIBE_CHANNEL: Action = {
  name: 'DescribeChannel',
  request: CHANNEL_REQUEST,
  handle: (kinesis: Kinesis, input: { ChannelARN: string }) => noSuchChannel(kinesis, input.ChannelARN),
};
