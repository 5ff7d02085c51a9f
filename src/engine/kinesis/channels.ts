/**
 * Channels (managed delivery to Amazon S3, 2026): this account has none and may not make any, so each action answers as
 * AWS does there. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateChannel.html
 */
import { accessDenied, resourceNotFound } from './errors.ts';
import type { Kinesis } from './kinesis.ts';
import { structure, text, type Shape } from './validation.ts';

export const CHANNEL_ARN: Shape = text({ min: 1, max: 2048, pattern: 'arn:aws.*:kinesis:.*:\\d{12}:channel/\\S+' });
export const CHANNEL_REQUEST = structure({ ChannelARN: CHANNEL_ARN }, ['ChannelARN']);

export const noSuchChannel = ({ state }: Kinesis, arn: string) =>
  resourceNotFound(`Channel ${arn} under account ${state.accountId} not found.`);

export const mayNotCreate = ({ state, caller }: Kinesis, name: string) =>
  accessDenied(
    `User: ${caller?.arn ?? `arn:aws:iam::${state.accountId}:root`} is not authorized to perform: kinesis:CreateChannel on resource: ` +
      `arn:aws:kinesis:${state.region}:${state.accountId}:channel/${name} because no identity-based policy allows the kinesis:CreateChannel action`,
  );
