/**
 * CreateDeliveryStream, DescribeDeliveryStream, ListDeliveryStreams, UpdateDestination, DeleteDeliveryStream.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_Operations.html
 * Texts are recorded ones (radkawar/stackd, us-east-1, 2026), the two of a name that is taken and of the quota are moto's.
 * Simplified: roles, buckets and keys are not looked for; a list goes on by name only.
 */
import type { DeliveryStreamSpec } from '../delivery-stream-spec.ts';
import { addDeliveryStream, removeDeliveryStream, updateDeliveryStream, whyNoDeliveryStream } from '../delivery-streams.ts';
import type { DeliveryStream } from '../firehose-state.ts';
import { done, failed, invalidArgument, isFailed, type Failed, type FirehoseAnswer } from './answers.ts';
import { mergedConfig, namedDestination, newConfig, processorsOf, parameterOf, type Json } from './destination-config.ts';
import { describedDestination } from './described-destination.ts';
import { encryptionFor, encryptionOf } from './encryption.ts';
import { epochSeconds, findStream, type Asked, type FirehoseService } from './firehose-service.ts';
import { CARD_SOURCES } from './shapes.ts';
import { tagsFor } from './tags.ts';
import { toSpec } from './to-spec.ts';

/** The only one there ever is. */
const DESTINATION_ID = 'destinationId-000000000001';

export function createDeliveryStream(service: FirehoseService, input: Json): FirehoseAnswer {
  const { firehose } = service;
  const id = input.DeliveryStreamName as string;
  const source = sourceFor(service, input);
  if (isFailed(source)) return source;
  const named = namedDestination(input, 'Configuration');
  if (isFailed(named)) return named;
  const config = newConfig(named.name, named.members);
  if (isFailed(config)) return config;
  const tags = tagsFor({}, input.Tags);
  if (isFailed(tags)) return tags;
  const encryption = encryptionFor(input.DeliveryStreamEncryptionConfigurationInput);
  const spec = toSpec(service.around, { id, source: source.spec, encryption }, config);
  if (isFailed(spec)) return spec;
  const why = whyNoDeliveryStream(firehose, spec, true);
  if (why !== null) return failed(why.error, why.message);
  addDeliveryStream(firehose, spec);
  const stream = firehose.state.list.find((one) => one.spec.id === id)!;
  stream.tags = tags.all;
  const asked: Asked = {
    destination: config,
    sourceRoleArn: source.roleArn,
    throughputHintMiBps: source.throughputHintMiBps,
    encryptionChangedUs: null,
    encryptionStarts: [],
    encryptionStops: [],
  };
  service.asked.set(stream.number, asked);
  lookForFunction(service, stream, asked);
  return done({ DeliveryStreamARN: stream.arn });
}

/** A function that is not there answers ResourceNotFoundException at every invocation. */
function lookForFunction({ around }: FirehoseService, stream: DeliveryStream, { destination }: Asked): void {
  const lambda = processorsOf(destination).find(({ Type }) => Type === 'Lambda');
  const isMissing = lambda !== undefined && around.codeOf(parameterOf(lambda, 'LambdaArn')!) === null;
  if (isMissing) stream.broken = { ...stream.broken, transform: 'Lambda.ResourceNotFound' };
  else if (stream.broken.transform === 'Lambda.ResourceNotFound') stream.broken = { ...stream.broken, transform: null };
}

interface GivenSource {
  spec: DeliveryStreamSpec['source'];
  roleArn: string | null;
  throughputHintMiBps: number | null;
}

function sourceFor({ firehose }: FirehoseService, input: Json): GivenSource | Failed {
  const type = (input.DeliveryStreamType ?? 'DirectPut') as string;
  const card = CARD_SOURCES.find((member) => input[member] !== undefined);
  if (card !== undefined || (type !== 'DirectPut' && type !== 'KinesisStreamAsSource'))
    return invalidArgument(`The lab has no source ${card ?? type}: it tells of it on a card only.`);
  const given = input.KinesisStreamSourceConfiguration as { KinesisStreamARN: string; RoleARN: string } | undefined;
  if ((type === 'KinesisStreamAsSource') !== (given !== undefined))
    return invalidArgument('KinesisStreamSourceConfiguration must be specified exactly when DeliveryStreamType is KinesisStreamAsSource');
  const hint = input.DirectPutSourceConfiguration as { ThroughputHintInMBs: number } | undefined;
  if (given === undefined) return { spec: { kind: 'direct-put' }, roleArn: null, throughputHintMiBps: hint?.ThroughputHintInMBs ?? null };
  if (hint !== undefined) return invalidArgument('DirectPutSourceConfiguration can be specified for DeliveryStreamType DirectPut only');
  const stream = given.KinesisStreamARN.split(':stream/')[1];
  const { streams, accountId } = firehose.kinesis.state;
  if (!streams.some(({ name }) => name === stream)) return invalidArgument(`Stream ${stream} under account ${accountId} not found.`);
  return { spec: { kind: 'kinesis-stream', stream }, roleArn: given.RoleARN, throughputHintMiBps: null };
}

export function describeDeliveryStream(service: FirehoseService, input: Json): FirehoseAnswer {
  const found = findStream(service, input.DeliveryStreamName);
  if (isFailed(found)) return found;
  const { stream, asked } = found;
  const { firehose } = service;
  const { source } = stream.spec;
  const { accountId, region } = firehose.kinesis.state;
  const created = epochSeconds(firehose, stream.createdUs);
  return done({
    DeliveryStreamDescription: {
      DeliveryStreamName: stream.spec.id,
      DeliveryStreamARN: stream.arn,
      DeliveryStreamStatus: stream.status,
      ...(source.kind === 'direct-put'
        ? {
            DeliveryStreamType: 'DirectPut',
            DeliveryStreamEncryptionConfiguration: encryptionOf(firehose, stream, asked),
            ...(asked.throughputHintMiBps === null
              ? {}
              : { Source: { DirectPutSourceDescription: { ThroughputHintInMBs: asked.throughputHintMiBps } } }),
          }
        : {
            DeliveryStreamType: 'KinesisStreamAsSource',
            Source: {
              KinesisStreamSourceDescription: {
                KinesisStreamARN: `arn:aws:kinesis:${region}:${accountId}:stream/${source.stream}`,
                RoleARN: asked.sourceRoleArn,
                DeliveryStartTimestamp: created,
              },
            },
          }),
      VersionId: String(stream.version),
      CreateTimestamp: created,
      ...(stream.updatedUs === null ? {} : { LastUpdateTimestamp: epochSeconds(firehose, stream.updatedUs) }),
      Destinations: [{ DestinationId: DESTINATION_ID, ...describedDestination(asked.destination) }],
      HasMoreDestinations: false,
    },
  });
}

const LISTED_DEFAULT = 10;

export function listDeliveryStreams({ firehose }: FirehoseService, input: Json): FirehoseAnswer {
  const limit = (input.Limit as number | undefined) ?? LISTED_DEFAULT;
  const after = (input.ExclusiveStartDeliveryStreamName as string | undefined) ?? '';
  const typeOf = ({ spec }: DeliveryStream) => (spec.source.kind === 'direct-put' ? 'DirectPut' : 'KinesisStreamAsSource');
  const names = firehose.state.list
    .filter((stream) => input.DeliveryStreamType === undefined || typeOf(stream) === input.DeliveryStreamType)
    .map(({ spec }) => spec.id)
    .filter((name) => name > after)
    .sort();
  return done({ DeliveryStreamNames: names.slice(0, limit), HasMoreDeliveryStreams: names.length > limit });
}

export function updateDestination(service: FirehoseService, input: Json): FirehoseAnswer {
  const { firehose } = service;
  const found = findStream(service, input.DeliveryStreamName);
  if (isFailed(found)) return found;
  const { stream, asked } = found;
  const { id } = stream.spec;
  if (stream.status !== 'ACTIVE')
    return failed('ResourceInUseException', `Cannot update firehose: ${id} when it is in ${stream.status} status`);
  const { CurrentDeliveryStreamVersionId: version, DestinationId: destinationId } = input as Record<string, string>;
  if (version !== String(stream.version))
    return failed(
      'ConcurrentModificationException',
      `Cannot update firehose: ${id} since the current version id: ${stream.version} and specified version id: ${version} do not match`,
    );
  if (destinationId !== DESTINATION_ID) return invalidArgument(`Destination Id ${destinationId} not found`);
  const named = namedDestination(input, 'Update');
  if (isFailed(named)) return named;
  const config = mergedConfig(asked.destination, named.name, named.members);
  if (isFailed(config)) return config;
  const { source, encryption } = stream.spec;
  const spec = toSpec(service.around, { id, source, encryption }, config);
  if (isFailed(spec)) return spec;
  const why = whyNoDeliveryStream(firehose, spec, false);
  if (why !== null) return failed(why.error, why.message);
  if (JSON.stringify(config) === JSON.stringify(asked.destination)) return done();
  const before = stream.version;
  updateDeliveryStream(firehose, spec);
  // what only the API knows of (roles, logging) is a change of the configuration too
  if (stream.version === before) stream.version++;
  stream.updatedUs = firehose.sim.nowUs;
  asked.destination = config;
  lookForFunction(service, stream, asked);
  return done();
}

export function deleteDeliveryStream(service: FirehoseService, input: Json): FirehoseAnswer {
  const found = findStream(service, input.DeliveryStreamName);
  if (isFailed(found)) return found;
  const { spec, status } = found.stream;
  if (status === 'DELETING') return done();
  if (status === 'CREATING')
    return failed(
      'ResourceInUseException',
      `Firehose ${spec.id} under account ${service.firehose.kinesis.state.accountId} cannot be deleted in ${status} state`,
    );
  removeDeliveryStream(service.firehose, spec.id);
  return done();
}
