/**
 * StartDeliveryStreamEncryption, StopDeliveryStreamEncryption. https://docs.aws.amazon.com/firehose/latest/APIReference/API_StartDeliveryStreamEncryption.html
 * Simplified: keys are not looked for, and grants not made. That ENABLING and DISABLING last five seconds is a choice.
 */
import { SECOND } from '../../kernel/time.ts';
import type { DeliveryStreamSpec } from '../delivery-stream-spec.ts';
import type { DeliveryStream, Firehose } from '../firehose-state.ts';
import { ENCRYPTION_CHANGES_PER_DAY } from '../limits.ts';
import { whyBadSpec } from '../spec-rules.ts';
import { done, failed, invalidArgument, isFailed, type FirehoseAnswer } from './answers.ts';
import type { Json } from './destination-config.ts';
import { findStream, type Asked, type FirehoseService } from './firehose-service.ts';

const CHANGING_US = 5 * SECOND;
const DAY_US = 86_400 * SECOND;

export function encryptionFor(given: unknown): DeliveryStreamSpec['encryption'] {
  if (given === undefined) return null;
  const { KeyType: keyType, KeyARN = null } = given as { KeyType: 'AWS_OWNED_CMK' | 'CUSTOMER_MANAGED_CMK'; KeyARN?: string };
  return { keyType, keyArn: KeyARN };
}

const isChanging = ({ sim }: Firehose, { encryptionChangedUs }: Asked): boolean =>
  encryptionChangedUs !== null && sim.nowUs < encryptionChangedUs + CHANGING_US;

export function encryptionOf(firehose: Firehose, { spec: { encryption } }: DeliveryStream, asked: Asked): Json {
  const changing = isChanging(firehose, asked);
  if (encryption === null) return { Status: changing ? 'DISABLING' : 'DISABLED' };
  return {
    ...(encryption.keyArn === null ? {} : { KeyARN: encryption.keyArn }),
    KeyType: encryption.keyType,
    Status: changing ? 'ENABLING' : 'ENABLED',
  };
}

/** Whether what is put now is encrypted: told by the puts. */
export const encryptsNow = (firehose: Firehose, { spec }: DeliveryStream, asked: Asked): boolean =>
  spec.encryption !== null && !isChanging(firehose, asked);

function change(
  service: FirehoseService,
  name: unknown,
  encryption: DeliveryStreamSpec['encryption'],
  which: 'encryptionStarts' | 'encryptionStops',
): FirehoseAnswer {
  const { firehose } = service;
  const found = findStream(service, name);
  if (isFailed(found)) return found;
  const { stream, asked } = found;
  const { nowUs } = firehose.sim;
  const { id, source } = stream.spec;
  const { accountId } = firehose.kinesis.state;
  if (source.kind !== 'direct-put')
    return invalidArgument('This operation is not permitted on KinesisStreamAsSource delivery stream type.');
  if (stream.status !== 'ACTIVE' || isChanging(firehose, asked))
    return failed(
      'ResourceInUseException',
      `Firehose ${id} under account ${accountId} is not in a state in which its encryption can change.`,
    );
  asked[which] = asked[which].filter((atUs) => atUs > nowUs - DAY_US);
  if (asked[which].length >= ENCRYPTION_CHANGES_PER_DAY)
    return failed(
      'LimitExceededException',
      `The encryption of Firehose ${id} was changed ${ENCRYPTION_CHANGES_PER_DAY} times in 24 hours.`,
    );
  const spec = { ...stream.spec, encryption };
  const why = whyBadSpec(spec, stream.spec);
  if (why !== null) return failed(why.error, why.message);
  if (encryption === null && stream.spec.encryption === null) return done();
  stream.spec = spec;
  asked[which].push(nowUs);
  asked.encryptionChangedUs = nowUs;
  return done();
}

export const startEncryption = (service: FirehoseService, input: Json): FirehoseAnswer =>
  change(
    service,
    input.DeliveryStreamName,
    encryptionFor(input.DeliveryStreamEncryptionConfigurationInput ?? { KeyType: 'AWS_OWNED_CMK' }),
    'encryptionStarts',
  );

export const stopEncryption = (service: FirehoseService, input: Json): FirehoseAnswer =>
  change(service, input.DeliveryStreamName, null, 'encryptionStops');
