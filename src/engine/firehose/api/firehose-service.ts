/** What the API keeps beside the delivery streams themselves: how they were asked for, and how often it is called. */
import type { DeliveryStream, Firehose } from '../firehose-state.ts';
import { failed, type Failed } from './answers.ts';
import type { DestinationConfig } from './destination-config.ts';
import type { Surroundings } from './to-spec.ts';

/** How a delivery stream was asked for, with what the lab itself has no use for. */
export interface Asked {
  destination: DestinationConfig;
  /** Of a data stream as source. */
  sourceRoleArn: string | null;
  /** Of Direct PUT; "for information purpose only", says the API reference. */
  throughputHintMiBps: number | null;
  /** Since when the present encryption state holds; and every successful change of the last day. */
  encryptionChangedUs: number | null;
  encryptionStarts: number[];
  encryptionStops: number[];
}

export interface FirehoseService {
  firehose: Firehose;
  around: Surroundings;
  /** By the number of the delivery stream. */
  asked: Map<number, Asked>;
  /** Instants of the calls of the last second, by operation. */
  calls: Map<string, number[]>;
  limitsCalls: boolean;
}

export interface Found {
  stream: DeliveryStream;
  asked: Asked;
}

export function findStream({ firehose, asked }: FirehoseService, name: unknown): Found | Failed {
  const stream = firehose.state.list.find(({ spec }) => spec.id === name);
  const how = stream === undefined ? undefined : asked.get(stream.number);
  if (stream !== undefined && how !== undefined) return { stream, asked: how };
  return failed('ResourceNotFoundException', `Firehose ${String(name)} under account ${firehose.kinesis.state.accountId} not found.`);
}

export const epochSeconds = ({ sim }: Firehose, atUs: number): number => (sim.startEpochMs + Math.floor(atUs / 1000)) / 1000;
