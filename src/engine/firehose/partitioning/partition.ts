/**
 * Dynamic partitioning: records grouped by keys out of their data. https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html
 * A key that is null or empty, or that the prefix asks for and nobody gives, fails the record, and so does what is no JSON: in words, and in
 * a folder, that users of the service report. Choices where nothing is known: lists and objects fail too; where query and transform name
 * the same key, the transform's value holds.
 */
import { decodeUtf8 } from '../../kernel/utf8.ts';
import { laneOfPartition } from '../delivery/lanes.ts';
import type { Failure } from '../failure.ts';
import type { DeliveryStream } from '../firehose-state.ts';
import { partitionKeysOfPrefix } from '../formats/object-name.ts';
import { ACTIVE_PARTITIONS_MAX } from '../limits.ts';
import { pickRecords, recordAt, type RecordBatch } from '../record-batch.ts';
import type { Partitioned } from '../steps.ts';
import { deaggregate } from './deaggregate.ts';
import { outputsOf } from './jq/evaluate.ts';
import { readJson } from './jq/read-json.ts';
import { QueryError, QuerySyntaxError, type Json } from './jq/syntax.ts';
import { isObject, jsonText } from './jq/values.ts';
import { readQuery } from './query.ts';

/** Of records that would open one partition more than may be active. */
export const OVER_LIMIT_CODE = 'DynamicPartitioning.ActivePartitionLimitExceeded';

type Keys = Record<string, string>;

interface Refusal {
  code: string;
  message: string;
}

type Found = { keys: Keys } | { refusal: Refusal };

/**
 * `partitionKeys`: what the transform handed back for each record. Where there is a transform, records have been de-aggregated before it.
 */
export function partition(stream: DeliveryStream, batch: RecordBatch, partitionKeys: readonly (Keys | null)[] | null): Partitioned {
  const apart = stream.spec.transform === null ? deaggregate(stream, batch) : { batch, failures: [], split: 0 };
  const { groups, refusals } = grouped(stream, apart.batch, partitionKeys);
  return {
    groups: groups.map(({ keys, picked }) => ({ keys, batch: pickOf(apart.batch, picked) })),
    failures: [...apart.failures, ...failuresOf(apart.batch, refusals)],
    split: apart.split,
  };
}

/** From its first record until it is delivered. */
export const activePartitions = (stream: DeliveryStream): number => activeLanes(stream).size;

const activeLanes = ({ parcels }: DeliveryStream): Set<string> =>
  new Set(parcels.filter(({ partition: keys, way }) => keys !== null && way === 'main').map(({ lane }) => lane));

interface Grouped {
  groups: { keys: Keys; picked: number[] }[];
  refusals: { refusal: Refusal; picked: number[] }[];
}

function grouped(stream: DeliveryStream, batch: RecordBatch, partitionKeys: readonly (Keys | null)[] | null): Grouped {
  const active = activeLanes(stream);
  const groups = new Map<string, Grouped['groups'][number]>();
  const refusals = new Map<string, Grouped['refusals'][number]>();
  const wanted = keysWanted(stream);
  for (let i = 0; i < batch.count; i++) {
    const found = keysOf(stream, recordAt(batch, i), partitionKeys?.[i] ?? null, wanted);
    const lane = 'keys' in found ? laneOfPartition(found.keys) : '';
    const isOver = 'keys' in found && !active.has(lane) && active.size >= ACTIVE_PARTITIONS_MAX;
    if ('keys' in found && !isOver) {
      active.add(lane);
      add(groups, lane, { keys: found.keys, picked: [] }, i);
    } else {
      const refusal = 'refusal' in found ? found.refusal : TOO_MANY;
      add(refusals, refusal.message, { refusal, picked: [] }, i);
    }
  }
  return { groups: [...groups.values()], refusals: [...refusals.values()] };
}

function add<Group extends { picked: number[] }>(groups: Map<string, Group>, name: string, group: Group, i: number): void {
  const known = groups.get(name);
  if (known === undefined) groups.set(name, group);
  (known ?? group).picked.push(i);
}

const TOO_MANY: Refusal = {
  code: OVER_LIMIT_CODE,
  message: `${ACTIVE_PARTITIONS_MAX} partitions are active already.`,
};

const keysWanted = ({ spec: { destination } }: DeliveryStream): string[] =>
  destination.kind === 's3' ? partitionKeysOfPrefix(destination.s3.prefix) : [];

function keysOf({ spec: { partitioning } }: DeliveryStream, record: Uint8Array, given: Keys | null, wanted: readonly string[]): Found {
  const query = partitioning?.query ?? null;
  const found = query === null ? { keys: {} } : keysByQuery(query, record);
  if ('refusal' in found) return found;
  const keys: Keys = { ...found.keys, ...given };
  const isLacking = wanted.some((name) => !Object.hasOwn(keys, name)) || Object.values(keys).includes('');
  return isLacking || Object.keys(keys).length === 0 ? failed(LACKING) : { keys };
}

const LACKING = 'partitionKeys values must not be null or empty';
const NO_JSON = 'Non JSON record provided';

const failed = (message: string): Found => ({ refusal: { code: 'DynamicPartitioning.MetadataExtractionFailed', message } });

function keysByQuery(text: string, record: Uint8Array): Found {
  try {
    return keysOfOutputs(outputsOf(readQuery(text), readJson(decodeUtf8(record), NO_JSON)));
  } catch (error) {
    if (error instanceof QueryError || error instanceof QuerySyntaxError) return failed(error.message);
    throw error;
  }
}

function keysOfOutputs(outputs: readonly Json[]): Found {
  if (outputs.length !== 1 || !isObject(outputs[0])) return failed('The query does not make one object of keys and values.');
  const keys: Keys = {};
  for (const [name, value] of Object.entries(outputs[0])) {
    if (value === null) return failed(LACKING);
    if (typeof value === 'object') return failed(`The partition key ${name} is ${Array.isArray(value) ? 'a list' : 'an object'}.`);
    keys[name] = typeof value === 'string' ? value : jsonText(value);
  }
  return { keys };
}

function failuresOf(batch: RecordBatch, refusals: Grouped['refusals']): Failure[] {
  return refusals.map(({ refusal, picked }) => ({
    folder: 'metadata-extraction-failed',
    batch: pickOf(batch, picked),
    errorCode: refusal.code,
    errorMessage: refusal.message,
    attemptsMade: 1,
  }));
}

const pickOf = (batch: RecordBatch, picked: number[]): RecordBatch => (picked.length === batch.count ? batch : pickRecords(batch, picked));
