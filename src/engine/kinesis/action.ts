/** One API operation: its name, the shape of its request, and what it does. Each stands in a file of its own under actions/. */
import type { Answer } from './errors.ts';
import type { Kinesis } from './kinesis.ts';
import { text, type Shape, type StructureShape } from './validation.ts';

export interface Action {
  name: string;
  request: StructureShape;
  /** Another shape, where what is required depends on the stream. */
  requestFor?(kinesis: Kinesis, body: unknown): StructureShape;
  /** The answer's body as it goes over the wire, or null for an empty one. The input has passed `request`. */
  handle(kinesis: Kinesis, input: never): Answer<Record<string, unknown> | null>;
}

export const STREAM_NAME: Shape = text({ min: 1, max: 128, pattern: '[a-zA-Z0-9_.-]+' });
export const STREAM_ARN: Shape = text({ min: 1, max: 2048, pattern: 'arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+' });
export const SHARD_ID: Shape = text({ min: 1, max: 128, pattern: '[a-zA-Z0-9_.-]+' });
export const HASH_KEY: Shape = text({ pattern: '^(0|([1-9]\\d{0,38}))$' });
export const SEQUENCE_NUMBER: Shape = text({ pattern: '^(0|([1-9]\\d{0,128}))$' });
export const PARTITION_KEY: Shape = text({ min: 1, max: 256 });
/** The model's ceiling for a blob; a stream's own limit is checked by the action. */
export const RECORD_DATA: Shape = { kind: 'blob', max: 10_485_760 };

/** Members by which every stream operation names its stream. */
export const STREAM_MEMBERS: Record<string, Shape> = { StreamName: STREAM_NAME, StreamARN: STREAM_ARN };

export const DRY_RUN: Record<string, Shape> = { DryRun: { kind: 'boolean' } };

export interface StreamReference {
  StreamName?: string;
  StreamARN?: string;
}
