/** Channels: this account has none, may make none, and each action says so. */
import { describe, expect, test } from 'vitest';
import { ACCOUNT, ARN, serviceWithStream, STREAM, type Refusal, type Service } from './service.ts';
import { notFound, unfit } from './states.ts';

const ask = async (service: Service, operation: string, body: Record<string, unknown>) => {
  const answer = await service.api.handle(`Kinesis_20131202.${operation}`, body);
  return { status: answer.status, type: answer.body['__type'], message: answer.body['message'] ?? answer.body['Message'] };
};
const refusedWith = ({ type, message }: Refusal) => ({ status: 400, type, message });
const CHANNEL = `arn:aws:kinesis:us-east-1:${ACCOUNT}:channel/to-s3`;
const PATTERN = 'arn:aws.*:kinesis:.*:\\d{12}:channel/\\S+';

describe.each(['DescribeChannel', 'DeleteChannel', 'UpdateChannel'])('%s', (operation) => {
  test.each<[Record<string, unknown>, Refusal]>([
    [{ ChannelARN: CHANNEL }, { type: 'ResourceNotFoundException', message: `Channel ${CHANNEL} under account ${ACCOUNT} not found.` }],
    [{ ChannelARN: 'to-s3' }, unfit("'to-s3'", 'channelARN', `satisfy regular expression pattern: ${PATTERN}`)],
    [{}, unfit('null', 'channelARN', 'not be null')],
  ])('%j', async (body, refusal) => {
    expect(await ask(await serviceWithStream(), operation, body)).toEqual(refusedWith(refusal));
  });
});

describe('ListChannels', () => {
  test.each([{}, { MaxResults: 10 }, { StreamFilter: [{ StreamARN: ARN }] }])('finds none: %j', async (body) => {
    const service = await serviceWithStream();
    expect(await service.api.handle('Kinesis_20131202.ListChannels', body)).toEqual({ status: 200, body: { ChannelSummaries: [] } });
  });

  test.each<[Record<string, unknown>, Refusal]>([
    [{ NextToken: 'x' }, { type: 'InvalidArgumentException', message: 'Invalid NextToken.' }],
    [{ MaxResults: 0 }, unfit("'0'", 'maxResults', 'have value greater than or equal to 1')],
  ])('refuses %j', async (body, refusal) => {
    expect(await ask(await serviceWithStream(), 'ListChannels', body)).toEqual(refusedWith(refusal));
  });
});

describe('CreateChannel', () => {
  const body = (more: Record<string, unknown> = {}) => ({
    ChannelName: 'to-s3',
    ServiceExecutionRoleARN: `arn:aws:iam::${ACCOUNT}:role/channel`,
    StreamConfigurationList: [{ StreamARN: ARN }],
    ...more,
  });

  test.each<[string, Record<string, unknown>, Refusal]>([
    [
      'as one that may not',
      body(),
      {
        type: 'AccessDeniedException',
        message:
          `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: kinesis:CreateChannel on resource: arn:aws:kinesis:us-east-1:${ACCOUNT}:channel/to-s3 ` +
          'because no identity-based policy allows the kinesis:CreateChannel action',
      },
    ],
    ['of a missing stream', body({ StreamConfigurationList: [{ StreamARN: `${ARN}x` }] }), notFound(`${STREAM}x`)],
    [
      'without a stream',
      body({ StreamConfigurationList: [] }),
      unfit("'[]'", 'streamConfigurationList', 'have length greater than or equal to 1'),
    ],
    ['without a role', body({ ServiceExecutionRoleARN: undefined }), unfit('null', 'serviceExecutionRoleARN', 'not be null')],
  ])('%s', async (_, request, refusal) => {
    expect(await ask(await serviceWithStream(), 'CreateChannel', request)).toEqual(refusedWith(refusal));
  });
});

test('streams say that they have none', async () => {
  const service = await serviceWithStream();
  expect(await service.call('DescribeStreamSummary')).toMatchObject({ StreamDescriptionSummary: { ChannelCount: 0 } });
});
