/** The operations that the service knows, a list. */
import type { Action } from '../action.ts';
import { CREATE_CHANNEL } from './create-channel.ts';
import { CREATE_STREAM } from './create-stream.ts';
import { DECREASE_STREAM_RETENTION_PERIOD } from './decrease-stream-retention-period.ts';
import { DELETE_CHANNEL } from './delete-channel.ts';
import { DELETE_STREAM } from './delete-stream.ts';
import { DESCRIBE_ACCOUNT_SETTINGS } from './describe-account-settings.ts';
import { DESCRIBE_CHANNEL } from './describe-channel.ts';
import { DESCRIBE_LIMITS } from './describe-limits.ts';
import { DESCRIBE_STREAM } from './describe-stream.ts';
import { DESCRIBE_STREAM_SUMMARY } from './describe-stream-summary.ts';
import { DISABLE_ENHANCED_MONITORING } from './disable-enhanced-monitoring.ts';
import { ENABLE_ENHANCED_MONITORING } from './enable-enhanced-monitoring.ts';
import { GET_RECORDS } from './get-records.ts';
import { GET_SHARD_ITERATOR } from './get-shard-iterator.ts';
import { INCREASE_STREAM_RETENTION_PERIOD } from './increase-stream-retention-period.ts';
import { LIST_CHANNELS } from './list-channels.ts';
import { LIST_SHARDS } from './list-shards.ts';
import { LIST_STREAMS } from './list-streams.ts';
import { MERGE_SHARDS } from './merge-shards.ts';
import { PUT_RECORD } from './put-record.ts';
import { PUT_RECORDS } from './put-records.ts';
import { SPLIT_SHARD } from './split-shard.ts';
import { UPDATE_ACCOUNT_SETTINGS } from './update-account-settings.ts';
import { UPDATE_CHANNEL } from './update-channel.ts';
import { UPDATE_MAX_RECORD_SIZE } from './update-max-record-size.ts';
import { UPDATE_SHARD_COUNT } from './update-shard-count.ts';
import { UPDATE_STREAM_MODE } from './update-stream-mode.ts';
import { UPDATE_STREAM_RECORD_DISTRIBUTION_STRATEGY } from './update-stream-record-distribution-strategy.ts';
import { UPDATE_STREAM_WARM_THROUGHPUT } from './update-stream-warm-throughput.ts';

export const ACTIONS: readonly Action[] = [
  CREATE_CHANNEL,
  CREATE_STREAM,
  DECREASE_STREAM_RETENTION_PERIOD,
  DELETE_CHANNEL,
  DELETE_STREAM,
  DESCRIBE_ACCOUNT_SETTINGS,
  DESCRIBE_CHANNEL,
  DESCRIBE_LIMITS,
  DESCRIBE_STREAM,
  DESCRIBE_STREAM_SUMMARY,
  DISABLE_ENHANCED_MONITORING,
  ENABLE_ENHANCED_MONITORING,
  GET_RECORDS,
  GET_SHARD_ITERATOR,
  INCREASE_STREAM_RETENTION_PERIOD,
  LIST_CHANNELS,
  LIST_SHARDS,
  LIST_STREAMS,
  MERGE_SHARDS,
  PUT_RECORD,
  PUT_RECORDS,
  SPLIT_SHARD,
  UPDATE_ACCOUNT_SETTINGS,
  UPDATE_CHANNEL,
  UPDATE_MAX_RECORD_SIZE,
  UPDATE_SHARD_COUNT,
  UPDATE_STREAM_MODE,
  UPDATE_STREAM_RECORD_DISTRIBUTION_STRATEGY,
  UPDATE_STREAM_WARM_THROUGHPUT,
];
