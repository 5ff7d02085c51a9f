/** Which commands an exercise allows. All else is seen and locked, with the reason. */
import type { Command } from '../engine/commands.ts';

/** A part of a specification that may change, by its path: `rate`, `source.keys`, `calls`. */
export type Allowance =
  | { command: 'update-producer'; producer: string; parts: readonly string[] }
  | { command: 'update-consumer'; consumer: string; parts: readonly string[] }
  | { command: 'update-delivery-stream'; deliveryStream: string; parts: readonly string[] }
  /** A consumer of one of these kinds may come in addition. */
  | { command: 'add-consumer'; kinds: readonly string[] }
  | { command: 'remove-consumer'; consumer: string }
  | {
      command:
        | 'split-shard'
        | 'merge-shards'
        | 'update-shard-count'
        | 'set-retention'
        | 'put-record'
        | 'add-delivery-stream'
        | 'remove-delivery-stream'
        | 'start-worker';
    };

/** What stands now, to see which parts a command changes. */
export interface Specs {
  producers: readonly { id: string }[];
  consumers: readonly { id: string }[];
  deliveryStreams: readonly { id: string }[];
}

/** Null where the command is allowed, else a sentence that says what is. */
export function whyLocked(allowances: readonly Allowance[], command: Command, specs: Specs): string | null {
  const fitting = allowances.filter((allowance) => allowance.command === command.type);
  if (fitting.length === 0) return `This exercise is solved without that. ${offered(allowances)}`;
  switch (command.type) {
    case 'update-producer':
      return whyParts(fitting, 'producer', specs.producers, command.producer);
    case 'update-consumer':
      return whyParts(fitting, 'consumer', specs.consumers, command.consumer);
    case 'update-delivery-stream':
      return whyParts(fitting, 'deliveryStream', specs.deliveryStreams, command.deliveryStream);
    case 'add-consumer':
      return fitting.some((allowance) => 'kinds' in allowance && allowance.kinds.includes(command.consumer.kind))
        ? null
        : `A consumer of this kind is not part of the exercise. ${offered(allowances)}`;
    case 'remove-consumer':
      return fitting.some((allowance) => 'consumer' in allowance && allowance.consumer === command.id)
        ? null
        : `${command.id} stays. ${offered(allowances)}`;
    default:
      return null;
  }
}

function whyParts(
  fitting: readonly Allowance[],
  what: 'producer' | 'consumer' | 'deliveryStream',
  specs: readonly { id: string }[],
  next: { id: string },
): string | null {
  const allowed = fitting.filter((allowance) => (allowance as Record<string, unknown>)[what] === next.id);
  if (allowed.length === 0) return `${next.id} stays as it is. ${offered(fitting)}`;
  const before = specs.find(({ id }) => id === next.id);
  if (before === undefined) return null;
  const parts = allowed.flatMap((allowance) => ('parts' in allowance ? allowance.parts : []));
  const locked = changedPaths(before, next).find((path) => !parts.some((part) => path === part || path.startsWith(`${part}.`)));
  return locked === undefined ? null : `${locked} of ${next.id} is locked here. ${offered(fitting)}`;
}

/** Paths of the values in which two specifications differ. */
export function changedPaths(before: unknown, next: unknown, path = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(next)) return [];
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isPlain(before) || !isPlain(next)) return [path];
  const names = [...new Set([...Object.keys(before), ...Object.keys(next)])];
  return names.flatMap((name) => changedPaths(before[name], next[name], path === '' ? name : `${path}.${name}`));
}

const COMMAND_WORDS: Record<Allowance['command'], string> = {
  'update-producer': 'change',
  'update-consumer': 'change',
  'update-delivery-stream': 'change',
  'add-consumer': 'add a consumer',
  'remove-consumer': 'remove',
  'split-shard': 'split a shard',
  'merge-shards': 'merge shards',
  'update-shard-count': 'call UpdateShardCount',
  'set-retention': 'set the retention',
  'put-record': 'put a record',
  'add-delivery-stream': 'add a delivery stream',
  'remove-delivery-stream': 'remove a delivery stream',
  'start-worker': 'start a worker',
};

/** `change source.keys of checkout`. */
export function allowanceText(allowance: Allowance): string {
  const word = COMMAND_WORDS[allowance.command];
  switch (allowance.command) {
    case 'update-producer':
      return `${word} ${partsText(allowance.parts)} of ${allowance.producer}`;
    case 'update-consumer':
      return `${word} ${partsText(allowance.parts)} of ${allowance.consumer}`;
    case 'update-delivery-stream':
      return `${word} ${partsText(allowance.parts)} of ${allowance.deliveryStream}`;
    case 'add-consumer':
      return `${word} (${allowance.kinds.join(', ')})`;
    case 'remove-consumer':
      return `${word} ${allowance.consumer}`;
    default:
      return word;
  }
}

/** Paths as the bench names what they set. */
const PART_WORDS: Readonly<Record<string, string>> = {
  rate: 'the rate',
  'source.keys': 'the partition key',
  'source.size': 'the record size',
  calls: 'the calls',
  failures: 'what is done with refusals',
  'failures.backoff': 'the backoff',
  'failures.resend': 'what is sent again',
  start: 'the start position',
  kind: 'how it reads',
  pollIntervalMs: 'the pause between calls',
  limit: 'Limit',
  buffering: 'the buffering hints',
  transform: 'the transform',
  'transform.code': 'the function',
  'transform.numberOfRetries': 'its retries',
  'transform.bufferSizeMiB': 'the size it gathers',
  'transform.bufferIntervalSeconds': 'the time it gathers',
  'destination.s3.compression': 'the compression',
  'destination.sourceBackup': 'the source backup',
  batchSize: 'BatchSize',
  windowSeconds: 'the batching window',
  parallelizationFactor: 'ParallelizationFactor',
  concurrencyLimit: 'the concurrency',
  maximumRetryAttempts: 'MaximumRetryAttempts',
  maximumRecordAgeSeconds: 'MaximumRecordAgeInSeconds',
  bisectBatchOnFunctionError: 'bisecting',
  reportBatchItemFailures: 'ReportBatchItemFailures',
  onFailureDestination: 'the on-failure destination',
  retrieval: 'how it reads',
  failoverTimeMs: 'the failover time',
  checkpoint: 'the checkpoints',
  idleTimeBetweenReadsMs: 'the pause between reads',
  maxRecords: 'maxRecords',
};

const partsText = (parts: readonly string[]): string => parts.map((part) => PART_WORDS[part] ?? part).join(', ');

const offered = (allowances: readonly Allowance[]): string => `You may ${allowances.map(allowanceText).join('; ')}.`;
