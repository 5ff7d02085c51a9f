/**
 * Names of the objects that Firehose writes: `<evaluated prefix><delivery stream>-<version>-<yyyy-MM-dd-HH-mm-ss>-<uuid><extension>`.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html
 * The documentation lists `.hsnappy` for Hadoop-Snappy; the service writes `.snappy`, and so does this.
 */
import { nextUint32, type RandomStream } from '../../kernel/random.ts';
import type { Compression, S3Spec } from '../delivery-stream-spec.ts';
import { evaluatePrefix } from './prefix.ts';
import { formatTimestamp } from './timestamp-pattern.ts';

export { errorOutputTypes, evaluatePrefix, partitionKeysOfPrefix, whyBadPrefix } from './prefix.ts';

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

const EXTENSIONS: Record<NameFacts['format'], string> = {
  UNCOMPRESSED: '',
  GZIP: '.gz',
  ZIP: '.zip',
  Snappy: '.snappy',
  HADOOP_SNAPPY: '.snappy',
  parquet: '.parquet',
};

/** FileExtension takes the place of the format's own; the content is what it is. */
export const extensionOf = (format: NameFacts['format'], fileExtension: string): string =>
  fileExtension === '' ? EXTENSIONS[format] : fileExtension;

/** `random`: for UUIDs and random strings. */
export function objectKey(
  { s3, deliveryStream, version, atEpochMs, partition, errorOutputType, format }: NameFacts,
  random: RandomStream,
): string {
  const { prefix, errorOutputPrefix, timeZone } = s3;
  const before = evaluatePrefix({ prefix, errorOutputPrefix, atEpochMs, timeZone, partition, errorOutputType }, random);
  const time = formatTimestamp('yyyy-MM-dd-HH-mm-ss', atEpochMs, timeZone);
  return `${before}${deliveryStream}-${version}-${time}-${nextUuid(random)}${extensionOf(format, s3.fileExtension)}`;
}

/** A random UUID (version 4). */
export function nextUuid(random: RandomStream): string {
  let hex = '';
  for (let i = 0; i < 4; i++) hex += nextUint32(random).toString(16).padStart(8, '0');
  const variant = '89ab'[parseInt(hex[16], 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
