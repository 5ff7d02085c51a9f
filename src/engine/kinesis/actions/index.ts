/** The operations that the service knows, a list. */
import type { Action } from '../action.ts';
import { ADD_TAGS_TO_STREAM } from './add-tags-to-stream.ts';
import { CREATE_CHANNEL } from './create-channel.ts';
import { CREATE_STREAM } from './create-stream.ts';
import { DECREASE_STREAM_RETENTION_PERIOD } from './decrease-stream-retention-period.ts';
import { DELETE_CHANNEL } from './delete-channel.ts';
import { DELETE_RESOURCE_POLICY } from './delete-resource-policy.ts';
import { DELETE_STREAM } from './delete-stream.ts';
import { DEREGISTER_STREAM_CONSUMER } from './deregister-stream-consumer.ts';
import { DESCRIBE_ACCOUNT_SETTINGS } from './describe-account-settings.ts';
import { DESCRIBE_CHANNEL } from './describe-channel.ts';
import { DESCRIBE_LIMITS } from './describe-limits.ts';
import { DESCRIBE_STREAM } from './describe-stream.ts';
import { DESCRIBE_STREAM_CONSUMER } from './describe-stream-consumer.ts';
import { DESCRIBE_STREAM_SUMMARY } from './describe-stream-summary.ts';
import { DISABLE_ENHANCED_MONITORING } from './disable-enhanced-monitoring.ts';
import { ENABLE_ENHANCED_MONITORING } from './enable-enhanced-monitoring.ts';
import { GET_RECORDS } from './get-records.ts';
import { GET_RESOURCE_POLICY } from './get-resource-policy.ts';
import { GET_SHARD_ITERATOR } from './get-shard-iterator.ts';
import { INCREASE_STREAM_RETENTION_PERIOD } from './increase-stream-retention-period.ts';
import { LIST_CHANNELS } from './list-channels.ts';
import { LIST_SHARDS } from './list-shards.ts';
import { LIST_STREAM_CONSUMERS } from './list-stream-consumers.ts';
import { LIST_STREAMS } from './list-streams.ts';
import { LIST_TAGS_FOR_RESOURCE } from './list-tags-for-resource.ts';
import { LIST_TAGS_FOR_STREAM } from './list-tags-for-stream.ts';
import { MERGE_SHARDS } from './merge-shards.ts';
import { PUT_RECORD } from './put-record.ts';
import { PUT_RECORDS } from './put-records.ts';
import { PUT_RESOURCE_POLICY } from './put-resource-policy.ts';
import { REGISTER_STREAM_CONSUMER } from './register-stream-consumer.ts';
import { REMOVE_TAGS_FROM_STREAM } from './remove-tags-from-stream.ts';
import { SPLIT_SHARD } from './split-shard.ts';
import { START_STREAM_ENCRYPTION } from './start-stream-encryption.ts';
import { STOP_STREAM_ENCRYPTION } from './stop-stream-encryption.ts';
import { SUBSCRIBE_TO_SHARD } from './subscribe-to-shard.ts';
import { TAG_RESOURCE } from './tag-resource.ts';
import { UNTAG_RESOURCE } from './untag-resource.ts';
import { UPDATE_ACCOUNT_SETTINGS } from './update-account-settings.ts';
import { UPDATE_CHANNEL } from './update-channel.ts';
import { UPDATE_MAX_RECORD_SIZE } from './update-max-record-size.ts';
import { UPDATE_SHARD_COUNT } from './update-shard-count.ts';
import { UPDATE_STREAM_MODE } from './update-stream-mode.ts';
import { UPDATE_STREAM_RECORD_DISTRIBUTION_STRATEGY } from './update-stream-record-distribution-strategy.ts';
import { UPDATE_STREAM_WARM_THROUGHPUT } from './update-stream-warm-throughput.ts';

export const ACTIONS: readonly Action[] = [
  ADD_TAGS_TO_STREAM,
  CREATE_CHANNEL,
  CREATE_STREAM,
  DECREASE_STREAM_RETENTION_PERIOD,
  DELETE_CHANNEL,
  DELETE_RESOURCE_POLICY,
  DELETE_STREAM,
  DEREGISTER_STREAM_CONSUMER,
  DESCRIBE_ACCOUNT_SETTINGS,
  DESCRIBE_CHANNEL,
  DESCRIBE_LIMITS,
  DESCRIBE_STREAM,
  DESCRIBE_STREAM_CONSUMER,
  DESCRIBE_STREAM_SUMMARY,
  DISABLE_ENHANCED_MONITORING,
  ENABLE_ENHANCED_MONITORING,
  GET_RECORDS,
  GET_RESOURCE_POLICY,
  GET_SHARD_ITERATOR,
  INCREASE_STREAM_RETENTION_PERIOD,
  LIST_CHANNELS,
  LIST_SHARDS,
  LIST_STREAM_CONSUMERS,
  LIST_STREAMS,
  LIST_TAGS_FOR_RESOURCE,
  LIST_TAGS_FOR_STREAM,
  MERGE_SHARDS,
  PUT_RECORD,
  PUT_RECORDS,
  PUT_RESOURCE_POLICY,
  REGISTER_STREAM_CONSUMER,
  REMOVE_TAGS_FROM_STREAM,
  SPLIT_SHARD,
  START_STREAM_ENCRYPTION,
  STOP_STREAM_ENCRYPTION,
  SUBSCRIBE_TO_SHARD,
  TAG_RESOURCE,
  UNTAG_RESOURCE,
  UPDATE_ACCOUNT_SETTINGS,
  UPDATE_CHANNEL,
  UPDATE_MAX_RECORD_SIZE,
  UPDATE_SHARD_COUNT,
  UPDATE_STREAM_MODE,
  UPDATE_STREAM_RECORD_DISTRIBUTION_STRATEGY,
  UPDATE_STREAM_WARM_THROUGHPUT,
];
