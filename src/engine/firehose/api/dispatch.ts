/**
 * From a request's target and body to an answer: the JSON layer's validation first, then how often the operation was called, then the
 * operation. Of control operations five calls a second go through (hard quota); which error says no is not known of all of them: those
 * whose model lists LimitExceededException say that, the others ThrottlingException.
 */
import { SECOND } from '../../kernel/time.ts';
import { validate } from '../../kinesis/validation.ts';
import { CONTROL_CALLS_PER_SECOND } from '../limits.ts';
import { noteControlCall } from '../metrics.ts';
import { failed, type Failed, type FirehoseAnswer } from './answers.ts';
import { createDeliveryStream, deleteDeliveryStream, describeDeliveryStream, listDeliveryStreams, updateDestination } from './control.ts';
import type { Json } from './destination-config.ts';
import { startEncryption, stopEncryption } from './encryption.ts';
import type { FirehoseService } from './firehose-service.ts';
import { putRecord, putRecordBatch } from './puts.ts';
import { SHAPES, type ActionName } from './shapes.ts';
import { listTagsForDeliveryStream, tagDeliveryStream, untagDeliveryStream } from './tags.ts';

const FIREHOSE_TARGET = 'Firehose_20150804.';

const ACTIONS: Record<ActionName, (service: FirehoseService, input: Json) => FirehoseAnswer> = {
  CreateDeliveryStream: createDeliveryStream,
  UpdateDestination: updateDestination,
  DeleteDeliveryStream: deleteDeliveryStream,
  DescribeDeliveryStream: describeDeliveryStream,
  ListDeliveryStreams: listDeliveryStreams,
  PutRecord: putRecord,
  PutRecordBatch: putRecordBatch,
  TagDeliveryStream: tagDeliveryStream,
  UntagDeliveryStream: untagDeliveryStream,
  ListTagsForDeliveryStream: listTagsForDeliveryStream,
  StartDeliveryStreamEncryption: startEncryption,
  StopDeliveryStreamEncryption: stopEncryption,
};

const SAYS_THROTTLING: ActionName[] = ['UpdateDestination', 'DeleteDeliveryStream', 'DescribeDeliveryStream', 'ListDeliveryStreams'];

function overCallRate({ firehose, calls, limitsCalls }: FirehoseService, name: ActionName): Failed | null {
  if (!limitsCalls || name === 'PutRecord' || name === 'PutRecordBatch') return null;
  const { nowUs } = firehose.sim;
  const recent = (calls.get(name) ?? []).filter((atUs) => atUs > nowUs - SECOND);
  calls.set(name, recent);
  if (recent.length >= CONTROL_CALLS_PER_SECOND)
    return failed(SAYS_THROTTLING.includes(name) ? 'ThrottlingException' : 'LimitExceededException', 'Rate exceeded');
  recent.push(nowUs);
  return null;
}

export function dispatchFirehose(service: FirehoseService, target: string, body: unknown): FirehoseAnswer {
  const name = target.startsWith(FIREHOSE_TARGET) ? target.slice(FIREHOSE_TARGET.length) : '';
  if (!Object.hasOwn(ACTIONS, name)) return failed('UnknownOperationException', '');
  const input = validate(SHAPES[name as ActionName], body);
  if (!input.ok) return failed(input.error.type, input.error.message);
  const answer = overCallRate(service, name as ActionName) ?? ACTIONS[name as ActionName](service, input.value);
  if (answer.ok) noteControlCall(service.firehose, name, input.value.DeliveryStreamName);
  return answer;
}
