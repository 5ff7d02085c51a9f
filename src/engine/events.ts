/**
 * What happened: past tense, plain data. `seq` counts from 1 without gaps; `cause` is the `seq` of the
 * event that brought this one about, or null for what the scenario or the learner started.
 */
import type { Command } from './commands.ts';
import type { ConsumerEvent } from './consumers/consumer-event.ts';
import type { FaultEvent } from './faults/fault-event.ts';
import type { FirehoseEvent } from './firehose/firehose-event.ts';
import type { KinesisEvent } from './kinesis/kinesis-event.ts';
import type { ProducerEvent } from './producers/producer-event.ts';

export type EventBody =
  | { type: 'command-given'; command: Command }
  | { type: 'command-refused'; error: string; message: string }
  | KinesisEvent
  | ProducerEvent
  | ConsumerEvent
  | FaultEvent
  | FirehoseEvent
  | { type: 'record-put'; stream: string; shardId: string; partitionKey: string; sequenceNumber: string };

export type EngineEvent = EventBody & {
  seq: number;
  /** Simulated microseconds since the start of the run. */
  atUs: number;
  cause: number | null;
};
