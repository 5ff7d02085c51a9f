/** The engine's public face. Everything outside `src/engine` imports from here. */
export { createKinesisApi, type ApiAnswer, type CallOptions, type KinesisApi, type KinesisApiOptions } from './api/create-kinesis-api.ts';
export type { FanOutSession } from './api/fan-out-session.ts';
export { setKeyState } from './aws/kms/find-key.ts';
export {
  addKeyframe,
  createKeyframes,
  forgetKeyframes,
  KEYFRAME_BOUND_BYTES,
  KEYFRAME_BOUND_COUNT,
  nearestKeyframe,
  restoreKeyframe,
  type Keyframe,
  type Keyframes,
} from './keyframes.ts';
export { CHUNK_LENGTH, firstAtLeast, logBytes, readColumn, valueAt, type RecordLog } from './kernel/record-log.ts';
export { BEATS_PER_SECOND, growth, totalAt } from './kernel/meter.ts';
export { percentiles } from './kernel/latency-histogram.ts';
export { HOUR, MILLISECOND, MINUTE, SECOND } from './kernel/time.ts';
export { hashKeyOf, initialRanges, MAX_HASH_KEY, middleOf, toFraction, toHex } from './kinesis/hash-key.ts';
export { explicitHashKeyOf, hashOf, keyTableBytes, keyText, resolveKey } from './kinesis/key-table.ts';
export { md5Words } from './kinesis/md5.ts';
export { QUOTA_SOURCES, type QuotaSource } from './kinesis/quota-sources.ts';
export { quotasOf, type QuotaProfileName, type Quotas } from './kinesis/quotas.ts';
export { oldestRefusal, slotOf } from './kinesis/refusal-log.ts';
export { DELAY_SOURCES, OBSERVED_DELAYS, type ControlPlaneDelays } from './kinesis/delays.ts';
export { horizonPosition } from './kinesis/retention.ts';
export { decodeSequenceNumber, encodeSequenceNumber } from './kinesis/sequence-number.ts';
export { openShardCount, sequenceNumberIn } from './kinesis/shard-description.ts';
export { putColumns } from './kinesis/actions/put-records.ts';
export { route, routingOf } from './kinesis/routing.ts';
export { parseShardId, shardIdOf } from './kinesis/shard-id.ts';
export { API_PRODUCER, isClosed, takesRecords, type ShardState, type StreamState } from './kinesis/stream-state.ts';
export { provisionedCostPerHour } from './formulas.ts';
export { explain } from './explain/explain.ts';
export { giveCommand } from './give-command.ts';
export { lagOf, streamOf, worstLag } from './lag.ts';
export { CONSUMER, PRODUCER, SHARD } from './meters.ts';
export type { ConsumerState, ReaderState } from './consumers/consumer-state.ts';
export type { ProducerState } from './producers/producer-state.ts';
export type { DatasetRows } from './producers/dataset.ts';
export { whyFileUnfit } from './producers/start-producer.ts';
export { advanceRun, historyOf } from './run.ts';
export { digestOf, restoreWorld, takeSnapshot, type Snapshot } from './snapshot.ts';
export { ENGINE_VERSION } from './version.ts';
export { advanceTo, createWorld, kinesisOf, type World, type WorldOptions } from './world.ts';
