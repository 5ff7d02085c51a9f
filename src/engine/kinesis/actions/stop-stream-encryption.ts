/**
 * StopStreamEncryption. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StopStreamEncryption.html
 * Asks nothing of KMS; records that are there stay encrypted. The key that is named need not be the stream's (a choice).
 */
import type { Action } from '../action.ts';
import { admitPerDay, changeSettings } from '../change-settings.ts';
import { isEncrypted } from '../encryption.ts';
import { invalidArgument, limitExceeded, type Answer } from '../errors.ts';
import { findActiveStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { structure } from '../validation.ts';
import { ENCRYPTION_MEMBERS, type EncryptionInput } from './start-stream-encryption.ts';

function stopStreamEncryption(kinesis: Kinesis, input: EncryptionInput): Answer<null> {
  const { sim, state } = kinesis;
  const active = findActiveStream(kinesis, input);
  if (!active.ok) return active;
  const stream = active.value;
  if (input.EncryptionType !== 'KMS') return invalidArgument('The only valid EncryptionType is KMS.');
  if (!isEncrypted(stream)) return invalidArgument('Cannot stop encrypting an unencrypted stream.');
  if (!admitPerDay(stream.encryption.stopsUs, sim.nowUs, state.quotas.encryptionChangesPerDay))
    return limitExceeded(`Rate exceeded for stream ${stream.name} under account ${state.accountId}.`);
  changeSettings(kinesis, stream, { keyId: null }, state.delays.updateStreamMs);
  return { ok: true, value: null };
}

export const STOP_STREAM_ENCRYPTION: Action = {
  name: 'StopStreamEncryption',
  request: structure(ENCRYPTION_MEMBERS, ['EncryptionType', 'KeyId']),
  handle: stopStreamEncryption,
};
