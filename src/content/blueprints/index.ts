/** Functions for delivery streams, ready to be used; the first one is where a new function begins. */
import type { Blueprint } from './blueprint.ts';
import { forgetsRecords, throwsOnAmount } from './broken-blueprints.ts';
import { apacheToCsv, apacheToJson, cloudWatchLogs, csvToJson, syslogToJson } from './log-blueprints.ts';
import { enrichJson, filterRecords, generalProcessing, partitionKeys, streamMetadata } from './plain-blueprints.ts';

export const blueprints: Blueprint[] = [
  generalProcessing,
  enrichJson,
  filterRecords,
  partitionKeys,
  streamMetadata,
  apacheToJson,
  apacheToCsv,
  syslogToJson,
  csvToJson,
  cloudWatchLogs,
  forgetsRecords,
  throwsOnAmount,
];
