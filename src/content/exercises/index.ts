/** The exercises, in the order in which they are offered. */
import type { Exercise } from './exercise.ts';
import { firehoseBuffers } from './firehose-buffers.ts';
import { firehoseTransform } from './firehose-transform.ts';
import { fiveReadersCheap } from './five-readers-cheap.ts';
import { fiveReadersFast } from './five-readers-fast.ts';
import { hotKey } from './hot-key.ts';
import { iteratorExpiry } from './iterator-expiry.ts';
import { launchDay } from './launch-day.ts';
import { parallelizationFactor } from './parallelization-factor.ts';
import { parentsFirst } from './parents-first.ts';
import { partialFailure } from './partial-failure.ts';
import { poisonPill } from './poison-pill.ts';
import { retention } from './retention.ts';
import { retryStorm } from './retry-storm.ts';
import { splitTheRightShard } from './split-the-right-shard.ts';
import { tenMegabyteRead } from './ten-megabyte-read.ts';
import { tinyRecords } from './tiny-records.ts';
import { updateShardCount } from './update-shard-count.ts';
import { workerFailover } from './worker-failover.ts';

export const exercises: readonly Exercise[] = [
  hotKey,
  launchDay,
  tinyRecords,
  partialFailure,
  retryStorm,
  fiveReadersCheap,
  fiveReadersFast,
  tenMegabyteRead,
  iteratorExpiry,
  retention,
  splitTheRightShard,
  parentsFirst,
  updateShardCount,
  poisonPill,
  parallelizationFactor,
  workerFailover,
  firehoseBuffers,
  firehoseTransform,
];
