/**
 * Amazon S3, as far as Firehose writes to it: buckets with real bytes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 * Simplified: no versions, no multipart parts, no policies; a bucket comes to be with its first object. Of the lab's buckets only the
 * newest bodies are kept; the listing stays whole, and what is no longer kept can be made again by a replay.
 */
import { hold, type Held } from '../../kernel/held.ts';

/** Frozen: snapshots share it. */
export interface S3Object extends Held {
  readonly key: string;
  readonly sizeBytes: number;
  /** Null where the bytes are no longer kept. */
  readonly body: Uint8Array | null;
  readonly contentType: string;
  readonly contentEncoding: string | null;
  /** SSE-KMS; null: none. */
  readonly kmsKeyArn: string | null;
  /** Simulated microseconds since the start of the run. */
  readonly writtenUs: number;
  /** What the writer knows of it; S3 itself has no such thing. */
  readonly about: ObjectAbout | null;
}

export interface ObjectAbout {
  readonly deliveryStream: string;
  readonly records: number;
  /** Of the records, before conversion and compression. */
  readonly rawBytes: number;
  /** delivered: at its destination · source-backup: as they came in · else the error output type. */
  readonly kind: string;
  /** Number of the flush that made it; null of error files. */
  readonly flush: number | null;
}

export interface Bucket {
  name: string;
  /** In the order in which they were written; another of the same key takes the place of the former. */
  objects: S3Object[];
  /** Why it takes nothing now; null: it does. */
  refuses: string | null;
}

export interface S3State {
  buckets: Bucket[];
  bodyBytes: number;
  /** Bodies are kept up to this; Infinity: all. */
  bodyBytesMax: number;
}

/** What the lab's buckets keep of bodies. */
export const LAB_BODY_BYTES = 96 * 1024 * 1024;

export const createS3State = (bodyBytesMax = LAB_BODY_BYTES): S3State => ({ buckets: [], bodyBytes: 0, bodyBytesMax });

export function bucketNamed(s3: S3State, name: string): Bucket {
  let bucket = s3.buckets.find((one) => one.name === name);
  if (bucket === undefined) s3.buckets.push((bucket = { name, objects: [], refuses: null }));
  return bucket;
}

export type NewObject = Omit<S3Object, 'heldBytes' | 'sizeBytes' | 'body'> & { body: Uint8Array };

/** PutObject. Null where it was written, else why not. */
export function putObject(s3: S3State, bucketName: string, object: NewObject): string | null {
  const bucket = bucketNamed(s3, bucketName);
  if (bucket.refuses !== null) return bucket.refuses;
  const sizeBytes = object.body.length;
  const written: S3Object = hold({ heldBytes: sizeBytes, sizeBytes, ...object });
  const before = bucket.objects.findIndex(({ key }) => key === object.key);
  if (before >= 0) s3.bodyBytes -= bucket.objects.splice(before, 1)[0].heldBytes;
  bucket.objects.push(written);
  s3.bodyBytes += sizeBytes;
  if (s3.bodyBytes > s3.bodyBytesMax) forgetOldest(s3, written);
  return null;
}

/** Lets go of the oldest bodies, down to nine tenths of what may be kept, so that it is not done at every write. */
function forgetOldest(s3: S3State, newest: S3Object): void {
  const kept = s3.buckets
    .flatMap((bucket) => bucket.objects.map((object, i) => ({ bucket, i, object })))
    .filter(({ object }) => object.body !== null);
  kept.sort((a, b) => a.object.writtenUs - b.object.writtenUs);
  for (const { bucket, i, object } of kept) {
    if (s3.bodyBytes <= 0.9 * s3.bodyBytesMax || object === newest) return;
    s3.bodyBytes -= object.heldBytes;
    bucket.objects[i] = hold({ ...object, heldBytes: 0, body: null });
  }
}
