import { describe, expect, test } from 'vitest';
import { ACCOUNT, ARN, serviceWithStream, type Service } from './service.ts';

const policy = (more: Record<string, unknown> = {}, document: Record<string, unknown> = {}) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'First',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kinesis:PutRecord',
      Resource: ARN,
      ...more,
    },
  ],
  ...document,
});
const put = (service: Service, document: unknown, arn = ARN) =>
  service.call('PutResourcePolicy', {
    ResourceARN: arn,
    Policy: typeof document === 'string' ? document : JSON.stringify(document, null, 2),
  });
const get = async (service: Service, arn = ARN) =>
  (await service.call<{ Policy: string }>('GetResourcePolicy', { ResourceARN: arn })).Policy;

describe('the policy of a stream', () => {
  test('is put, read, replaced and deleted', async () => {
    const service = await serviceWithStream();
    expect(await get(service)).toBe('{}');
    await put(service, policy());
    expect(await get(service)).toBe(JSON.stringify(policy()));
    await put(service, policy({ Sid: 'Second' }));
    expect(JSON.parse(await get(service)).Statement).toMatchObject([{ Sid: 'Second' }]);
    expect(await service.call('DeleteResourcePolicy', { ResourceARN: ARN })).toEqual({});
    expect(await get(service)).toBe('{}');
  });

  test('is kept without blanks, a list of one text as that text, the list of statements as it is', async () => {
    const service = await serviceWithStream();
    const condition = (values: unknown) => ({ Condition: { StringLike: { 'aws:SourceVpce': values } } });
    await put(service, policy({ Action: ['kinesis:PutRecord'], Principal: { AWS: [ACCOUNT] }, ...condition(['vpce-1']) }));
    expect(await get(service)).toBe(
      JSON.stringify(policy({ Action: 'kinesis:PutRecord', Principal: { AWS: ACCOUNT }, ...condition('vpce-1') })),
    );
    const two = policy({ Action: ['kinesis:PutRecord', 'kinesis:PutRecords'] });
    await put(service, two);
    expect(await get(service)).toBe(JSON.stringify(two));
  });

  test('goes with the stream', async () => {
    const service = await serviceWithStream();
    await put(service, policy());
    await service.call('DeleteStream');
    await service.wait(10);
    await service.call('CreateStream', { ShardCount: 1 });
    await service.wait(4);
    expect(await get(service)).toBe('{}');
  });

  test('of a consumer is another; the consumer must be ACTIVE', async () => {
    const service = await serviceWithStream();
    const { Consumer } = await service.call<{ Consumer: { ConsumerARN: string; ConsumerCreationTimestamp: number } }>(
      'RegisterStreamConsumer',
      { StreamARN: ARN, ConsumerName: 'c' },
    );
    const { ConsumerARN: arn, ConsumerCreationTimestamp: created } = Consumer;
    expect(await service.refusal('PutResourcePolicy', { ResourceARN: arn, Policy: JSON.stringify(policy()) })).toEqual({
      type: 'ResourceInUseException',
      message: `Consumer c with creation timestamp ${created} under stream: orders , account ${ACCOUNT} is not in ACTIVE status.`,
    });
    await service.wait(4);
    await put(service, policy({ Resource: arn }), arn);
    expect(await get(service, arn)).toBe(JSON.stringify(policy({ Resource: arn })));
    expect(await get(service)).toBe('{}');
  });
});

const MISSING = `${ARN}unknown`;
const bad = (text: string) => `Policy validation error: ${text}`;

describe('refusals', () => {
  test.each<[string, string, Record<string, unknown>, string, string]>([
    ['no policy to delete', 'DeleteResourcePolicy', {}, 'ResourceNotFoundException', `No resource policy found for resource ARN ${ARN}.`],
    [
      'no such stream',
      'GetResourcePolicy',
      { ResourceARN: MISSING },
      'ResourceNotFoundException',
      `Stream ${MISSING} under account ${ACCOUNT} not found.`,
    ],
    [
      'no such stream',
      'DeleteResourcePolicy',
      { ResourceARN: MISSING },
      'ResourceNotFoundException',
      `Stream ${MISSING} under account ${ACCOUNT} not found.`,
    ],
    [
      'no policy given',
      'PutResourcePolicy',
      {},
      'ValidationException',
      "1 validation error detected: Value null at 'policy' failed to satisfy constraint: Member must not be null",
    ],
    ['cut short', 'PutResourcePolicy', { Policy: '{' }, 'InvalidArgumentException', bad('This policy contains invalid Json')],
    ['not an object', 'PutResourcePolicy', { Policy: '[]' }, 'InvalidArgumentException', bad('This policy contains invalid Json')],
    ['empty', 'PutResourcePolicy', { Policy: '{}' }, 'InvalidArgumentException', bad('Syntax errors in policy.')],
    [
      'unknown member',
      'PutResourcePolicy',
      { Policy: JSON.stringify(policy({ Who: 'x' })) },
      'InvalidArgumentException',
      bad('Syntax errors in policy.'),
    ],
    [
      'unknown version',
      'PutResourcePolicy',
      { Policy: JSON.stringify(policy({}, { Version: '2020-01-01' })) },
      'InvalidArgumentException',
      bad('Syntax errors in policy.'),
    ],
    [
      'unknown effect',
      'PutResourcePolicy',
      { Policy: JSON.stringify(policy({ Effect: 'allow' })) },
      'InvalidArgumentException',
      bad('Syntax errors in policy.'),
    ],
    [
      'unknown operator',
      'PutResourcePolicy',
      { Policy: JSON.stringify(policy({ Condition: { Equals: { a: 'b' } } })) },
      'InvalidArgumentException',
      bad('Syntax errors in policy.'),
    ],
    [
      'no principal',
      'PutResourcePolicy',
      { Policy: JSON.stringify(policy({ Principal: undefined })) },
      'InvalidArgumentException',
      bad('Policy statement must contain a principal.'),
    ],
    [
      'no action',
      'PutResourcePolicy',
      { Policy: JSON.stringify(policy({ Action: undefined })) },
      'InvalidArgumentException',
      bad('Policy statement must contain actions.'),
    ],
    [
      'no resource',
      'PutResourcePolicy',
      { Policy: JSON.stringify(policy({ Resource: undefined })) },
      'InvalidArgumentException',
      bad('Policy statement must contain resources.'),
    ],
  ])('%s: %s', async (_, operation, body, type, message) => {
    expect(await (await serviceWithStream()).refusal(operation, { ResourceARN: ARN, ...body })).toEqual({ type, message });
  });
});
