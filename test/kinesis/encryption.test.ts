import { describe, expect, test } from 'vitest';
import { setKeyState, type KinesisApiOptions } from '../../src/engine/index.ts';
import {
  ACCOUNT,
  ARN,
  base64,
  iteratorOf,
  put,
  read,
  serviceWithStream,
  shard,
  statusOf,
  STREAM,
  type Page,
  type Service,
} from './service.ts';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY_ID}`;
const MANAGED = 'alias/aws/kinesis';
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
const KMS = { EncryptionType: 'KMS' };
const own: Partial<KinesisApiOptions> = { kms: { keys: [{ keyId: KEY_ID }], aliases: { 'alias/orders': KEY_ID } } };

const start = async (service: Service, KeyId = MANAGED) => {
  await service.call('StartStreamEncryption', { ...KMS, KeyId });
  await service.wait(4);
};
const stop = async (service: Service, KeyId = MANAGED) => {
  await service.call('StopStreamEncryption', { ...KMS, KeyId });
  await service.wait(4);
};
const summary = async (service: Service) =>
  (await service.call<{ StreamDescriptionSummary: Record<string, unknown> }>('DescribeStreamSummary')).StreamDescriptionSummary;
const typesOf = (page: Page) => page.Records.map((record) => (record as { EncryptionType?: string }).EncryptionType);
const PUT = { Data: base64('x'), PartitionKey: 'k' };

describe('starting and stopping', () => {
  test('goes through UPDATING, which shows the old value', async () => {
    const service = await serviceWithStream();
    expect(await summary(service)).toMatchObject({ EncryptionType: 'NONE' });
    expect(await service.call('StartStreamEncryption', { ...KMS, KeyId: MANAGED })).toEqual({});
    expect(await summary(service)).toMatchObject({ StreamStatus: 'UPDATING', EncryptionType: 'NONE' });
    await service.wait(4);
    expect(await summary(service)).toMatchObject({ StreamStatus: 'ACTIVE', EncryptionType: 'KMS', KeyId: MANAGED });
    await service.call('StartStreamEncryption', { ...KMS, KeyId: MANAGED });
    expect(await statusOf(service)).toBe('UPDATING');
    await service.wait(4);
    await service.call('StopStreamEncryption', { ...KMS, KeyId: MANAGED });
    expect(await summary(service)).toMatchObject({ StreamStatus: 'UPDATING', EncryptionType: 'KMS', KeyId: MANAGED });
    await service.wait(4);
    expect(await summary(service)).toMatchObject({ StreamStatus: 'ACTIVE', EncryptionType: 'NONE' });
    expect(await summary(service)).not.toHaveProperty('KeyId');
  });

  test.each([KEY_ID, KEY, 'alias/orders', `arn:aws:kms:us-east-1:${ACCOUNT}:alias/orders`])(
    'takes the key as %s, and shows it as it was given',
    async (KeyId) => {
      const service = await serviceWithStream(1, own);
      await start(service, KeyId);
      expect(await summary(service)).toMatchObject({ KeyId });
      await put(service, 'x');
    },
  );

  test('where a run declares no keys, any key that is named exists', async () => {
    const service = await serviceWithStream();
    await start(service, 'n/a');
    expect(await summary(service)).toMatchObject({ EncryptionType: 'KMS', KeyId: 'n/a' });
    await put(service, 'x');
  });

  test('25 times in 24 hours each; what was refused does not count', async () => {
    const service = await serviceWithStream();
    for (let i = 0; i < 25; i++) {
      await start(service);
      await service.refusal('StartStreamEncryption', { EncryptionType: 'NONE', KeyId: MANAGED });
    }
    const message = `Rate exceeded for stream ${STREAM} under account ${ACCOUNT}.`;
    expect(await service.refusal('StartStreamEncryption', { ...KMS, KeyId: MANAGED })).toEqual({ type: 'LimitExceededException', message });
    await stop(service);
    await service.wait(24 * 3600);
    await start(service);
  });
});

describe('records stay as they were written', () => {
  test('from ACTIVE on, and not before', async () => {
    const service = await serviceWithStream();
    expect(await put(service, 'plain')).not.toHaveProperty('EncryptionType');
    await service.call('StartStreamEncryption', { ...KMS, KeyId: MANAGED });
    expect(await put(service, 'still plain')).not.toHaveProperty('EncryptionType');
    await service.wait(4);
    expect(Object.keys(await put(service, 'first'))).toEqual(['EncryptionType', 'SequenceNumber', 'ShardId']);
    expect(await service.call('PutRecords', { Records: [PUT, PUT] })).toMatchObject({ EncryptionType: 'KMS', FailedRecordCount: 0 });
    await stop(service);
    expect(await put(service, 'plain again')).not.toHaveProperty('EncryptionType');
    const page = await read(service, await iteratorOf(service, shard(0)));
    expect(typesOf(page)).toEqual([undefined, undefined, 'KMS', 'KMS', 'KMS', undefined]);
    expect(Object.keys(page.Records[2]!)).toEqual([
      'ApproximateArrivalTimestamp',
      'Data',
      'EncryptionType',
      'PartitionKey',
      'SequenceNumber',
    ]);
  });

  test('in children of a split as well', async () => {
    const service = await serviceWithStream();
    await start(service);
    await service.call('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: String(2n ** 127n) });
    await service.wait(30);
    await put(service, 'x', 'k', { ExplicitHashKey: '0' });
    expect(typesOf(await read(service, await iteratorOf(service, shard(1))))).toEqual(['KMS']);
  });

  test('with the key they were written with, also after an alias points elsewhere', async () => {
    const service = await serviceWithStream(1, { kms: { keys: [{ keyId: 'old' }, { keyId: 'new' }], aliases: { 'alias/a': 'old' } } });
    await start(service, 'alias/a');
    await put(service, 'with the old');
    service.api.kms.aliases['alias/a'] = 'new';
    await put(service, 'with the new');
    const iterator = await iteratorOf(service, shard(0));
    setKeyState(service.api.kms, 'old', 'Disabled');
    expect((await service.refusal('GetRecords', { ShardIterator: iterator })).message).toBe(
      `arn:aws:kms:us-east-1:${ACCOUNT}:key/old is disabled.`,
    );
    setKeyState(service.api.kms, 'old', 'Enabled');
    expect((await read(service, iterator)).Records).toHaveLength(2);
  });
});

type Kms = NonNullable<KinesisApiOptions['kms']>;
const keyed = (kms: Kms): Partial<KinesisApiOptions> => ({ kms });
const notFound = `arn:aws:kms:us-east-1:${ACCOUNT}`;

describe('refusals', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    [
      'StartStreamEncryption',
      { EncryptionType: 'NONE', KeyId: KEY_ID },
      'InvalidArgumentException',
      'The only valid EncryptionType is KMS.',
    ],
    ['StopStreamEncryption', { ...KMS, KeyId: KEY_ID }, 'InvalidArgumentException', 'Cannot stop encrypting an unencrypted stream.'],
    ['StartStreamEncryption', { ...KMS, KeyId: 'x' }, 'KMSNotFoundException', `Key '${notFound}:key/x' does not exist`],
    ['StartStreamEncryption', { ...KMS, KeyId: 'alias/x' }, 'KMSNotFoundException', `Alias ${notFound}:alias/x is not found.`],
    ['StartStreamEncryption', { ...KMS, KeyId: KEY.replace('us-east-1', 'eu-west-1') }, 'KMSNotFoundException', 'Invalid arn eu-west-1'],
    [
      'StartStreamEncryption',
      { EncryptionType: 'AES', KeyId: '' },
      'ValidationException',
      "2 validation errors detected: Value 'AES' at 'encryptionType' failed to satisfy constraint: Member must satisfy enum value set: [NONE, KMS]; " +
        "Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'StopStreamEncryption',
      KMS,
      'ValidationException',
      "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    ],
    [
      'StartStreamEncryption',
      { StreamName: 'missing', ...KMS, KeyId: KEY_ID },
      'ResourceNotFoundException',
      `Stream missing under account ${ACCOUNT} not found.`,
    ],
  ])('%s %j', async (operation, body, type, message) => {
    expect(await (await serviceWithStream(1, own)).refusal(operation, body)).toEqual({ type, message });
  });

  test('while UPDATING', async () => {
    const service = await serviceWithStream();
    await service.call('IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 48 });
    for (const operation of ['StartStreamEncryption', 'StopStreamEncryption'])
      expect(await service.refusal(operation, { ...KMS, KeyId: MANAGED })).toEqual({
        type: 'ResourceInUseException',
        message: `Stream ${STREAM} under account ${ACCOUNT} not ACTIVE, instead in state UPDATING`,
      });
  });

  test.each<[Kms, string, string]>([
    [{ keys: [{ keyId: KEY_ID, state: 'Disabled' }] }, 'KMSDisabledException', `${KEY} is disabled.`],
    [{ keys: [{ keyId: KEY_ID, state: 'PendingDeletion' }] }, 'KMSInvalidStateException', `${KEY} is pending deletion.`],
    [
      { keys: [{ keyId: KEY_ID }], throttled: true },
      'KMSThrottlingException',
      'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
    ],
    [{ keys: [{ keyId: KEY_ID }], optInRequired: true }, 'KMSOptInRequired', 'The AWS Access Key Id needs a subscription for the service'],
  ])('of KMS at the start: %j', async (kms, type, message) => {
    expect(await (await serviceWithStream(1, keyed(kms))).refusal('StartStreamEncryption', { ...KMS, KeyId: KEY_ID })).toEqual({
      type,
      message,
    });
  });

  test('of KMS on the data plane, once the key is disabled; nothing is written, plain records can still be read', async () => {
    const service = await serviceWithStream(1, own);
    await put(service, 'plain');
    await start(service, KEY_ID);
    await put(service, 'secret');
    const iterator = await iteratorOf(service, shard(0));
    setKeyState(service.api.kms, KEY, 'Disabled');
    const disabled = { type: 'KMSDisabledException', message: `${KEY} is disabled.` };
    expect(await service.refusal('PutRecord', PUT)).toEqual(disabled);
    expect(await service.refusal('PutRecords', { Records: [PUT] })).toEqual(disabled);
    expect(await service.refusal('GetRecords', { ShardIterator: iterator })).toEqual(disabled);
    expect((await read(service, iterator, 1)).Records).toHaveLength(1);
    await stop(service);
    await put(service, 'plain again');
    setKeyState(service.api.kms, KEY, 'Enabled');
    await service.wait(2);
    expect(typesOf(await read(service, iterator))).toEqual([undefined, 'KMS', undefined]);
    service.api.kms.throttled = true;
    await service.wait(2);
    expect((await service.refusal('GetRecords', { ShardIterator: iterator })).type).toBe('KMSThrottlingException');
  });
});

describe('the right to use the key', () => {
  const kinesis = { Effect: 'Allow', Action: 'kinesis:*', Resource: '*' };
  const rights = (...actions: string[]) => ({ Effect: 'Allow', Action: actions, Resource: KEY });
  const serviceFor = async (statements: unknown[], kms: Kms = own.kms!, keyId = KEY_ID) => {
    const document = { Version: '2012-10-17', Statement: statements } as never;
    const service = await serviceWithStream(1, { kms, iam: { identityPolicies: { [ALICE]: [document] } } });
    await start(service, keyId);
    await put(service, 'x');
    return service;
  };
  const ask = async (service: Service, operation: string, body: Record<string, unknown>) => {
    const { status, body: answer } = await service.api.handle(`Kinesis_20131202.${operation}`, body, { principal: ALICE });
    return status === 200 ? 'allowed' : [answer['__type'], answer['message']];
  };
  const produce = (service: Service) => ask(service, 'PutRecord', { StreamName: STREAM, ...PUT });
  const consume = async (service: Service) => ask(service, 'GetRecords', { ShardIterator: await iteratorOf(service, shard(0)) });

  test('a producer without kms:GenerateDataKey', async () => {
    const service = await serviceFor([kinesis, rights('kms:Decrypt')]);
    expect(await produce(service)).toEqual([
      'KMSAccessDeniedException',
      `User: ${ALICE} is not authorized to perform: kms:GenerateDataKey on resource: ${KEY}`,
    ]);
    expect(await consume(service)).toBe('allowed');
  });

  test('a consumer without kms:Decrypt: not for want of kinesis:GetRecords, and only for records that are encrypted', async () => {
    const service = await serviceFor([kinesis, rights('kms:GenerateDataKey')]);
    const created = (await summary(service))['StreamCreationTimestamp'];
    expect(await produce(service)).toBe('allowed');
    expect(await consume(service)).toEqual([
      'KMSAccessDeniedException',
      `User ${ALICE} is not authorized to decrypt records in stream ${ACCOUNT}:${STREAM}:${String(created)}`,
    ]);
    const latest = await iteratorOf(service, shard(0), 'LATEST');
    expect(await ask(service, 'GetRecords', { ShardIterator: latest })).toBe('allowed');
  });

  test('a fan-out consumer without kms:Decrypt is told so as the end of its subscription', async () => {
    const service = await serviceFor([kinesis]);
    const { Consumer } = await service.call<{ Consumer: { ConsumerARN: string } }>('RegisterStreamConsumer', {
      StreamARN: ARN,
      ConsumerName: 'c',
    });
    await service.wait(4);
    const request = { ConsumerARN: Consumer.ConsumerARN, ShardId: shard(0), StartingPosition: { Type: 'TRIM_HORIZON' } };
    const { session } = await service.api.subscribe(request, { principal: ALICE });
    await service.wait(1);
    const { events, ended } = session!.drain();
    expect(ended).toBe(true);
    expect(events.at(-1)!.event).toEqual({
      KMSAccessDeniedException: { message: expect.stringContaining(`User ${ALICE} is not authorized to decrypt`) },
    });
  });

  test('on another key does not help', async () => {
    const service = await serviceFor([kinesis, { ...rights('kms:*'), Resource: `${KEY}0` }]);
    expect(await consume(service)).toEqual(['KMSAccessDeniedException', expect.stringContaining('decrypt records')]);
  });

  test('only by way of Kinesis', async () => {
    const viaService = (region: string) => ({
      ...rights('kms:Decrypt'),
      Condition: { StringEquals: { 'kms:ViaService': `kinesis.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:kinesis:arn': ARN } },
    });
    expect(await consume(await serviceFor([kinesis, viaService('us-east-1')]))).toBe('allowed');
    expect(await consume(await serviceFor([kinesis, viaService('eu-west-1')]))).not.toBe('allowed');
  });

  test('StartStreamEncryption asks for kms:DescribeKey', async () => {
    const service = await serviceFor([kinesis]);
    expect(await ask(service, 'StartStreamEncryption', { StreamName: STREAM, ...KMS, KeyId: KEY_ID })).toEqual([
      'KMSAccessDeniedException',
      `User: ${ALICE} is not authorized to perform: kms:DescribeKey on resource: ${KEY}`,
    ]);
  });

  test('can come from a grant, or from the key’s own policy, which may also leave the account out', async () => {
    const toAlice = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow' as const, Principal: { AWS: ALICE }, Action: 'kms:Decrypt', Resource: '*' }],
    };
    expect(
      await consume(await serviceFor([kinesis], { keys: [{ keyId: KEY_ID, grants: [{ grantee: ALICE, operations: ['Decrypt'] }] }] })),
    ).toBe('allowed');
    expect(await consume(await serviceFor([kinesis], { keys: [{ keyId: KEY_ID, policy: toAlice }] }))).toBe('allowed');
    expect(await produce(await serviceFor([kinesis, rights('kms:*')], { keys: [{ keyId: KEY_ID, policy: toAlice }] }))).not.toBe('allowed');
  });

  test('on the managed key comes with the right to use Kinesis, unless it is denied', async () => {
    const service = await serviceFor([kinesis], {}, MANAGED);
    expect(await produce(service)).toBe('allowed');
    expect(await consume(service)).toBe('allowed');
    const denied = await serviceFor([kinesis, { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' }], {}, MANAGED);
    expect(await consume(denied)).not.toBe('allowed');
  });
});
