/** The scenarios that ship with the app; the first one is the default. */
import type { Scenario } from '../../engine/scenario.ts';
import { bigRecords } from './big-records.ts';
import { dayCurve } from './day-curve.ts';
import { empty } from './empty.ts';
import { fanOut } from './fan-out.ts';
import { firehoseBuffers } from './firehose-buffers.ts';
import { firehoseFourShards } from './firehose-four-shards.ts';
import { firehoseHttp } from './firehose-http.ts';
import { firehoseParquet } from './firehose-parquet.ts';
import { firehosePartitions } from './firehose-partitions.ts';
import { firehoseTransform } from './firehose-transform.ts';
import { firstLight } from './first-light.ts';
import { fiveReaders } from './five-readers.ts';
import { hotKey } from './hot-key.ts';
import { kclFailover } from './kcl-failover.ts';
import { poisonPill } from './poison-pill.ts';
import { sixteenShards } from './sixteen-shards.ts';
import { sixtyFourShards } from './sixty-four-shards.ts';
import { slowReader } from './slow-reader.ts';

export const scenarios: Scenario[] = [
  firstLight,
  hotKey,
  bigRecords,
  slowReader,
  fiveReaders,
  fanOut,
  kclFailover,
  poisonPill,
  firehoseBuffers,
  firehoseFourShards,
  firehoseTransform,
  firehoseParquet,
  firehosePartitions,
  firehoseHttp,
  dayCurve,
  sixteenShards,
  sixtyFourShards,
  empty,
];
