/** AWS's own client in front of the API: what it sends is understood, and what comes back is what its model says. Only the network is missing. */
import {
  CreateDeliveryStreamCommand,
  DeleteDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  ListTagsForDeliveryStreamCommand,
  PutRecordBatchCommand,
  PutRecordCommand,
  ResourceNotFoundException,
  ServiceUnavailableException,
  UpdateDestinationCommand,
  ConcurrentModificationException,
} from '@aws-sdk/client-firehose';
import { expect, test } from 'vitest';
import type { FirehoseApi } from '../../src/engine/index.ts';
import { ACCOUNT, BUCKET, drive, ROLE, START } from './firehose-api-driver.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

function clientOf(api: FirehoseApi): FirehoseClient {
  const handle = async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
    const answer = await api.handle(headers['x-amz-target'], JSON.parse(new TextDecoder().decode(body)));
    const wire = new TextEncoder().encode(JSON.stringify(answer.body));
    return { response: { statusCode: answer.status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: wire } };
  };
  const requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle,
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
  };
  return new FirehoseClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: requestHandler as never,
  });
}

test('a delivery stream is made, described, changed, fed and deleted', async () => {
  const { api, seconds, texts } = drive({ region: 'eu-central-1' });
  const client = clientOf(api);
  const DeliveryStreamName = 'orders';
  const { DeliveryStreamARN } = await client.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName,
      ExtendedS3DestinationConfiguration: {
        RoleARN: ROLE,
        BucketARN: `arn:aws:s3:::${BUCKET}`,
        Prefix: 'in/',
        BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
        CompressionFormat: 'UNCOMPRESSED',
      },
      Tags: [{ Key: 'team', Value: 'shop' }],
    }),
  );
  expect(DeliveryStreamARN).toBe(`arn:aws:firehose:eu-central-1:${ACCOUNT}:deliverystream/orders`);
  await expect(client.send(new PutRecordCommand({ DeliveryStreamName, Record: { Data: Buffer.from('early') } }))).rejects.toThrow(
    ResourceNotFoundException,
  );
  await seconds(60);
  const update = (version: string, Prefix: string) =>
    client.send(
      new UpdateDestinationCommand({
        DeliveryStreamName,
        CurrentDeliveryStreamVersionId: version,
        DestinationId: 'destinationId-000000000001',
        ExtendedS3DestinationUpdate: { Prefix },
      }),
    );
  await update('1', 'out/');
  await expect(update('1', 'again/')).rejects.toThrow(ConcurrentModificationException);
  const { DeliveryStreamDescription: description } = await client.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }));
  expect(description).toMatchObject({
    DeliveryStreamStatus: 'ACTIVE',
    VersionId: '2',
    CreateTimestamp: new Date(START),
    LastUpdateTimestamp: new Date(START + 60_000),
  });
  expect(description!.Destinations![0].ExtendedS3DestinationDescription).toMatchObject({
    Prefix: 'out/',
    BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
  });
  const { Tags } = await client.send(new ListTagsForDeliveryStreamCommand({ DeliveryStreamName }));
  expect(Tags).toEqual([{ Key: 'team', Value: 'shop' }]);
  const { FailedPutCount, RequestResponses } = await client.send(
    new PutRecordBatchCommand({ DeliveryStreamName, Records: ['a', 'b'].map((data) => ({ Data: Buffer.from(data) })) }),
  );
  expect(FailedPutCount).toBe(0);
  expect(RequestResponses!.map(({ RecordId }) => typeof RecordId)).toEqual(['string', 'string']);
  await seconds(65);
  expect(texts()).toEqual(['ab']);
  const large = () => client.send(new PutRecordCommand({ DeliveryStreamName, Record: { Data: new Uint8Array(900_000) } }));
  await large();
  await expect(large()).rejects.toThrow(ServiceUnavailableException);
  await client.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName }));
  await seconds(60);
  await expect(client.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }))).rejects.toThrow(ResourceNotFoundException);
});
