import { describe, expect, test } from 'vitest';
import { ACCOUNT, ARN, serviceWithStream, startService, STREAM, type Service } from './service.ts';

interface Tag {
  Key: string;
  Value: string;
}

const tagsOf = async (service: Service, arn = ARN): Promise<Record<string, string>> => {
  const { Tags } = await service.call<{ Tags: Tag[] }>('ListTagsForResource', { ResourceARN: arn });
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
};

describe('one map behind both families', () => {
  test('added, overwritten and removed from either side', async () => {
    const service = await serviceWithStream(1, {}, { Tags: { owner: 'a', Case: 'one' } });
    await service.call('AddTagsToStream', { Tags: { Case: 'two', case: 'lower', empty: '' } });
    await service.call('TagResource', { ResourceARN: ARN, Tags: { Case: 'three', new: 'value' } });
    expect(await tagsOf(service)).toEqual({ Case: 'three', case: 'lower', empty: '', new: 'value', owner: 'a' });
    await service.call('RemoveTagsFromStream', { TagKeys: ['missing', 'case'] });
    await service.call('UntagResource', { ResourceARN: ARN, TagKeys: ['missing', 'empty'] });
    expect(await tagsOf(service)).toEqual({ Case: 'three', new: 'value', owner: 'a' });
  });

  test('are listed by code unit, page by page', async () => {
    const service = await serviceWithStream(1, {}, { Tags: { b: '1', a: '2', B: '3', é: '4' } });
    const list = (more = {}) => service.call<{ Tags: Tag[]; HasMoreTags: boolean }>('ListTagsForStream', more);
    expect((await list()).Tags.map(({ Key }) => Key)).toEqual(['B', 'a', 'b', 'é']);
    expect(await list({ Limit: 2 })).toMatchObject({ HasMoreTags: true, Tags: [{ Key: 'B' }, { Key: 'a' }] });
    expect(await list({ Limit: 2, ExclusiveStartTagKey: 'a' })).toMatchObject({ HasMoreTags: false, Tags: [{ Key: 'b' }, { Key: 'é' }] });
    expect(await list({ ExclusiveStartTagKey: 'zz' })).toMatchObject({ HasMoreTags: false, Tags: [{ Key: 'é' }] });
  });

  test('of a registered consumer are its own', async () => {
    const service = await serviceWithStream(1, {}, { Tags: { of: 'stream' } });
    const { Consumer } = await service.call<{ Consumer: { ConsumerARN: string } }>('RegisterStreamConsumer', {
      StreamARN: ARN,
      ConsumerName: 'c',
    });
    await service.call('TagResource', { ResourceARN: Consumer.ConsumerARN, Tags: { of: 'consumer' } });
    expect(await tagsOf(service, Consumer.ConsumerARN)).toEqual({ of: 'consumer' });
    expect(await tagsOf(service)).toEqual({ of: 'stream' });
    await service.call('UntagResource', { ResourceARN: Consumer.ConsumerARN, TagKeys: ['of'] });
    expect(await tagsOf(service, Consumer.ConsumerARN)).toEqual({});
  });

  test('can be changed while the stream is UPDATING', async () => {
    const service = await serviceWithStream();
    await service.call('IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 48 });
    await service.call('AddTagsToStream', { Tags: { a: 'b' } });
    expect(await tagsOf(service)).toEqual({ a: 'b' });
  });
});

const INVALID = 'Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.';
const illegal = (doing: string) =>
  `Failed to ${doing} stream ${STREAM} under account ${ACCOUNT} because some tags contained illegal characters. ` +
  "The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.";
const detected = (text: string) => `1 validation error detected: Value ${text}`;
const long = 'k'.repeat(129);
const longValue = 'v'.repeat(257);
const LENGTHS = '[Member must have length less than or equal to 128, Member must have length greater than or equal to 1]';
const MISSING = ARN.replace('orders', 'missing');
const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'v']));

describe('refusals', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    [
      'AddTagsToStream',
      { Tags: { 'aws:x': 'y' } },
      'InvalidArgumentException',
      "Some tag keys in the request started with 'aws:'. System tags cannot be modified.",
    ],
    ['AddTagsToStream', { Tags: { 'a;b': '1' } }, 'InvalidArgumentException', INVALID],
    ['AddTagsToStream', { Tags: { a: 'b\tc' } }, 'InvalidArgumentException', INVALID],
    ['AddTagsToStream', { Tags: { a: 'b,c' } }, 'InvalidArgumentException', INVALID],
    ['AddTagsToStream', { Tags: { 'a%b': '1' } }, 'InvalidArgumentException', illegal('add tags to')],
    ['RemoveTagsFromStream', { TagKeys: ['a\nb'] }, 'InvalidArgumentException', INVALID],
    ['RemoveTagsFromStream', { TagKeys: ['a%b'] }, 'InvalidArgumentException', illegal('remove tags from')],
    ['UntagResource', { ResourceARN: ARN, TagKeys: ['a;b'] }, 'InvalidArgumentException', INVALID],
    [
      'AddTagsToStream',
      { Tags: {} },
      'ValidationException',
      detected("'{}' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    ],
    ['AddTagsToStream', {}, 'ValidationException', detected("null at 'tags' failed to satisfy constraint: Member must not be null")],
    [
      'AddTagsToStream',
      { Tags: { [long]: '3' } },
      'ValidationException',
      detected(`'{${long}=3}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: ${LENGTHS}`),
    ],
    [
      'AddTagsToStream',
      { Tags: { c: longValue } },
      'ValidationException',
      detected(
        `'{c=${longValue}}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0]`,
      ),
    ],
    [
      'RemoveTagsFromStream',
      { TagKeys: ['a', long] },
      'ValidationException',
      detected(`'[a, ${long}]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: ${LENGTHS}`),
    ],
    [
      'RemoveTagsFromStream',
      { TagKeys: [] },
      'ValidationException',
      detected("'[]' at 'tagKeys' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    ],
    [
      'ListTagsForStream',
      { Limit: 51 },
      'ValidationException',
      detected("'51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50"),
    ],
    [
      'AddTagsToStream',
      { StreamName: 'missing', Tags: { a: ';' } },
      'ResourceNotFoundException',
      `Stream missing under account ${ACCOUNT} not found.`,
    ],
    ['ListTagsForStream', { StreamName: 'missing' }, 'ResourceNotFoundException', `Stream missing under account ${ACCOUNT} not found.`],
    [
      'TagResource',
      { ResourceARN: MISSING, Tags: { a: 'b' } },
      'ResourceNotFoundException',
      `Stream ${MISSING} under account ${ACCOUNT} not found.`,
    ],
    [
      'ListTagsForResource',
      { ResourceARN: `${ARN}/consumer/c:1` },
      'ResourceNotFoundException',
      `Consumer ${ARN}/consumer/c:1, account ${ACCOUNT} not found.`,
    ],
  ])('%s %j', async (operation, body, type, message) => {
    expect(await (await serviceWithStream()).refusal(operation, body)).toEqual({ type, message });
  });

  test('more than fifty, and nothing is changed', async () => {
    const service = await serviceWithStream(1, {}, { Tags: fifty });
    const message = `Failed to add tags to resource ${ARN} under account ${ACCOUNT} because a given resource cannot have more than 50 tags associated with it.`;
    expect(await service.refusal('TagResource', { ResourceARN: ARN, Tags: { k0: 'w', k50: 'w' } })).toEqual({
      type: 'InvalidArgumentException',
      message,
    });
    expect(await tagsOf(service)).toEqual(fifty);
    await service.call('TagResource', { ResourceARN: ARN, Tags: { k0: 'w' } });
  });

  test('a list with a null in it is a broken constraint, not an accident', async () => {
    expect((await (await serviceWithStream()).refusal('RemoveTagsFromStream', { TagKeys: [null] })).type).toBe('ValidationException');
  });

  test('an ARN that is none', async () => {
    expect((await startService().refusal('TagResource', { ResourceARN: 'x', Tags: { a: 'b' } })).message).toContain(
      "Value 'x' at 'resourceARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:.*(stream|channel)/\\S+",
    );
  });
});
