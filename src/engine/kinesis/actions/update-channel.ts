/** UpdateChannel. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateChannel.html See channels.ts. */
import type { Action } from '../action.ts';
import { CHANNEL_REQUEST, noSuchChannel } from '../channels.ts';
import type { Kinesis } from '../kinesis.ts';

export const UPDATE_CHANNEL: Action = {
  name: 'UpdateChannel',
  request: CHANNEL_REQUEST,
  handle: (kinesis: Kinesis, input: { ChannelARN: string }) => noSuchChannel(kinesis, input.ChannelARN),
};
