/**
 * StartStreamEncryption. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html
 * A repeated start, with the same key or another, succeeds and goes through UPDATING again (recorded).
 */
import { STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import { admitPerDay, changeSettings } from '../change-settings.ts';
import { requestStreamKey } from '../encryption.ts';
import { invalidArgument, kmsRefused, limitExceeded, type Answer } from '../errors.ts';
import { findActiveStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { structure, text } from '../validation.ts';

export const ENCRYPTION_MEMBERS = {
  ...STREAM_MEMBERS,
  EncryptionType: text({ values: ['NONE', 'KMS'] }),
  KeyId: text({ min: 1, max: 2048 }),
};

export interface EncryptionInput extends StreamReference {
  EncryptionType: 'NONE' | 'KMS';
  KeyId: string;
}

function startStreamEncryption(kinesis: Kinesis, input: EncryptionInput): Answer<null> {
  const { sim, state } = kinesis;
  const active = findActiveStream(kinesis, input);
  if (!active.ok) return active;
  const stream = active.value;
  if (input.EncryptionType !== 'KMS') return invalidArgument('The only valid EncryptionType is KMS.');
  const key = requestStreamKey(kinesis, stream, input.KeyId, 'DescribeKey');
  if (!key.ok) return kmsRefused(key.error);
  if (!admitPerDay(stream.encryption.startsUs, sim.nowUs, state.quotas.encryptionChangesPerDay))
    return limitExceeded(`Rate exceeded for stream ${stream.name} under account ${state.accountId}.`);
  changeSettings(kinesis, stream, { keyId: input.KeyId }, state.delays.updateStreamMs);
  return { ok: true, value: null };
}

export const START_STREAM_ENCRYPTION: Action = {
  name: 'StartStreamEncryption',
  request: structure(ENCRYPTION_MEMBERS, ['EncryptionType', 'KeyId']),
  handle: startStreamEncryption,
};
