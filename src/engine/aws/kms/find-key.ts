/** Finds the key that a request names: by GUID, key ARN, alias or alias ARN. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id */
import { addKey, guidOf, type KeyState, type KmsKey, type KmsState } from './kms.ts';
import type { KmsRefusal } from './request-key.ts';
import type { Result } from '../../kernel/result.ts';

const notFound = (message: string): { ok: false; error: KmsRefusal } => ({ ok: false, error: { kind: 'NotFound', message } });

export function findKey(kms: KmsState, reference: string): Result<KmsKey, KmsRefusal> {
  const parts = reference.startsWith('arn:') ? reference.split(':') : null;
  if (parts !== null && parts[3] !== kms.region) return notFound(`Invalid arn ${parts[3]}`);
  const accountId = parts?.[4] ?? kms.accountId;
  const name = parts === null ? reference : parts.slice(5).join(':');
  return name.startsWith('alias/') ? findByAlias(kms, name, accountId) : findById(kms, name.replace(/^key\//, ''), accountId);
}

function findByAlias(kms: KmsState, alias: string, accountId: string): Result<KmsKey, KmsRefusal> {
  const own = accountId === kms.accountId;
  if (own && kms.assumesKeys) kms.aliases[alias] ??= guidOf(`${accountId}:${kms.region}:${alias}`);
  const id = own ? kms.aliases[alias] : undefined;
  return id === undefined ? notFound(`Alias arn:aws:kms:${kms.region}:${accountId}:${alias} is not found.`) : findById(kms, id, accountId);
}

function findById(kms: KmsState, id: string, accountId: string): Result<KmsKey, KmsRefusal> {
  const key = kms.keys.find((key) => key.id === id && key.accountId === accountId);
  if (key !== undefined) return { ok: true, value: key };
  if (kms.assumesKeys && accountId === kms.accountId) return { ok: true, value: addKey(kms, { keyId: id }) };
  return notFound(`Key 'arn:aws:kms:${kms.region}:${accountId}:key/${id}' does not exist`);
}

/** As an administrator of the key would: disable it, enable it, schedule its deletion. False where there is no such key. */
export function setKeyState(kms: KmsState, reference: string, state: KeyState): boolean {
  const key = findKey(kms, reference);
  if (key.ok) key.value.state = state;
  return key.ok;
}
