/** Names of objects: evaluated prefix, delivery stream, version, time, UUID, extension. */
import type { RandomStream } from '../../kernel/random.ts';
import type { Compression, S3Spec } from '../delivery-stream-spec.ts';

export interface NameFacts {
  s3: S3Spec;
  deliveryStream: string;
  version: number;
  /** Arrival of the oldest record. */
  atEpochMs: number;
  partition: Record<string, string> | null;
  /** Of error objects: the folder, for `!{firehose:error-output-type}`; null of delivered ones. */
  errorOutputType: string | null;
  format: Compression | 'parquet';
}

/** `random`: for UUIDs and random strings. */
export function objectKey(_facts: NameFacts, _random: RandomStream): string {
  return '';
}
