/** Whether a bulk request that is sent again makes documents twice: that depends on who gives them their ids. */
import { expect, test } from 'vitest';
import { base64, drive, hints, ROLE, s3 } from './firehose-api-driver.ts';

const NAME = { DeliveryStreamName: 'orders' };

test.each([
  ['FIREHOSE_DEFAULT', 2, 0],
  ['NO_DOCUMENT_ID', 4, 2],
])('%s: two documents whose first answer was lost are %i in the index', async (DefaultDocumentIdFormat, documents, duplicates) => {
  const { api, create, ok, seconds } = drive();
  await create('orders', {
    AmazonopensearchserviceDestinationConfiguration: {
      RoleARN: ROLE,
      IndexName: 'orders',
      IndexRotationPeriod: 'NoRotation',
      DomainARN: 'arn:aws:es:us-east-1:111122223333:domain/search',
      S3Configuration: s3(),
      DocumentIdOptions: { DefaultDocumentIdFormat },
      ...hints(1, 1),
    },
  });
  const [stream] = api.world.firehose.list;
  stream.broken.lostAnswers = 1;
  await ok('PutRecordBatch', { ...NAME, Records: ['{"a":1}', '{"a":2}'].map((text) => ({ Data: base64(text) })) });
  await seconds(30);
  stream.broken.lostAnswers = 0;
  await seconds(600);
  expect(stream.account).toMatchObject({ accepted: 2, delivered: 2, duplicates });
  expect(stream.destination).toMatchObject({ indexes: [{ name: 'orders', documents }] });
});
