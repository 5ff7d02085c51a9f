/**
 * PutRecords. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 * Records are judged one by one: those that find the shard's budget empty fail, the others are stored and follow each other
 * in sequence. One unfit entry rejects the whole call (recorded).
 */
import { DRY_RUN, HASH_KEY, PARTITION_KEY, RECORD_DATA, STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import { admitWrite, encryptionTypeNow } from '../encryption.ts';
import { dryRunSucceeded, invalidArgument, type Answer } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { notePut } from '../metrics.ts';
import { putBatch, type PutBatch, type PutOutcome } from '../put-batch.ts';
import { planSweep } from '../retention.ts';
import { structure } from '../validation.ts';
import {
  acceptedEntry,
  checkRecords,
  findWritableStream,
  keyIsOptional,
  putGiven,
  rateExceeded,
  sizeOf,
  type RecordInput,
} from './put-record.ts';

/** In `PutOutcome.limit`: there is no such stream, or no key for it. */
const NOT_FOUND = 255;

function putRecords(
  kinesis: Kinesis,
  input: StreamReference & { Records: RecordInput[]; DryRun?: boolean },
): Answer<Record<string, unknown>> {
  const found = findWritableStream(kinesis, input);
  if (!found.ok) return found;
  const stream = found.value;
  let totalBytes = 0;
  const broken = checkRecords(stream, input.Records, (i) => `records.${i + 1}.member.data`);
  if (broken !== null) return broken;
  for (const record of input.Records) totalBytes += sizeOf(record);
  const { putRecordsBytes } = kinesis.state.quotas;
  if (totalBytes > putRecordsBytes) return invalidArgument(`Records size exceeds ${putRecordsBytes / 1_048_576} MB limit`);
  const noKey = admitWrite(kinesis, stream);
  if (noKey !== null) return noKey;
  if (input.DryRun === true) return dryRunSucceeded();
  const outcome = putGiven(kinesis, stream, 'PutRecords', input.Records);
  return {
    ok: true,
    value: {
      ...encryptionTypeNow(stream),
      FailedRecordCount: outcome.failed,
      Records: input.Records.map((_, i) =>
        outcome.limit[i] === 0
          ? acceptedEntry(kinesis, stream, outcome, i)
          : { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: rateExceeded(kinesis, stream, outcome.shard[i]) },
      ),
    },
  };
}

/**
 * PutRecords and PutRecord for clients that live in the world: records as columns, no wire form. `outcome` tells of each
 * record; where the stream takes none, all count as refused.
 */
export function putColumns(kinesis: Kinesis, streamName: string, batch: PutBatch, outcome: PutOutcome): Answer<null> {
  const found = findWritableStream(kinesis, { StreamName: streamName });
  const refusal = found.ok ? admitWrite(kinesis, found.value) : found;
  if (!found.ok || refusal !== null) {
    outcome.failed = batch.count;
    outcome.limit.fill(NOT_FOUND);
    return refusal as Exclude<typeof refusal, null>;
  }
  putBatch(kinesis, found.value, batch, outcome);
  notePut(kinesis, found.value, batch.api ?? 'PutRecords', batch, outcome);
  planSweep(kinesis.sim, found.value);
  return { ok: true, value: null };
}

const requestWith = (required: readonly string[]) =>
  structure(
    {
      ...STREAM_MEMBERS,
      ...DRY_RUN,
      Records: {
        kind: 'list',
        min: 1,
        max: 500,
        of: structure({ Data: RECORD_DATA, ExplicitHashKey: HASH_KEY, PartitionKey: PARTITION_KEY }, required),
      },
    },
    ['Records'],
  );

export const PUT_RECORDS: Action = {
  name: 'PutRecords',
  request: requestWith(['Data', 'PartitionKey']),
  requestFor: (kinesis, body) => requestWith(keyIsOptional(kinesis, body) ? ['Data'] : ['Data', 'PartitionKey']),
  handle: putRecords,
};
