/** What a learner can tell the world to do. Imperative, plain data; a run is a scenario, a seed and a list of these. */
import type { ConsumerSpec } from './consumers/consumer-spec.ts';
import type { DeliveryStreamSpec } from './firehose/delivery-stream-spec.ts';
import type { Fault } from './faults/fault.ts';
import type { ProducerSpec } from './producers/producer-spec.ts';

export type Command =
  | { type: 'add-producer'; producer: ProducerSpec }
  /** Replaces the producer of the same id; what is waiting or on its way stays. */
  | { type: 'update-producer'; producer: ProducerSpec }
  | { type: 'remove-producer'; id: string }
  | { type: 'add-consumer'; consumer: ConsumerSpec }
  | { type: 'update-consumer'; consumer: ConsumerSpec }
  | { type: 'remove-consumer'; id: string }
  | { type: 'add-delivery-stream'; deliveryStream: DeliveryStreamSpec }
  /** UpdateDestination, and what else of a delivery stream can change. */
  | { type: 'update-delivery-stream'; deliveryStream: DeliveryStreamSpec }
  /** What it has buffered is dropped. */
  | { type: 'remove-delivery-stream'; id: string }
  /** Breaks something, or lets it stand broken until `end-fault` names the same id. */
  | { type: 'inject-fault'; id: string; fault: Fault }
  | { type: 'end-fault'; id: string }
  /** A worker of a KCL application that died, or that stands in its specification for the first time, begins. */
  | { type: 'start-worker'; consumer: string; worker: string }
  /** `newStartingHashKey`: decimal, 0 … 2^128−1. */
  | { type: 'split-shard'; stream: string; shardId: string; newStartingHashKey: string }
  | { type: 'merge-shards'; stream: string; shardId: string; adjacentShardId: string }
  /** UpdateShardCount: planned as splits and merges, one after another. */
  | { type: 'update-shard-count'; stream: string; targetShardCount: number }
  | { type: 'set-retention'; stream: string; hours: number }
  /** One record by hand. `text` is sent as UTF-8. */
  | { type: 'put-record'; stream: string; partitionKey: string; explicitHashKey?: string; text: string };

export interface TimedCommand {
  /** Simulated microseconds since the start of the run. */
  at: number;
  command: Command;
}
