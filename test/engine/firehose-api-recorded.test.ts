/** Answers of the control operations as they were recorded of the service, where its documentation leaves them open. */
import { expect, test } from 'vitest';
import { drive, processing, toS3, type Body } from './firehose-api-driver.ts';

const NAME = { DeliveryStreamName: 'orders' };

test('of a tag that is given twice the last value holds; one that is being deleted takes none', async () => {
  const { ok, create, refusal } = drive();
  await create('orders', { ...toS3(), Tags: [{ Key: 'team', Value: 'shop' }, { Key: 'team', Value: 'web' }] }); // oxfmt-ignore
  await ok('TagDeliveryStream', { ...NAME, Tags: [{ Key: 'cost', Value: '1' }, { Key: 'cost', Value: '2' }] }); // oxfmt-ignore
  const Tags = [
    { Key: 'cost', Value: '2' },
    { Key: 'team', Value: 'web' },
  ];
  expect(await ok('ListTagsForDeliveryStream', NAME)).toEqual({ Tags, HasMoreTags: false });
  await ok('DeleteDeliveryStream', NAME);
  expect((await refusal('TagDeliveryStream', { ...NAME, Tags })).type).toBe('ResourceInUseException');
  expect((await refusal('UntagDeliveryStream', { ...NAME, TagKeys: ['cost'] })).type).toBe('ResourceInUseException');
  expect(await ok('ListTagsForDeliveryStream', NAME)).toEqual({ Tags, HasMoreTags: false });
});

test('an update that does not say whether processing is on leaves that as it is, and takes the processors that it names', async () => {
  const { ok, create, refusal } = drive();
  await create('orders', toS3(processing(['AppendDelimiterToRecord'])));
  let version = 1;
  const update = (ProcessingConfiguration: Body): Body => ({
    ...NAME,
    CurrentDeliveryStreamVersionId: String(version),
    DestinationId: 'destinationId-000000000001',
    ExtendedS3DestinationUpdate: { ProcessingConfiguration },
  });
  const told = async (): Promise<unknown> => {
    const { DeliveryStreamDescription } = await ok('DescribeDeliveryStream', NAME);
    const { Destinations } = DeliveryStreamDescription as { Destinations: { ExtendedS3DestinationDescription: Body }[] };
    return Destinations[0].ExtendedS3DestinationDescription.ProcessingConfiguration;
  };
  const Processors = [{ Type: 'AppendDelimiterToRecord', Parameters: [] }];
  await ok('UpdateDestination', update({ Processors: [...Processors, ...Processors] }));
  expect(await told()).toEqual({ Enabled: true, Processors: [...Processors, ...Processors] });
  version++;
  expect((await refusal('UpdateDestination', update({}))).message).toMatch(/minimum of 1 processor/);
  await ok('UpdateDestination', update({ Enabled: false }));
  expect(await told()).toEqual({ Enabled: false, Processors: [] });
  version++;
  await ok('UpdateDestination', update({ Processors }));
  expect(await told()).toEqual({ Enabled: false, Processors });
});
