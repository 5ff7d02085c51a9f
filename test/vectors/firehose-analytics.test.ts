/**
 * Firehose against computed and published cases, most of them through its API. A section may be missing or hold other cases; they are
 * told by their shape. Sections of Managed Service for Apache Flink and of Analytics for SQL (flinkPricing, kpu, flinkAutoscale,
 * flinkWindows, kdaSqlWindows) are not Firehose's: nothing is run of them here.
 */
import { expect, test } from 'vitest';
import { testHttpEndpoint, testIndexRotation, type HttpEndpoint, type IndexRotation } from './firehose/endpoints.ts';
import {
  testCompression,
  testCompressionSizes,
  testDelimiter,
  testErrorOutputTypes,
  testFailureRecords,
  testObjectName,
  testPrefix,
  testPrefixInvalid,
  type CompressionCases,
  type ObjectName,
  type PrefixCase,
  type PrefixInvalid,
} from './firehose/files.ts';
import { testDirectPutQuota, testPutLimits, type DirectPutQuota, type PutLimits } from './firehose/puts.ts';
import {
  testBufferTriggers,
  testDynamicPartitioning,
  testKdsSource,
  type BufferTriggers,
  type DynamicPartitioning,
  type KdsSource,
} from './firehose/running.ts';
import { testBufferingHints, testPricing, testRetry, type BufferingHints, type Pricing, type Retry } from './firehose/settings.ts';
import { testMetricsExample, testTransform, type MetricsExample, type TransformSection } from './firehose/transforming.ts';
import { readVectors } from './folder.ts';

interface Sections {
  bufferingHints?: BufferingHints;
  putLimits?: PutLimits;
  directPutQuota?: DirectPutQuota;
  prefix?: PrefixCase[];
  prefixInvalid?: PrefixInvalid;
  errorOutputTypes?: { values?: string[] };
  objectName?: ObjectName;
  compression?: CompressionCases;
  compressionSizeCheck?: Parameters<typeof testCompressionSizes>[0];
  delimiter?: Parameters<typeof testDelimiter>[0];
  transform?: TransformSection;
  metricsExample?: MetricsExample;
  failureRecords?: Parameters<typeof testFailureRecords>[0];
  bufferTriggers?: BufferTriggers;
  dynamicPartitioning?: DynamicPartitioning;
  openSearchIndexRotation?: IndexRotation;
  httpEndpoint?: HttpEndpoint;
  retry?: Retry;
  pricing?: Pricing;
  kdsSource?: KdsSource;
}
const vectors = readVectors('firehose-analytics.json') as Sections;

test('the file holds sections that are run here', () => {
  const known: (keyof Sections)[] = ['bufferingHints', 'putLimits', 'prefix', 'transform', 'bufferTriggers', 'compression'];
  expect(known.filter((name) => vectors[name] !== undefined)).not.toEqual([]);
});

testBufferingHints(vectors.bufferingHints ?? {});
testPutLimits(vectors.putLimits ?? {});
testDirectPutQuota(vectors.directPutQuota ?? {});
testPrefix(vectors.prefix);
testPrefixInvalid(vectors.prefixInvalid);
testErrorOutputTypes(vectors.errorOutputTypes ?? {});
testObjectName(vectors.objectName ?? {});
testCompression(vectors.compression);
testCompressionSizes(vectors.compressionSizeCheck);
testDelimiter(vectors.delimiter);
testTransform(vectors.transform ?? {});
testMetricsExample(vectors.metricsExample);
testFailureRecords(vectors.failureRecords);
testBufferTriggers(vectors.bufferTriggers ?? {});
testDynamicPartitioning(vectors.dynamicPartitioning ?? {});
testIndexRotation(vectors.openSearchIndexRotation);
testHttpEndpoint(vectors.httpEndpoint ?? {});
testRetry(vectors.retry);
testPricing(vectors.pricing ?? {});
testKdsSource(vectors.kdsSource ?? {});
