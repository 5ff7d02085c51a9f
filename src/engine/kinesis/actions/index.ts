/** The operations that the service knows, a list. */
import type { Action } from '../action.ts';
import { CREATE_STREAM } from './create-stream.ts';
import { DECREASE_STREAM_RETENTION_PERIOD } from './decrease-stream-retention-period.ts';
import { DELETE_STREAM } from './delete-stream.ts';
import { DESCRIBE_STREAM } from './describe-stream.ts';
import { DESCRIBE_STREAM_SUMMARY } from './describe-stream-summary.ts';
import { GET_RECORDS } from './get-records.ts';
import { GET_SHARD_ITERATOR } from './get-shard-iterator.ts';
import { INCREASE_STREAM_RETENTION_PERIOD } from './increase-stream-retention-period.ts';
import { LIST_SHARDS } from './list-shards.ts';
import { LIST_STREAMS } from './list-streams.ts';
import { MERGE_SHARDS } from './merge-shards.ts';
import { PUT_RECORD } from './put-record.ts';
import { PUT_RECORDS } from './put-records.ts';
import { SPLIT_SHARD } from './split-shard.ts';

export const ACTIONS: readonly Action[] = [
  CREATE_STREAM,
  DECREASE_STREAM_RETENTION_PERIOD,
  DELETE_STREAM,
  DESCRIBE_STREAM,
  DESCRIBE_STREAM_SUMMARY,
  GET_RECORDS,
  GET_SHARD_ITERATOR,
  INCREASE_STREAM_RETENTION_PERIOD,
  LIST_SHARDS,
  LIST_STREAMS,
  MERGE_SHARDS,
  PUT_RECORD,
  PUT_RECORDS,
  SPLIT_SHARD,
];
