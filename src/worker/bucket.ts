/**
 * The lab's buckets as somebody browses them. Of old objects the bytes are no longer kept: they are made again on a world of their own,
 * by a replay to the moment in which they were written; the world on screen stays as it is.
 */
import { zipSync, type Zippable } from 'fflate';
import type { Bucket, S3Object } from '../engine/aws/s3/buckets.ts';
import type { World } from '../engine/index.ts';
import type { BucketListing, ObjectBytes, ObjectSummary } from '../protocol/delivery-frame.ts';
import type { FromWorker } from '../protocol/from-worker.ts';
import { seekPlayhead, type Playhead } from './playhead.ts';
import type { Session } from './session.ts';

type Clock = () => number;
type Answer<Type extends FromWorker['type']> = Omit<Extract<FromWorker, { type: Type }>, 'type' | 'requestId'>;

/** More does not go into one archive: the tab holds it twice while it is made. */
export const ARCHIVE_BYTES_MAX = 200 * 1024 * 1024;

export function bucketAnswer({ s3 }: World, name: string | null, prefix: string, limit: number): Answer<'bucket'> {
  const bucket = s3.buckets.find((one) => one.name === name);
  return {
    buckets: s3.buckets.map(({ name: of, objects }) => ({ name: of, objects: objects.length, bytes: sizeOf(objects) })),
    listing: bucket === undefined ? null : listingOf(bucket, prefix, limit),
  };
}

const sizeOf = (objects: readonly S3Object[]): number => objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

function listingOf({ name, objects }: Bucket, prefix: string, limit: number): BucketListing {
  const folders = new Map<string, BucketListing['folders'][number]>();
  const here: S3Object[] = [];
  let totalObjects = 0;
  let totalBytes = 0;
  for (const object of objects) {
    const { key, sizeBytes, writtenUs } = object;
    if (!key.startsWith(prefix)) continue;
    totalObjects++;
    totalBytes += sizeBytes;
    const slash = key.indexOf('/', prefix.length);
    if (slash < 0) {
      here.push(object);
      continue;
    }
    const path = key.slice(0, slash + 1);
    let folder = folders.get(path);
    if (folder === undefined) folders.set(path, (folder = { prefix: path, objects: 0, bytes: 0, newestUs: 0 }));
    folder.objects++;
    folder.bytes += sizeBytes;
    folder.newestUs = Math.max(folder.newestUs, writtenUs);
  }
  here.sort((a, b) => b.writtenUs - a.writtenUs || byText(a.key, b.key));
  return {
    bucket: name,
    prefix,
    folders: [...folders.values()].sort((a, b) => byText(a.prefix, b.prefix)),
    objects: here.slice(0, Math.max(0, limit)).map(summaryOf),
    objectsInAll: here.length,
    totalObjects,
    totalBytes,
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const summaryOf = ({ key, sizeBytes, body, contentType, contentEncoding, kmsKeyArn, writtenUs, about }: S3Object): ObjectSummary => ({
  key,
  sizeBytes,
  contentType,
  contentEncoding,
  kmsKeyArn,
  writtenUs,
  records: about?.records ?? null,
  rawBytes: about?.rawBytes ?? null,
  kind: about?.kind ?? null,
  isKept: body !== null,
});

const findObject = ({ s3 }: World, bucket: string, key: string): S3Object | undefined =>
  s3.buckets.find(({ name }) => name === bucket)?.objects.find((object) => object.key === key);

export function objectAnswer(session: Session, bucket: string, key: string, clock: Clock): ObjectBytes | null {
  const object = findObject(session.head.world, bucket, key);
  if (object === undefined) return null;
  const bytes = object.body ?? createReplay(session, clock)(bucket, object);
  // The world's own bytes stay where they are: what is sent is given away.
  return bytes === null ? null : { summary: summaryOf(object), bytes: bytes.slice() };
}

/** Makes bodies again, one after another; cheapest in the order in which they were written. */
function createReplay(session: Session, clock: Clock): (bucket: string, object: S3Object) => Uint8Array | null {
  const { branch, head } = session;
  let scratch: Playhead | undefined;
  return (bucket, { key, writtenUs }) => {
    const kept = scratch === undefined ? null : (findObject(scratch.world, bucket, key)?.body ?? null);
    if (kept !== null) return kept;
    scratch = seekPlayhead(session, branch.commands, writtenUs, head.given, clock, scratch);
    return findObject(scratch.world, bucket, key)?.body ?? null;
  };
}

/** A ZIP of all objects under the prefix, each by its key. */
export function archiveAnswer(session: Session, bucketName: string, prefix: string, clock: Clock): Answer<'archive'> {
  const bucket = session.head.world.s3.buckets.find(({ name }) => name === bucketName);
  const objects = bucket?.objects.filter(({ key }) => key.startsWith(prefix)) ?? [];
  const bytes = sizeOf(objects);
  if (bytes > ARCHIVE_BYTES_MAX) return refuse(tooMuch(objects.length, bytes));
  const remake = createReplay(session, clock);
  const files: Zippable = {};
  for (const object of objects.toSorted((a, b) => a.writtenUs - b.writtenUs)) {
    const body = object.body ?? remake(bucketName, object);
    if (body === null) return refuse(`${object.key} could not be made again.`);
    files[entryName(object.key)] = [body, { level: isCompressed(object) ? 0 : 1, mtime: ENTRY_TIME }];
  }
  return { bytes: zipSync(files), refusal: null };
}

const refuse = (refusal: string): Answer<'archive'> => ({ bytes: new Uint8Array(0), refusal });

const tooMuch = (count: number, bytes: number): string =>
  `These ${count} objects have ${Math.round(bytes / 1024 / 1024)} MiB together; an archive holds at most ${ARCHIVE_BYTES_MAX / 1024 / 1024} MiB. Choose a folder in it.`;

/** The earliest time that a ZIP knows, in every time zone: the same objects make the same archive. */
const ENTRY_TIME = new Date(1980, 0, 1);

const isCompressed = ({ contentEncoding, key }: S3Object): boolean => contentEncoding !== null || key.endsWith('.parquet');

/** Whoever unpacks it stays in the folder that they chose; some take a backslash for a slash. */
const entryName = (key: string): string =>
  key
    .replaceAll('\\', '_')
    .split('/')
    .map((part) => (part === '' || part === '.' || part === '..' ? '_' : part))
    .join('/');
