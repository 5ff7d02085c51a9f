/** What every action refuses for the same reasons: too often, without the right, about what is not there or not ready. */
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../src/engine/kinesis/actions/index.ts';
import { CALLS_PER_ACCOUNT, CALLS_PER_STREAM } from '../../src/engine/kinesis/call-rates.ts';
import { readyService } from './sample-requests.ts';
import { ACCOUNT, ARN, serviceWithStream, STREAM } from './service.ts';

type Body = Record<string, unknown>;
const named = (body: Body): boolean => 'StreamName' in body || 'StreamARN' in body || ('ResourceARN' in body && body.ResourceARN === ARN);
const { samples: SAMPLES } = await readyService();
const ask = (api: Awaited<ReturnType<typeof readyService>>['api'], action: string, body: Body, principal?: string) =>
  api.handle(`Kinesis_20131202.${action}`, body, principal === undefined ? {} : { principal });

test('there is a sample for every action, and the service understands it', async () => {
  expect(Object.keys(SAMPLES)).toEqual(ACTIONS.map(({ name }) => name).toSorted());
  for (const [action, body] of Object.entries(SAMPLES)) {
    const { api } = await readyService();
    const answer = await ask(api, action, body);
    expect([
      action,
      ['SerializationException', 'UnknownOperationException', 'ResourceInUseException'].includes(String(answer.body.__type)),
    ]).toEqual([action, false]);
  }
});

const RATES = [...Object.entries(CALLS_PER_ACCOUNT), ...Object.entries(CALLS_PER_STREAM)];

test.each(RATES)('%s: %i calls in any second, not one more', async (action, perSecond) => {
  const { api, wait, samples } = await readyService();
  for (let i = 0; i < perSecond; i++) expect(String((await ask(api, action, samples[action])).body.message)).not.toMatch(/^Rate exceeded/);
  const { body } = await ask(api, action, samples[action]);
  expect(body).toEqual({
    __type: 'LimitExceededException',
    message: expect.stringMatching(new RegExp(`^Rate exceeded for (stream \\w+ under )?account ${ACCOUNT}\\.$`)),
  });
  await wait(1);
  expect(String((await ask(api, action, samples[action])).body.message)).not.toMatch(/^Rate exceeded/);
});

test('every action is counted for itself', async () => {
  const { api, samples } = await readyService();
  for (const [action, perSecond] of RATES.filter(([name]) => name.startsWith('Describe')))
    for (let i = 0; i < perSecond; i++) expect((await ask(api, action, samples[action])).status).toBe(200);
});

/** No channel may be created in any case, whoever asks. */
const FOR_SOME = Object.entries(SAMPLES).filter(([action]) => action !== 'CreateChannel');

test.each(FOR_SOME)('%s without the right to', async (action, body) => {
  const { api } = await readyService();
  const nobody = `arn:aws:iam::${ACCOUNT}:user/nobody`;
  const answer = await ask(api, action, body, nobody);
  expect(answer.body.__type).toBe('AccessDeniedException');
  expect(answer.body.Message).toMatch(
    new RegExp(
      `^User: ${nobody} is not authorized to perform: kinesis:${action} on resource: \\S+ because no identity-based policy allows the kinesis:${action} action$`,
    ),
  );
});

/** CreateStream is about one that is not there yet. */
const ABOUT_A_STREAM = Object.entries(SAMPLES).filter(([action, body]) => named(body) && action !== 'CreateStream');

test.each(ABOUT_A_STREAM)('%s on a stream that does not exist', async (action, body) => {
  const { api } = await readyService();
  const elsewhere = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, value === STREAM ? 'none' : value === ARN ? ARN.replace(STREAM, 'none') : value]),
  );
  const answer = await ask(api, action, elsewhere);
  // who may not warm a stream is not told whether it is there
  expect(['ResourceNotFoundException', 'ValidationException']).toContain(answer.body.__type);
  expect(answer.body.message).toMatch(/none under account 111122223333 (not found\.|does not exist)|not enabled for minimum throughput/);
});

test.each(ABOUT_A_STREAM.filter(([, body]) => 'StreamName' in body))('%s on a stream that is not named', async (action, sample) => {
  const { api } = await readyService();
  const body = Object.fromEntries(Object.entries(sample).filter(([name]) => name !== 'StreamName'));
  const message =
    action === 'ListShards'
      ? 'Either NextToken or StreamName should be provided.'
      : "Stream arn and stream name can't be empty at the same time";
  expect((await ask(api, action, body)).body).toEqual({ __type: 'InvalidArgumentException', message });
});

const CHANGES = ABOUT_A_STREAM.filter(
  ([action]) =>
    ['Merge', 'Split', 'Update', 'Start', 'Stop', 'Enable', 'Disable', 'Increase', 'Decrease'].some((verb) => action.startsWith(verb)) &&
    action !== 'UpdateStreamWarmThroughput',
);

test.each(CHANGES)('%s while the stream is UPDATING', async (action, body) => {
  const { api } = await readyService();
  await ask(api, 'IncreaseStreamRetentionPeriod', { StreamName: STREAM, RetentionPeriodHours: 30 });
  expect((await ask(api, action, body)).body).toEqual({
    __type: 'ResourceInUseException',
    message: `Stream ${STREAM} under account ${ACCOUNT} not ACTIVE, instead in state UPDATING`,
  });
});

describe('channels', () => {
  const missing = `arn:aws:kinesis:us-east-1:${ACCOUNT}:channel/c`;
  test.each(['DescribeChannel', 'UpdateChannel', 'DeleteChannel'])('%s of one that does not exist', async (action) => {
    const { api } = await readyService();
    expect((await ask(api, action, SAMPLES[action])).body).toEqual({
      __type: 'ResourceNotFoundException',
      message: `Channel ${missing} under account ${ACCOUNT} not found.`,
    });
  });

  test('may not be made by this account', async () => {
    const { api } = await readyService();
    expect((await ask(api, 'CreateChannel', SAMPLES.CreateChannel)).body.__type).toBe('AccessDeniedException');
    const [configuration] = SAMPLES.CreateChannel.StreamConfigurationList as Body[];
    const elsewhere = { ...SAMPLES.CreateChannel, StreamConfigurationList: [{ ...configuration, StreamARN: ARN.replace(STREAM, 'none') }] };
    expect((await ask(api, 'CreateChannel', elsewhere)).body.__type).toBe('ResourceNotFoundException');
  });

  test('are none to list, and no token leads on', async () => {
    const { api } = await readyService();
    expect(await ask(api, 'ListChannels', {})).toEqual({ status: 200, body: { ChannelSummaries: [] } });
    expect((await ask(api, 'ListChannels', { NextToken: 'x' })).body).toEqual({
      __type: 'InvalidArgumentException',
      message: 'Invalid NextToken.',
    });
  });
});

describe('distribution of records by the service', () => {
  test('is for on-demand streams', async () => {
    const text = 'RecordDistributionStrategy AUTO is only supported for streams in ON_DEMAND mode.';
    const service = await serviceWithStream();
    expect(await service.refusal('UpdateStreamRecordDistributionStrategy', { StreamARN: ARN, RecordDistributionStrategy: 'AUTO' })).toEqual(
      { type: 'InvalidArgumentException', message: text },
    );
    expect(await service.refusal('CreateStream', { StreamName: 's', ShardCount: 1, RecordDistributionStrategy: 'AUTO' })).toEqual({
      type: 'InvalidArgumentException',
      message: text,
    });
  });

  test('makes the partition key optional, for that stream only', async () => {
    const service = await serviceWithStream(
      1,
      {},
      { ShardCount: undefined, StreamModeDetails: { StreamMode: 'ON_DEMAND' }, RecordDistributionStrategy: 'AUTO' },
    );
    await service.call('PutRecord', { Data: '' });
    expect((await service.refusal('PutRecord', { Data: '', SequenceNumberForOrdering: '0' })).type).toBe('InvalidArgumentException');
    await service.call('DeleteStream');
    await service.wait(10);
    await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
    await service.wait(10);
    expect((await service.refusal('PutRecord', { Data: '' })).type).toBe('ValidationException');
  });
});
