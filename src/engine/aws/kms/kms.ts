/**
 * A small Key Management Service: keys with a state, a policy and grants; aliases; the managed key of Kinesis.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 * Simplified: nothing is really encrypted, no key material, no rotation, no data key caching: every use asks the key.
 */
import { createRandom, nextUint32 } from '../../kernel/random.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport' | 'Unavailable';

export interface KmsGrant {
  /** ARN of who may use the key. */
  grantee: string;
  /** `Decrypt`, `GenerateDataKey`, `DescribeKey` … */
  operations: string[];
}

export interface KmsKey {
  /** As GUID. */
  id: string;
  arn: string;
  accountId: string;
  state: KeyState;
  policy: PolicyDocument;
  grants: KmsGrant[];
}

/** Plain data. */
export interface KmsState {
  accountId: string;
  region: string;
  keys: KmsKey[];
  /** Key ids by name (`alias/…`). */
  aliases: Record<string, string>;
  /** Whether a key of this account that is named for the first time is taken to exist. */
  assumesKeys: boolean;
  /** Every call is refused as above the rate. */
  throttled: boolean;
  /** The account's access key has no subscription for the service. */
  optInRequired: boolean;
}

export interface KeySpec {
  /** GUID, or the ARN of a key of any account. */
  keyId: string;
  state?: KeyState;
  /** Default: the account's identity policies decide. */
  policy?: PolicyDocument;
  grants?: KmsGrant[];
}

/** What a run says of its KMS. Where it says nothing, any key that is named exists. */
export interface KmsSpec {
  keys?: KeySpec[];
  /** Key ids by alias, `alias/` included. */
  aliases?: Record<string, string>;
  throttled?: boolean;
  optInRequired?: boolean;
}

export const MANAGED_ALIAS = 'alias/aws/kinesis';

export function createKmsState(accountId: string, region: string, spec: KmsSpec | null): KmsState {
  const kms: KmsState = {
    accountId,
    region,
    keys: [],
    aliases: {},
    assumesKeys: spec === null,
    throttled: spec?.throttled ?? false,
    optInRequired: spec?.optInRequired ?? false,
  };
  const managed = addKey(kms, { keyId: guidOf(`${accountId}:${region}:${MANAGED_ALIAS}`) });
  managed.policy = managedPolicy(kms);
  kms.aliases[MANAGED_ALIAS] = managed.id;
  for (const key of spec?.keys ?? []) addKey(kms, key);
  for (const [alias, keyId] of Object.entries(spec?.aliases ?? {})) kms.aliases[alias] = idIn(keyId);
  return kms;
}

const idIn = (keyId: string): string => keyId.slice(keyId.lastIndexOf('/') + 1);

export function addKey(kms: KmsState, { keyId, state = 'Enabled', policy, grants = [] }: KeySpec): KmsKey {
  const accountId = keyId.startsWith('arn:') ? keyId.split(':')[4] : kms.accountId;
  const id = idIn(keyId);
  const key: KmsKey = {
    id,
    arn: `arn:aws:kms:${kms.region}:${accountId}:key/${id}`,
    accountId,
    state,
    policy: policy ?? defaultPolicy(accountId),
    grants,
  };
  kms.keys.push(key);
  return key;
}

/** Leaves who may use the key to the account's identity policies. */
const defaultPolicy = (accountId: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});

/** Whoever may use Kinesis in the account may use its managed key through Kinesis, without a KMS permission. */
const managedPolicy = ({ accountId, region }: KmsState): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Allow access through Kinesis for all principals in the account that are authorized to use Kinesis',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant', 'kms:DescribeKey'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': `kinesis.${region}.amazonaws.com`, 'kms:CallerAccount': accountId } },
    },
    {
      Sid: 'Allow direct access to key metadata to the account',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
      Resource: '*',
    },
  ],
});

/** The same text, the same GUID. */
export function guidOf(text: string): string {
  const random = createRandom(text, 'kms-key');
  const hex = Array.from({ length: 4 }, () => nextUint32(random).toString(16).padStart(8, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
