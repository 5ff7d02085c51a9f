/**
 * Firehose on a virtual clock, behind the AWS JSON 1.1 protocol, with a data-streams service and buckets on the same world.
 * Blobs are base64 text, timestamps epoch seconds, errors `{__type, message}` with status 400 (503 where the service is unavailable).
 */
import type { S3Object } from '../aws/s3/buckets.ts';
import type { ColumnType } from '../firehose/delivery-stream-spec.ts';
import type { Failed } from '../firehose/api/answers.ts';
import { dispatchFirehose } from '../firehose/api/dispatch.ts';
import type { FirehoseService } from '../firehose/api/firehose-service.ts';
import type { Interpreter } from '../firehose/transform/interpreter.ts';
import type { QuotaProfileName, Quotas } from '../kinesis/quotas.ts';
import { advanceTo, createWorld, firehoseOf, type World } from '../world.ts';
import { kinesisApiOf, type ApiAnswer, type KinesisApi } from './create-kinesis-api.ts';

/** A function by what it does with the event, at once and not by a promise; or its code, for the interpreter. */
export type LambdaFunction = ((event: never) => unknown) | string;

export interface FirehoseApiOptions {
  /** Epoch milliseconds. */
  startTime: number;
  seed?: number | string;
  accountId?: string;
  region?: string;
  /** Of the data streams; `callRatesEnforced` holds for Firehose too. */
  quotas?: QuotaProfileName | Partial<Quotas>;
  /** Runs functions that are given as code. */
  interpreter?: Interpreter | null;
  /** By name or ARN. Who is not here is not found. */
  lambda?: Readonly<Record<string, LambdaFunction>>;
  /** Columns of tables that format conversion goes by, by `database.table`. */
  glue?: Readonly<Record<string, { name: string; type: ColumnType }[]>>;
}

export interface ListedObject {
  key: string;
  size: number;
  /** Epoch milliseconds. */
  lastModified: number;
  contentType: string;
  contentEncoding: string | null;
  /** SSE-KMS with this key; null: none. */
  kmsKeyArn: string | null;
}

export interface FirehoseApi {
  /** `target` as in X-Amz-Target, e.g. `Firehose_20150804.PutRecord`. */
  handle(target: string, body: unknown): Promise<ApiAnswer>;
  advanceTo(epochMs: number): Promise<void>;
  /** Epoch milliseconds. */
  now(): number;
  /** In the order in which they were written. */
  objects(bucket: string): ListedObject[];
  object(bucket: string, key: string): Uint8Array | null;
  /** The data streams of the same account. */
  kinesis: KinesisApi;
  /** For those who break something in it. */
  world: World;
}

export function createFirehoseApi(options: FirehoseApiOptions): FirehoseApi {
  const { startTime, quotas = {}, lambda = {}, glue = {} } = options;
  const world = createApiWorld(options);
  const service: FirehoseService = {
    firehose: firehoseOf(world),
    around: {
      codeOf: (arn) => {
        const name = nameIn(lambda, arn);
        if (name === null) return null;
        const found = lambda[name];
        return typeof found === 'string' ? found : `${NATIVE}${name}`;
      },
      columnsOf: (table) => glue[table] ?? null,
    },
    asked: new Map(),
    calls: new Map(),
    limitsCalls: typeof quotas === 'string' ? world.kinesis.quotas.callRatesEnforced : (quotas.callRatesEnforced ?? true),
  };
  const kinesis = kinesisApiOf(world);
  return {
    handle: async (target, body) => {
      if (target.startsWith('Kinesis_') || target.startsWith('GraniteServiceVersion')) return kinesis.handle(target, body);
      const answer = dispatchFirehose(service, target, body);
      return answer.ok ? { status: 200, body: answer.value } : errorAnswer(answer.error);
    },
    advanceTo: async (epochMs) => advanceTo(world, Math.round((epochMs - startTime) * 1000)),
    now: () => startTime + world.sim.nowUs / 1000,
    objects: (bucket) => objectsOf(world, bucket).map((object) => listed(world, object)),
    object: (bucket, key) => objectsOf(world, bucket).find((object) => object.key === key)?.body ?? null,
    kinesis,
    world,
  };
}

function createApiWorld({ startTime, seed = 1, accountId = '000000000000', region = 'us-east-1', ...more }: FirehoseApiOptions): World {
  const { quotas = {}, interpreter = null, lambda = {} } = more;
  const isProfile = typeof quotas === 'string';
  const world = createWorld(
    {
      id: 'api',
      title: '',
      summary: '',
      startEpochMs: startTime,
      profile: isProfile ? quotas : '2026',
      region,
      accountId,
      streams: [],
      producers: [],
      consumers: [],
      metered: false,
    },
    { seed: String(seed), quotas: isProfile ? {} : quotas, interpreter: withNative(lambda, interpreter) },
  );
  world.s3.bodyBytesMax = Infinity;
  return world;
}

/** Marks, in a function's code, one that the caller brought along. */
const NATIVE = '/* native */ ';

/** The caller's functions are called as they are; code goes to the interpreter. */
function withNative(lambda: Readonly<Record<string, LambdaFunction>>, interpreter: Interpreter | null): Interpreter {
  return (request) => {
    const found = request.code.startsWith(NATIVE) ? lambda[request.code.slice(NATIVE.length)] : undefined;
    if (typeof found !== 'function')
      return interpreter?.(request) ?? { kind: 'threw', name: 'Error', message: 'no interpreter', line: null, steps: 0, log: [] };
    try {
      const answer: unknown = found(JSON.parse(request.eventJson) as never);
      if (answer instanceof Promise) throw new Error('a function of createFirehoseApi answers at once, not by a promise');
      return { kind: 'returned', json: JSON.stringify(answer ?? null), steps: 1, log: [] };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { kind: 'threw', name, message, line: null, steps: 1, log: [] };
    }
  };
}

/** The name by which a function is among them: as it is called, or the name in its ARN, with or without a version. */
function nameIn(lambda: Readonly<Record<string, LambdaFunction>>, arn: string): string | null {
  const name = arn.split(':function:')[1] ?? arn;
  return [arn, name, name.split(':')[0]].find((one) => Object.hasOwn(lambda, one)) ?? null;
}

const objectsOf = ({ s3 }: World, bucket: string): readonly S3Object[] => s3.buckets.find(({ name }) => name === bucket)?.objects ?? [];

const listed = ({ sim }: World, { key, sizeBytes, writtenUs, contentType, contentEncoding, kmsKeyArn }: S3Object): ListedObject => ({
  key,
  size: sizeBytes,
  lastModified: sim.startEpochMs + writtenUs / 1000,
  contentType,
  contentEncoding,
  kmsKeyArn,
});

const errorAnswer = ({ type, message }: Failed['error']): ApiAnswer => ({
  status: type === 'ServiceUnavailableException' ? 503 : 400,
  body: type === 'SerializationException' ? { __type: type, Message: message } : { __type: type, message },
});
