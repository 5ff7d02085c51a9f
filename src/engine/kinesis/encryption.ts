/**
 * Encryption at rest with KMS keys. A record stays as it was written: what is kept per stream is from which position of
 * its physical log on which key was used. https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html
 * Simplified: records are covered from the moment the stream is ACTIVE (in life up to 5 s later); each call asks KMS (in
 * life data keys are kept for about 5 minutes), so a disabled key is felt at once.
 */
import { accountOf, type Caller } from '../aws/iam/principal.ts';
import { contextOf } from '../aws/iam/request-context.ts';
import { requestKey, type KmsOperation, type KmsRefusal } from '../aws/kms/request-key.ts';
import type { KmsKey } from '../aws/kms/kms.ts';
import type { Result } from '../kernel/result.ts';
import { firstAtLeast, valueAt } from '../kernel/record-log.ts';
import { kmsRefused } from './errors.ts';
import type { Kinesis } from './kinesis.ts';
import type { ShardState, StreamState } from './stream-state.ts';

export interface EncryptionState {
  /** In order; records before the first are plain. */
  written: WrittenKey[];
  /** Instants of the last day's successful StartStreamEncryption and StopStreamEncryption. */
  startsUs: number[];
  stopsUs: number[];
}

export interface WrittenKey {
  /** Records with a higher sequence counter are written with … */
  afterCounter: number;
  /** … this key; null: plain. */
  keyArn: string | null;
}

export const createEncryptionState = (): EncryptionState => ({ written: [], startsUs: [], stopsUs: [] });

/** Whether a stream writes encrypted now. */
export const isEncrypted = (stream: StreamState): boolean => stream.settings.keyId !== null;

/** Uses a key for the caller of `kinesis`. */
export function requestStreamKey(kinesis: Kinesis, stream: StreamState, key: string, operation: KmsOperation): Result<KmsKey, KmsRefusal> {
  const { state, caller } = kinesis;
  const context = caller == null ? {} : keyContext(kinesis, stream, caller);
  return requestKey(state.kms, state.iam, { key, operation, caller: caller?.arn ?? null, context });
}

function keyContext({ sim, state }: Kinesis, stream: StreamState, caller: Caller) {
  return contextOf({
    caller,
    resourceAccount: state.kms.accountId,
    epochMs: sim.startEpochMs + sim.nowUs / 1000,
    more: {
      'kms:ViaService': `kinesis.${state.region}.amazonaws.com`,
      'kms:CallerAccount': accountOf(caller.arn) ?? state.accountId,
      'kms:EncryptionContext:aws:kinesis:arn': stream.arn,
    },
  });
}

/** Asks for a data key before records are written, and notes with which key they will be. Null where nothing stands in the way. */
export function admitWrite(kinesis: Kinesis, stream: StreamState) {
  const { keyId } = stream.settings;
  const { written } = stream.encryption;
  if (keyId === null) {
    if (written.length > 0) noteKey(stream, null);
    return null;
  }
  const key = requestStreamKey(kinesis, stream, keyId, 'GenerateDataKey');
  if (!key.ok) return kmsRefused(key.error);
  noteKey(stream, key.value.arn);
  return null;
}

function noteKey(stream: StreamState, keyArn: string | null): void {
  const { written } = stream.encryption;
  if ((written.at(-1)?.keyArn ?? null) !== keyArn) written.push({ afterCounter: stream.counter, keyArn });
}

/** Asks for the data keys of the records at [from, to) of a shard. Null where nothing stands in the way. */
export function admitDecryption(kinesis: Kinesis, stream: StreamState, shard: ShardState, from: number, to: number) {
  const { written } = stream.encryption;
  if (written.length === 0 || from === to) return null;
  for (const keyArn of keysWithin(written, shard, from, to)) {
    const key = requestStreamKey(kinesis, stream, keyArn, 'Decrypt');
    if (!key.ok)
      return kmsRefused(key.error.kind === 'AccessDenied' ? { ...key.error, message: notToDecrypt(kinesis, stream) } : key.error);
  }
  return null;
}

function keysWithin(written: WrittenKey[], { log }: ShardState, from: number, to: number): Set<string> {
  const keys = new Set<string>();
  written.forEach(({ afterCounter, keyArn }, i) => {
    const start = firstAtLeast(log, 'counter', afterCounter + 1);
    const next = written[i + 1];
    const end = next === undefined ? log.count : firstAtLeast(log, 'counter', next.afterCounter + 1);
    if (keyArn !== null && Math.max(start, from) < Math.min(end, to)) keys.add(keyArn);
  });
  return keys;
}

/** As seen in a public log, where user and stream were blotted out; how the stream is named is a choice. */
const notToDecrypt = ({ state, caller }: Kinesis, stream: StreamState): string =>
  `User ${caller?.arn} is not authorized to decrypt records in stream ${state.accountId}:${stream.name}:${stream.createdSeconds}`;

/** `EncryptionType` of the record at a position, as a member of its description; nothing where it is plain. */
export function encryptionTypeAt(stream: StreamState, { log }: ShardState, position: number): { EncryptionType?: 'KMS' } {
  const { written } = stream.encryption;
  if (written.length === 0) return {};
  const counter = valueAt(log, 'counter', position);
  const last = written.findLast(({ afterCounter }) => afterCounter < counter);
  return last === undefined || last.keyArn === null ? {} : { EncryptionType: 'KMS' };
}

/** The same in the answer to a put. */
export const encryptionTypeNow = (stream: StreamState): { EncryptionType?: 'KMS' } =>
  isEncrypted(stream) ? { EncryptionType: 'KMS' } : {};
