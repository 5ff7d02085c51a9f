/** The question templates, by topic. */
import { afterASplit } from './after-a-split.ts';
import { kplAggregation } from './aggregation.ts';
import { catchUpTime, replayTime } from './catching-up.ts';
import { iteratorAgeGrowth, untilLoss } from './falling-behind.ts';
import { fanOutPrice, fanOutThroughput } from './fan-out.ts';
import { firstFlush } from './firehose-flush.ts';
import { firehoseObjects } from './firehose-objects.ts';
import { firehoseVolume } from './firehose-volume.ts';
import { hotKeyLimit } from './hot-key.ts';
import { lambdaConcurrencyQuestion, parallelizationFactorQuestion } from './lambda.ts';
import { leaseWrites } from './lease-table.ts';
import { retentionPrice } from './long-retention.ts';
import { onDemandPrice } from './on-demand.ts';
import { outdatedFigure, outdatedFigures } from './outdated-figures.ts';
import { partialFailureAnswer } from './partial-failure.ts';
import { pollingShareQuestion, pollIntervalQuestion } from './polling.ts';
import { putUnitsMonth, putUnitsRecord } from './put-units.ts';
import type { QuestionTemplate } from './question.ts';
import { scalingCalls } from './scaling-calls.ts';
import { shardsForWorkload } from './sizing.ts';
import { throttledFirst } from './throttled-first.ts';
import { whichShard } from './which-shard.ts';

export const questions: readonly QuestionTemplate[] = [
  shardsForWorkload,
  outdatedFigure,
  outdatedFigures,
  whichShard,
  hotKeyLimit,
  throttledFirst,
  partialFailureAnswer,
  kplAggregation,
  pollingShareQuestion,
  pollIntervalQuestion,
  fanOutThroughput,
  iteratorAgeGrowth,
  untilLoss,
  catchUpTime,
  replayTime,
  lambdaConcurrencyQuestion,
  parallelizationFactorQuestion,
  leaseWrites,
  scalingCalls,
  afterASplit,
  firstFlush,
  firehoseObjects,
  firehoseVolume,
  putUnitsRecord,
  putUnitsMonth,
  fanOutPrice,
  retentionPrice,
  onDemandPrice,
];
