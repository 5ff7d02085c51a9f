/** All producers of a world, and what they need of it. */
import type { Simulation } from '../kernel/simulation.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';
import type { PutBatch, PutOutcome } from '../kinesis/put-batch.ts';
import type { DatasetRows } from './dataset.ts';
import type { ProducerState, RecordSource } from './producer-state.ts';

export interface ProducersState {
  list: ProducerState[];
  /** Removed ones with records on their way. */
  leaving: ProducerState[];
  nextNumber: number;
  /** By number in the log's producer column; 0 is the API. */
  sources: RecordSource[];
  /** First key id by dataset and field. */
  datasetKeys: Record<string, number>;
}

/** Direct PUT, for those who stand on this side of it. */
export interface DirectPut {
  /** Whether there is such a delivery stream, and it takes Direct PUT. */
  takes(deliveryStream: string): boolean;
  put(deliveryStream: string, batch: PutBatch, outcome: PutOutcome): void;
}

export interface Producers {
  sim: Simulation;
  kinesis: Kinesis;
  state: ProducersState;
  /** Files that the run uses, by id: inputs, not state. */
  datasets: ReadonlyMap<string, DatasetRows>;
  directPut: DirectPut;
}

export const createProducersState = (): ProducersState => ({
  list: [],
  leaving: [],
  nextNumber: 0,
  sources: [{ producer: 'API', dataset: null }],
  datasetKeys: {},
});
