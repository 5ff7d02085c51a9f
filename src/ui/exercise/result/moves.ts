/** What commands change, as keys that two runs can be compared by: `update-producer telemetry source.keys.keys` from 40 to 20,000. */
import type { Command, TimedCommand } from '../../../engine/commands.ts';
import type { Scenario } from '../../../engine/scenario.ts';
import { changedPaths } from '../../../judge/allowed.ts';

export interface Move {
  key: string;
  /** As it was; undefined where there was none. */
  before: unknown;
  after: unknown;
  atUs: number;
}

/** The last word on each key counts: who tries and corrects is seen as who does it at once. */
export function movesOf(commands: readonly TimedCommand[], scenario: Scenario): Map<string, Move> {
  const specs = new Map<string, unknown>([
    ...scenario.producers.map((spec) => [`producer ${spec.id}`, spec] as const),
    ...scenario.consumers.map((spec) => [`consumer ${spec.id}`, spec] as const),
    ...(scenario.deliveryStreams ?? []).map((spec) => [`deliveryStream ${spec.id}`, spec] as const),
  ]);
  const [stream] = scenario.streams;
  const state = { specs, shards: stream?.shardCount ?? 0, hours: stream?.retentionHours ?? 24 };
  const moves = new Map<string, Move>();
  for (const { at, command } of commands.toSorted((a, b) => a.at - b.at))
    for (const move of changesOf(command, state))
      moves.set(move.key, { ...move, before: moves.get(move.key)?.before ?? move.before, atUs: at });
  return moves;
}

interface Stood {
  specs: Map<string, unknown>;
  shards: number;
  hours: number;
}
type Change = Omit<Move, 'atUs'>;

function changesOf(command: Command, stood: Stood): Change[] {
  switch (command.type) {
    case 'update-producer':
      return specChanges('producer', command.producer, stood);
    case 'update-consumer':
      return specChanges('consumer', command.consumer, stood);
    case 'update-delivery-stream':
      return specChanges('deliveryStream', command.deliveryStream, stood);
    case 'add-consumer':
      return [{ key: `add-consumer ${command.consumer.kind}`, before: undefined, after: command.consumer.kind }];
    case 'remove-consumer':
    case 'remove-producer':
    case 'remove-delivery-stream':
      return [{ key: `${command.type} ${command.id}`, before: undefined, after: 'gone' }];
    case 'update-shard-count':
      return shardChange(stood, command.targetShardCount);
    case 'split-shard':
      return [...shardChange(stood, stood.shards + 1), { key: `split ${command.shardId}`, before: undefined, after: 'split' }];
    case 'merge-shards':
      return [...shardChange(stood, stood.shards - 1), { key: `merge ${command.shardId}`, before: undefined, after: 'merged' }];
    case 'set-retention': {
      const before = stood.hours;
      stood.hours = command.hours;
      return [{ key: 'retention', before, after: command.hours }];
    }
    default:
      return [{ key: command.type, before: undefined, after: 'done' }];
  }
}

function shardChange(stood: Stood, next: number): Change[] {
  const before = stood.shards;
  stood.shards = next;
  return [{ key: 'shards', before, after: next }];
}

function specChanges(what: string, next: { id: string }, { specs }: Stood): Change[] {
  const name = `${what} ${next.id}`;
  const before = specs.get(name);
  specs.set(name, next);
  return changedPaths(before, next).map((path) => ({ key: `${name} ${path}`, before: valueAt(before, path), after: valueAt(next, path) }));
}

const valueAt = (value: unknown, path: string): unknown =>
  path === '' ? value : path.split('.').reduce<unknown>((inside, name) => (inside as Record<string, unknown> | undefined)?.[name], value);
