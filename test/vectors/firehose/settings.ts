/** Figures and refusals: ranges of hints, prices, retry durations. */
import { describe, expect, test } from 'vitest';
import { FIREHOSE_PRICES } from '../../../src/engine/billing/firehose-price.ts';
import { firehoseBilledBytes, firehoseCost } from '../../../src/engine/formulas.ts';
import { HINTS_BY_DESTINATION, KEPT_HOURS, RETRY_SECONDS_MAX, SPLUNK_ACK_SECONDS } from '../../../src/engine/firehose/limits.ts';
import { ACCOUNT, drive, hints, ROLE, s3, toS3, type Body } from '../../engine/firehose-api-driver.ts';

type Range = [number, number, number, number, number, number];
interface Override {
  when: string;
  sizeMin?: number;
  sizeDefault?: number;
  intervalMin?: number;
  intervalMax?: number;
  error?: { type: string; message: string };
}
export interface BufferingHints {
  sizeMiB_min_max_default__intervalS_min_max_default?: Record<string, Range>;
  overrides?: Override[];
  pairRule?: string;
}

const NAME = { DeliveryStreamName: 's' };
const DOMAIN = `arn:aws:es:us-east-1:${ACCOUNT}:domain/logs`;
const JDBC = 'jdbc:redshift://lab.abc.us-east-1.redshift.amazonaws.com:5439/dev';
/** A destination of AWS's table that the API of the lab takes, with its hints. */
const DESTINATIONS: Record<string, (hinted: Body) => Body> = {
  AmazonS3: (hinted) => toS3(hinted),
  Redshift: (hinted) => ({
    RedshiftDestinationConfiguration: {
      RoleARN: ROLE,
      ClusterJDBCURL: JDBC,
      CopyCommand: { DataTableName: 't' },
      S3Configuration: s3(hinted),
    },
  }),
  OpenSearch: (hinted) => ({
    AmazonopensearchserviceDestinationConfiguration: { RoleARN: ROLE, DomainARN: DOMAIN, IndexName: 'i', S3Configuration: s3(), ...hinted },
  }),
  Splunk: (hinted) => ({
    SplunkDestinationConfiguration: { HECEndpoint: 'https://s:8088', HECEndpointType: 'Raw', S3Configuration: s3(), ...hinted },
  }),
  HttpEndpoint: (hinted) => ({
    HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: 'https://e.example' }, S3Configuration: s3(), ...hinted },
  }),
};
const GLUE = { 'd.t': [{ name: 'id', type: 'string' as const }] };
const CONVERSION = {
  DataFormatConversionConfiguration: {
    SchemaConfiguration: { DatabaseName: 'd', TableName: 't', RoleARN: ROLE },
    InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
    OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
  },
};
const creating = (body: Body) => drive({ glue: GLUE }).refusal('CreateDeliveryStream', { ...NAME, ...body });
const typeOf = async (body: Body) => (await creating(body)).type;

/** The hints with which it was made, as it is described. */
async function hintsOf(body: Body): Promise<{ SizeInMBs: number; IntervalInSeconds: number }> {
  const { ok } = drive({ glue: GLUE });
  await ok('CreateDeliveryStream', { ...NAME, ...body });
  const { DeliveryStreamDescription } = (await ok('DescribeDeliveryStream', NAME)) as {
    DeliveryStreamDescription: { Destinations: Body[] };
  };
  const { DestinationId: _, S3DestinationDescription: __, ...destination } = DeliveryStreamDescription.Destinations[0];
  const members = Object.values(destination)[0] as Body;
  return (members.BufferingHints ?? (members.S3DestinationDescription as Body).BufferingHints) as never;
}

export function testBufferingHints({
  sizeMiB_min_max_default__intervalS_min_max_default: ranges = {},
  overrides = [],
  pairRule,
}: BufferingHints) {
  describe('bufferingHints', () => {
    test.for(Object.entries(ranges))('%s', async ([name, [sizeMin, sizeMax, size, min, max, interval]]) => {
      expect(HINTS_BY_DESTINATION).toHaveProperty(name, {
        sizeMiBMin: sizeMin,
        sizeMiBMax: sizeMax,
        sizeMiBDefault: size,
        intervalSecondsMin: min,
        intervalSecondsMax: max,
        intervalSecondsDefault: interval,
      });
      const destination = DESTINATIONS[name];
      if (destination === undefined) return;
      expect(await hintsOf(destination({}))).toEqual({ SizeInMBs: size, IntervalInSeconds: interval });
      for (const [mib, seconds] of [
        [sizeMin, min],
        [sizeMax, max],
      ])
        expect(await typeOf(destination(hints(mib, seconds)))).toBe('taken');
      for (const [mib, seconds] of [
        [sizeMin - 1, interval],
        [sizeMax + 1, interval],
        [size, max + 1],
        [size, min - 1],
      ])
        expect(await typeOf(destination(hints(mib, seconds)))).toBe('ValidationException');
    });
    test.for(overrides)('$when', async ({ when, sizeMin, sizeDefault, intervalMin, intervalMax, error }) => {
      const isBackup = /backup/i.test(when);
      const body = (hinted: Body) =>
        toS3(isBackup ? { S3BackupMode: 'Enabled', S3BackupConfiguration: s3(hinted) } : { ...CONVERSION, ...hinted });
      if (sizeDefault !== undefined && !isBackup) expect((await hintsOf(body({}))).SizeInMBs).toBe(sizeDefault);
      if (sizeMin !== undefined) expect(await typeOf(body(hints(sizeMin, 60)))).toBe('taken');
      if (sizeMin !== undefined && error !== undefined) expect(await creating(body(hints(sizeMin - 1, 60)))).toEqual(error);
      for (const seconds of [intervalMin, intervalMax].filter((one) => one !== undefined))
        expect(await typeOf(body(hints(5, seconds)))).toBe('taken');
      if (intervalMin !== undefined) expect(await typeOf(body(hints(5, intervalMin - 1)))).toBe('InvalidArgumentException');
    });
    test.runIf(pairRule !== undefined)('both hints or neither', async () => {
      expect(await typeOf(toS3({ BufferingHints: { SizeInMBs: 5 } }))).toBe('InvalidArgumentException');
      expect(await typeOf(toS3({ BufferingHints: { IntervalInSeconds: 60 } }))).toBe('InvalidArgumentException');
      expect(await typeOf(toS3())).toBe('taken');
    });
  });
}

export interface Pricing {
  rules?: { id: string; cases?: [number, number][] }[];
  prices_us_east_1?: Record<string, unknown>;
  examples?: {
    id: string;
    recordsPerS?: number;
    recordKB?: number;
    days?: number;
    gbPerMonth?: number;
    usd: number;
    gbUsd?: number;
    azHourUsd?: number;
  }[];
  smallRecordsCostMore?: { totalMiB: number } & Record<'a' | 'b', { records: number; billedMiB: number }>;
}

export function testPricing({ rules = [], prices_us_east_1: prices, examples = [], smallRecordsCostMore: small }: Pricing) {
  describe('pricing', () => {
    // of vended logs nothing is rounded: the lab has none
    const pairs = rules.flatMap(({ cases = [] }) => cases).filter((one) => Array.isArray(one));
    test.for(pairs)('%s KB are billed as %s', ([kb, billed]) => {
      expect(firehoseBilledBytes(kb * 1024)).toBe(billed * 1024);
    });
    test.runIf(prices !== undefined)('prices', () => {
      const { ingestTiers, conversionGb, vpcGb, vpcZoneHour, partitionedGb, thousandPartitionObjects, jqHour } = FIREHOSE_PRICES;
      expect(ingestTiers.map(({ upToGb, usdPerGb }) => [upToGb, usdPerGb])).toEqual(prices!.ingest_per_GB);
      expect({ conversionGb, vpcGb, vpcZoneHour, partitionedGb, thousandPartitionObjects, jqHour }).toEqual({
        conversionGb: prices!.formatConversion_per_GB,
        vpcGb: prices!.vpc_per_GB,
        vpcZoneHour: prices!.vpc_per_AZ_hour,
        partitionedGb: prices!.dynPart_per_GB,
        thousandPartitionObjects: prices!.dynPart_per_1000_objects,
        jqHour: prices!.jq_hour,
      });
    });
    // one volume for all of them, which the first says; where it stands in the other half it is the published one
    const { recordsPerS = 100, recordKB = 3, days = 30 } = examples.find((one) => one.recordsPerS !== undefined) ?? {};
    // of dynamic partitioning an example would say how many objects and hours of jq there are
    test.for(examples.filter(({ id }) => !/dyn|partition/.test(id)))('$id', ({ id, usd, gbPerMonth, gbUsd, azHourUsd }) => {
      const use = { records: recordsPerS * days * 86_400, averageRecordBytes: recordKB * 1024 };
      const zones = Number(/(\d)AZ/.exec(id)?.[1] ?? 0);
      const cost = firehoseCost({ ...use, converts: /conversion/.test(id), vpcZones: zones }, days * 24);
      if (gbPerMonth !== undefined) expect(cost.gb).toBeCloseTo(gbPerMonth, 1);
      expect(cost.parts.at(-1)!.usd).toBeCloseTo(usd, 1);
      if (gbUsd !== undefined) expect(cost.gb * FIREHOSE_PRICES.vpcGb).toBeCloseTo(gbUsd, 2);
      if (azHourUsd !== undefined) expect(days * 24 * zones * FIREHOSE_PRICES.vpcZoneHour).toBeCloseTo(azHourUsd, 2);
    });
    test.runIf(small !== undefined)('small records cost more', () => {
      for (const { records, billedMiB } of [small!.a, small!.b])
        expect((records * firehoseBilledBytes((small!.totalMiB * 1024 * 1024) / records)) / 1024 / 1024).toBeCloseTo(billedMiB, 2);
    });
  });
}

export type Retry = { dest: string; total?: string; rangeS?: [number, number]; defaultS?: number; ackTimeoutS?: [number, number] }[];

export function testRetry(cases: Retry = []) {
  const members: Record<string, string> = {
    OpenSearch: 'OpenSearch',
    HTTP: 'HttpEndpoint',
    HttpEndpoint: 'HttpEndpoint',
    Splunk: 'Splunk',
    Redshift: 'Redshift',
  };
  describe.runIf(cases.length > 0)('retry', () => {
    test.for(cases)('$dest', async ({ dest, total, rangeS, defaultS, ackTimeoutS }) => {
      if (total !== undefined && dest === 'S3') expect(total).toContain(`${KEPT_HOURS} h`);
      if (!Object.hasOwn(members, dest)) return;
      if (ackTimeoutS !== undefined) expect(ackTimeoutS).toEqual([SPLUNK_ACK_SECONDS.min, SPLUNK_ACK_SECONDS.max]);
      const body = (seconds: number) => {
        const [[name, config]] = Object.entries(DESTINATIONS[members[dest]]({})) as [string, Body][];
        return { [name]: { ...config, RetryOptions: { DurationInSeconds: seconds } } };
      };
      if (rangeS !== undefined) {
        expect(rangeS[1]).toBe(RETRY_SECONDS_MAX);
        for (const seconds of rangeS) expect(await typeOf(body(seconds))).toBe('taken');
        for (const seconds of [rangeS[0] - 1, rangeS[1] + 1]) expect(await typeOf(body(seconds))).toBe('ValidationException');
      }
      if (defaultS === undefined) return;
      const { api, create } = drive();
      await create('s', DESTINATIONS[members[dest]]({}));
      expect(api.world.firehose.list[0].spec.destination).toHaveProperty('retrySeconds', defaultS);
    });
  });
}
