/** The service as one value: the clock it lives on, its state, and what is derived from the state. Every action takes it first. */
import type { Simulation } from '../kernel/simulation.ts';
import type { Caller } from '../aws/iam/principal.ts';
import { createKmsState } from '../aws/kms/kms.ts';
import { NO_COMMITMENT } from './account.ts';
import type { ControlPlaneDelays } from './delays.ts';
import { createKeyCache, createKeyTable, type KeyCache } from './key-table.ts';
import type { Quotas } from './quotas.ts';
import { createRefusalLog } from './refusal-log.ts';
import type { Routing } from './routing.ts';
import { API_PRODUCER, type KinesisState } from './stream-state.ts';

export interface KinesisCache {
  keys: KeyCache;
  /** By stream number. */
  routing: (Routing | undefined)[];
  /** The bytes of a record, from the producer's number and the record's index, size and key. */
  payload: (producer: number, index: number, sizeBytes: number, keyId: number) => Uint8Array;
  /** Names in CloudWatch of the metrics of whole streams, by stream, then metric: put together once, not for each sample. */
  metricNames: Map<string, Map<string, string>>;
}

export interface Kinesis {
  sim: Simulation;
  state: KinesisState;
  cache: KinesisCache;
  /** On whose behalf; absent: the account itself, which may do everything. */
  caller?: Caller | null;
}

export function createKinesisState(
  accountId: string,
  region: string,
  quotas: Quotas,
  delays: ControlPlaneDelays,
  seed: string,
): KinesisState {
  const producerNames: string[] = [];
  producerNames[API_PRODUCER] = 'API';
  return {
    accountId,
    region,
    quotas,
    delays,
    metrics: {},
    commitment: NO_COMMITMENT,
    iam: { identityPolicies: {} },
    kms: createKmsState(accountId, region, null),
    calls: {},
    streams: [],
    keys: createKeyTable(),
    refusals: createRefusalLog(),
    apiPayloads: [],
    producerNames,
    setBy: {},
    secret: `tokens:${seed}`,
  };
}

export const createKinesisCache = (payload: KinesisCache['payload']): KinesisCache => ({
  keys: createKeyCache(),
  routing: [],
  payload,
  metricNames: new Map(),
});
