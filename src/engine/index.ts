/** The engine's public face. Everything outside `src/engine` imports from here. */
export {
  createFirehoseApi,
  type FirehoseApi,
  type FirehoseApiOptions,
  type LambdaFunction,
  type ListedObject,
} from './api/create-firehose-api.ts';
export { createKinesisApi, type ApiAnswer, type CallOptions, type KinesisApi, type KinesisApiOptions } from './api/create-kinesis-api.ts';
export type { FanOutSession } from './api/fan-out-session.ts';
export { capacityOf as dynamoCapacityOf, usedInLastSecond as dynamoUsedInLastSecond } from './aws/dynamodb/table.ts';
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
export { distribution, percentiles } from './kernel/latency-histogram.ts';
export { HOUR, MILLISECOND, MINUTE, SECOND } from './kernel/time.ts';
export { hashKeyOf, initialRanges, MAX_HASH_KEY, middleOf, toFraction, toHex } from './kinesis/hash-key.ts';
export { explicitHashKeyOf, hashOf, keyTableBytes, keyText, resolveKey } from './kinesis/key-table.ts';
export { md5Words } from './kinesis/md5.ts';
export { QUOTA_SOURCES, type QuotaSource } from './kinesis/quota-sources.ts';
export { quotasOf, type QuotaProfileName, type Quotas } from './kinesis/quotas.ts';
export { oldestRefusal, slotOf } from './kinesis/refusal-log.ts';
export { DELAY_SOURCES, OBSERVED_DELAYS, type ControlPlaneDelays } from './kinesis/delays.ts';
export { READ_LOG_US, readsSince } from './kinesis/read-log.ts';
export { horizonPosition } from './kinesis/retention.ts';
export { decodeSequenceNumber, encodeSequenceNumber } from './kinesis/sequence-number.ts';
export { openShardCount, sequenceNumberIn } from './kinesis/shard-description.ts';
export { putColumns } from './kinesis/actions/put-records.ts';
export { route, routingOf } from './kinesis/routing.ts';
export { parseShardId, shardIdOf } from './kinesis/shard-id.ts';
export { API_PRODUCER, burstSeconds, isClosed, takesRecords, type ShardState, type StreamState } from './kinesis/stream-state.ts';
export {
  crossoverBytesPerSecond,
  fanOutCostPerHour,
  FIREHOSE_PRICE_NOTE,
  firehoseBilledBytes,
  firehoseCost,
  flushPrediction,
  openPartitions,
  provisionedCostPerHour,
} from './formulas.ts';
export { FIREHOSE_LIMIT_SOURCES, type FirehoseLimitSource } from './firehose/limit-sources.ts';
export { explain } from './explain/explain.ts';
export { giveCommand } from './give-command.ts';
export { lagOf, NO_LAG, streamOf, worstLag } from './lag.ts';
export { CONSUMER, PRODUCER, SHARD } from './meters.ts';
export type { ConsumerState, ReaderState } from './consumers/consumer-state.ts';
export {
  ASSIGNMENT_DEFAULTS,
  assignLeases,
  isBalancingRun,
  LEADER_FAILURES,
  workersByThroughput,
  type AssignmentSettings,
  type AssignmentWorker,
} from './consumers/kcl/assign-leases.ts';
export { chooseLeasesToTake, leaseCounts, TAKER_DEFAULTS, type TakerSettings } from './consumers/kcl/choose-leases-to-take.ts';
export { auditLeases, createAudit, findHashRangeHoles, HOLE_CONFIDENCE } from './consumers/kcl/find-hash-range-holes.ts';
export { isLeaseDisposable } from './consumers/kcl/lease-cleanup.ts';
export { isOlderThan, noteScan, type Sightings } from './consumers/kcl/lease-clock.ts';
export type { KclApplication, KclWorker } from './consumers/kcl/kcl-state.ts';
export { compareCheckpoints, createLease, startCheckpoint, type Draw, type Lease, type LeaseStart } from './consumers/kcl/lease.ts';
export { EMPTY_TABLE_FILTERS, leasesToCreate, type ListedShard } from './consumers/kcl/leases-to-create.ts';
export { askToStop, finishTask, higherReason, reportedState, startShardConsumer, taskOf } from './consumers/kcl/shard-consumer-life.ts';
export { shardConsumerMachine, type ShardConsumerState, type ShutdownReason } from './consumers/kcl/shard-consumer.machine.ts';
export { childLeases, unfinishedParents } from './consumers/kcl/shard-lineage.ts';
export { workerMachine } from './consumers/kcl/worker.machine.ts';
export { aggregate, deaggregate, packUserRecords, type UserRecord } from './kpl/aggregate.ts';
export type { LambdaConsumer, LambdaReader } from './consumers/lambda/lambda-state.ts';
export type { ProducerState } from './producers/producer-state.ts';
export type { DatasetRows } from './producers/dataset.ts';
export { whyFileUnfit } from './producers/start-producer.ts';
export { advanceRun, historyOf } from './run.ts';
export { digestOf, restoreWorld, takeSnapshot, type Snapshot } from './snapshot.ts';
export { ENGINE_VERSION } from './version.ts';
export { advanceTo, createWorld, firehoseOf, kinesisOf, type World, type WorldOptions } from './world.ts';
