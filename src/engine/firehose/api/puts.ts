/**
 * PutRecord, PutRecordBatch. https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
 * Recorded: the refusals of delivery streams that read a data stream or are not ACTIVE, empty records, 4 MiB to the byte.
 */
import { putRecords } from '../direct-put.ts';
import { PUT_LIMITS } from '../limits.ts';
import { done, failed, invalidArgument, isFailed, type Failed, type FirehoseAnswer } from './answers.ts';
import type { Json } from './destination-config.ts';
import { encryptsNow } from './encryption.ts';
import { findStream, type FirehoseService, type Found } from './firehose-service.ts';

/** As SDKs know it. The text is a recalled one. */
const UNAVAILABLE = { ErrorCode: 'ServiceUnavailableException', ErrorMessage: 'Slow down.' };

function findOpen(service: FirehoseService, name: unknown): Found | Failed {
  const found = findStream(service, name);
  if (isFailed(found)) return found;
  const { spec, status } = found.stream;
  if (spec.source.kind !== 'direct-put')
    return invalidArgument('This operation is not permitted on KinesisStreamAsSource delivery stream type.');
  return status === 'ACTIVE' || status === 'DELETING'
    ? found
    : failed('ResourceNotFoundException', `Firehose ${spec.id} is not active in ${service.firehose.kinesis.state.accountId} account.`);
}

export function putRecord(service: FirehoseService, input: Json): FirehoseAnswer {
  const found = findOpen(service, input.DeliveryStreamName);
  if (isFailed(found)) return found;
  const [put] = putRecords(service.firehose, found.stream, [(input.Record as { Data: Uint8Array }).Data], false);
  if (!('recordId' in put)) return failed(UNAVAILABLE.ErrorCode, UNAVAILABLE.ErrorMessage);
  return done({ RecordId: put.recordId, Encrypted: encryptsNow(service.firehose, found.stream, found.asked) });
}

export function putRecordBatch(service: FirehoseService, input: Json): FirehoseAnswer {
  const datas = (input.Records as { Data: Uint8Array }[]).map(({ Data }) => Data);
  if (datas.reduce((sum, { length }) => sum + length, 0) > PUT_LIMITS.batchBytes)
    return invalidArgument(`The total size of the records exceeds the maximum allowed size of ${PUT_LIMITS.batchBytes} bytes.`);
  const found = findOpen(service, input.DeliveryStreamName);
  if (isFailed(found)) return found;
  const puts = putRecords(service.firehose, found.stream, datas, true);
  if (puts.some((put) => 'isWholeCall' in put)) return failed(UNAVAILABLE.ErrorCode, UNAVAILABLE.ErrorMessage);
  const entries = puts.map((put) => ('recordId' in put ? { RecordId: put.recordId } : { ...UNAVAILABLE, ErrorCode: put.errorCode }));
  return done({
    FailedPutCount: entries.filter((entry) => 'ErrorCode' in entry).length,
    Encrypted: encryptsNow(service.firehose, found.stream, found.asked),
    RequestResponses: entries,
  });
}
