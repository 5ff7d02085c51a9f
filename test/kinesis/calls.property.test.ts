/** Whatever is asked of the service, in whatever order: it answers as AWS may, and what it holds stays in order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { subscribe, type FanOutSession } from '../../src/engine/api/fan-out-session.ts';
import {
  advanceTo,
  createKinesisApi,
  createWorld,
  kinesisOf,
  MAX_HASH_KEY,
  shardIdOf,
  takesRecords,
  valueAt,
  type Quotas,
  type ShardState,
  type StreamState,
  type World,
} from '../../src/engine/index.ts';
import { dispatch } from '../../src/engine/kinesis/dispatch.ts';
import { COMMON_ERRORS, MODEL } from './api-model.ts';
import { arbitrarySteps, emptyMemory, FIRST_STEPS, remember, resolved, type Step } from './arbitrary-calls.ts';
import { ACCOUNT, START } from './service.ts';

/** Small, so that a few calls throttle. */
const SMALL: Partial<Quotas> = {
  shardWriteRecordsPerSecond: 3,
  shardWriteBytesPerSecond: 3000,
  shardReadBytesPerSecond: 2000,
  readPageTargetBytes: 3000,
  shardsPerAccount: 40,
  updateShardCountsPerDay: 3,
};
const RUNS = Number(process.env.KINELAB_RUNS ?? 150);
const ERRORS = new Map(MODEL.map(({ name, errors }) => [name, new Set([...errors, ...COMMON_ERRORS])]));

interface Conversation {
  world: World;
  memory: ReturnType<typeof emptyMemory>;
  sessions: FanOutSession[];
  /** By stream number: records that were put, as far as answers say. */
  accepted: number[];
  /** By stream number and shard: the last sequence number given out. */
  lastNumber: Map<string, bigint>;
}

const begin = (): Conversation => ({
  world: createWorld(
    {
      id: 'calls',
      title: '',
      summary: '',
      startEpochMs: START,
      profile: '2026',
      region: 'us-east-1',
      accountId: ACCOUNT,
      streams: [],
      producers: [],
      consumers: [],
      metered: false,
    },
    { seed: '1', quotas: SMALL },
  ),
  memory: emptyMemory(),
  sessions: [],
  accepted: [],
  lastNumber: new Map(),
});

/** What the answer must not be, in words. */
function take(talk: Conversation, step: Step): string[] {
  const { world, memory, sessions } = talk;
  if ('waitMs' in step) {
    advanceTo(world, world.sim.nowUs + step.waitMs * 1000);
    return [];
  }
  if ('drain' in step) {
    const session = sessions[step.drain];
    remember(memory, session?.drain());
    if (step.close) session?.close();
    return [];
  }
  const { operation } = step;
  const body = resolved(step.body, memory, START + world.sim.nowUs / 1000);
  const stream = streamMeant(world, body);
  const answer =
    operation === 'SubscribeToShard'
      ? subscribe(kinesisOf(world), body)
      : dispatch(kinesisOf(world), `Kinesis_20131202.${operation}`, body);
  if (!answer.ok) {
    const { type, message } = answer.error;
    const unknown = ERRORS.get(operation)!.has(type) ? [] : [`${operation} is refused with ${type}, which AWS's model does not list`];
    return /undefined|NaN|\[object/.test(message) ? [...unknown, `${operation} says: ${message}`] : unknown;
  }
  if (operation === 'SubscribeToShard') sessions.push(answer.value as unknown as FanOutSession);
  else remember(memory, answer.value);
  return stream === undefined ? [] : noteAccepted(talk, stream, (answer.value ?? {}) as PutAnswer);
}

function streamMeant({ kinesis }: World, body: unknown): StreamState | undefined {
  const { StreamName: name, StreamARN: arn } = (body ?? {}) as Record<string, unknown>;
  return kinesis.streams.find((stream) => stream.life.state !== 'GONE' && (stream.name === name || stream.arn === arn));
}

interface Entry {
  ShardId?: string;
  SequenceNumber?: string;
}

type PutAnswer = Entry & { Records?: Entry[]; FailedRecordCount?: number };

function noteAccepted({ accepted, lastNumber }: Conversation, stream: StreamState, answer: PutAnswer): string[] {
  const entries = answer.FailedRecordCount === undefined ? [answer] : answer.Records!;
  return entries.flatMap(({ ShardId, SequenceNumber }) => {
    if (ShardId === undefined || SequenceNumber === undefined) return [];
    const place = `${stream.number}/${ShardId}`;
    const last = lastNumber.get(place) ?? 0n;
    lastNumber.set(place, BigInt(SequenceNumber));
    accepted[stream.number] = (accepted[stream.number] ?? 0) + 1;
    return BigInt(SequenceNumber) > last ? [] : [`${place}: ${SequenceNumber} comes after ${last}`];
  });
}

/** Where what the service holds is out of order, in words. */
function disorders({ world, accepted }: Conversation): string[] {
  const nowUs = world.sim.nowUs;
  return world.kinesis.streams.flatMap((stream) => {
    const { name, number, shards } = stream;
    const open = shards.filter((shard) => takesRecords(shard, nowUs)).toSorted((a, b) => (a.start < b.start ? -1 : 1));
    const tiles = open.every(({ start }, i) => start === (i === 0 ? 0n : open[i - 1].end + 1n)) && open.at(-1)?.end === MAX_HASH_KEY;
    const held = shards.reduce((sum, { log }) => sum + log.count, 0);
    return [
      ...(tiles ? [] : [`${name}: open ranges do not tile: ${open.map(({ start, end }) => `${start}-${end}`).join(' ')}`]),
      ...(held === (accepted[number] ?? 0) ? [] : [`${name}: ${held} records stand for ${accepted[number]} that were accepted`]),
      ...shards.flatMap((shard, i) => shardDisorders(shard, i, nowUs).map((words) => `${name}, shard ${i}: ${words}`)),
    ];
  });
}

function shardDisorders({ index, log, totals, closesAtUs }: ShardState, place: number, nowUs: number): string[] {
  const kept = Array.from({ length: log.count - log.trimmed }, (_, i) => log.trimmed + i);
  const falls = kept
    .slice(1)
    .filter(
      (at) =>
        valueAt(log, 'counter', at) <= valueAt(log, 'counter', at - 1) || valueAt(log, 'arrivalUs', at) < valueAt(log, 'arrivalUs', at - 1),
    );
  const late = kept.filter((at) => valueAt(log, 'arrivalUs', at) >= (closesAtUs ?? Infinity) || valueAt(log, 'arrivalUs', at) > nowUs);
  return [
    ...(index === place ? [] : [`is called ${index}`]),
    ...(totals.trimmedRecords === log.trimmed ? [] : [`${totals.trimmedRecords} trimmed, ${log.trimmed} gone`]),
    ...falls.map((at) => `record ${at} does not come after the one before`),
    ...late.map((at) => `record ${at} came after the end`),
  ];
}

test('no sequence of calls breaks the order of things, and every answer is one that AWS gives', () => {
  fc.assert(
    fc.property(arbitrarySteps, (steps) => {
      const talk = begin();
      for (const step of [...FIRST_STEPS, ...steps]) expect([...take(talk, step), ...disorders(talk)]).toEqual([]);
      expect(Object.keys(structuredClone(talk.world.kinesis))).toContain('streams');
    }),
    { numRuns: RUNS },
  );
});

test('cutting time into slices changes no answer', () => {
  const answers = async (steps: Step[], slices: number): Promise<unknown[]> => {
    const api = createKinesisApi({ startTime: START, accountId: ACCOUNT, quotas: SMALL });
    const memory = emptyMemory();
    const given: unknown[] = [];
    const sessions: FanOutSession[] = [];
    for (const step of [...FIRST_STEPS, ...steps]) {
      if ('waitMs' in step) for (let i = 1, from = api.now(); i <= slices; i++) await api.advanceTo(from + (i * step.waitMs) / slices);
      else if ('drain' in step) given.push(sessions[step.drain]?.drain());
      else if (step.operation === 'SubscribeToShard') {
        const { session, ...answer } = await api.subscribe(resolved(step.body, memory, api.now()));
        if (session !== undefined) sessions.push(session);
        given.push(answer);
      } else given.push(await api.handle(`Kinesis_20131202.${step.operation}`, resolved(step.body, memory, api.now())));
      remember(memory, given.at(-1));
    }
    return given;
  };
  return fc.assert(
    fc.asyncProperty(arbitrarySteps, fc.integer({ min: 2, max: 7 }), async (steps, slices) => {
      expect(await answers(steps, slices)).toEqual(await answers(steps, 1));
    }),
    { numRuns: Math.ceil(RUNS / 5) },
  );
});

test('what was accepted can be read, once, in order, unless it has been trimmed', () => {
  fc.assert(
    fc.property(arbitrarySteps, (steps) => {
      const talk = begin();
      const { world } = talk;
      for (const step of [...FIRST_STEPS, ...steps]) take(talk, step);
      advanceTo(world, world.sim.nowUs + 40e6);
      const [stream] = world.kinesis.streams;
      if (stream.life.state === 'GONE') return;
      for (const shard of stream.shards) {
        const numbers = readAll(world, stream.name, shardIdOf(shard.index));
        const horizonUs = world.sim.nowUs - stream.settings.retentionHours * 3.6e9;
        const kept = Array.from({ length: shard.log.count - shard.log.trimmed }, (_, i) => shard.log.trimmed + i).filter(
          (at) => valueAt(shard.log, 'arrivalUs', at) > horizonUs,
        );
        expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)));
        expect(new Set(numbers).size).toBe(numbers.length);
        // a shard that has expired shows nothing
        expect([0, kept.length]).toContain(numbers.length);
        expect(numbers.length === 0 && kept.length > 0 && shard.closesAtUs === null).toBe(false);
      }
    }),
    { numRuns: RUNS },
  );
});

/** Sequence numbers of all that a shard still holds; none where it has expired. */
function readAll(world: World, StreamName: string, ShardId: string): bigint[] {
  const ask = (operation: string, body: unknown) => dispatch(kinesisOf(world), `Kinesis_20131202.${operation}`, body);
  const start = ask('GetShardIterator', { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  if (!start.ok) return [];
  const numbers: bigint[] = [];
  let iterator = start.value!.ShardIterator as string | undefined;
  for (let page = 0; iterator !== undefined; page++) {
    advanceTo(world, world.sim.nowUs + 6e6);
    const answer = ask('GetRecords', { ShardIterator: iterator });
    if (!answer.ok) throw new Error(`${answer.error.type}: ${answer.error.message}`);
    const { Records, NextShardIterator, MillisBehindLatest } = answer.value as {
      Records: { SequenceNumber: string }[];
      NextShardIterator?: string;
      MillisBehindLatest: number;
    };
    numbers.push(...Records.map(({ SequenceNumber }) => BigInt(SequenceNumber)));
    iterator = Records.length === 0 && MillisBehindLatest === 0 ? undefined : NextShardIterator;
    expect(page).toBeLessThan(2000);
  }
  return numbers;
}
