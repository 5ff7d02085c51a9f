/** Whatever is asked of the service, in whatever order: it answers as AWS may, and what it holds stays in order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { subscribe, type FanOutSession } from '../../src/engine/api/fan-out-session.ts';
import { advanceTo, createKinesisApi, createWorld, isClosed, kinesisOf, MAX_HASH_KEY, shardIdOf, takesRecords, valueAt, type Quotas, type StreamState, type World } from '../../src/engine/index.ts';
import { dispatch } from '../../src/engine/kinesis/dispatch.ts';
import { COMMON_ERRORS, MODEL } from './api-model.ts';
import { arbitrarySteps, emptyMemory, FIRST_STEPS, remember, resolved, type Step } from './arbitrary-calls.ts';
import { ACCOUNT, START } from './service.ts';

/** Small, so that a few calls throttle. */
const SMALL: Partial<Quotas> = { shardWriteRecordsPerSecond: 3, shardWriteBytesPerSecond: 3000, shardReadBytesPerSecond: 2000, readPageTargetBytes: 3000, shardsPerAccount: 40, updateShardCountsPerDay: 3 };
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
    { id: 'calls', title: '', summary: '', startEpochMs: START, profile: '2026', region: 'us-east-1', accountId: ACCOUNT, streams: [], producers: [], consumers: [], metered: false },
    { seed: '1', quotas: SMALL },
  ),
  memory: emptyMemory(),
  sessions: [],
  accepted: [],
  lastNumber: new Map(),
});

function take(talk: Conversation, step: Step): void {
  const { world, memory, sessions } = talk;
  if ('waitMs' in step) return advanceTo(world, world.sim.nowUs + step.waitMs * 1000);
  if ('drain' in step) {
    const session = sessions[step.drain];
    remember(memory, session?.drain());
    if (step.close) session?.close();
    return;
  }
  const body = resolved(step.body, memory, START + world.sim.nowUs / 1000);
  const named = streamMeant(world, body);
  const answer = step.operation === 'SubscribeToShard' ? subscribe(kinesisOf(world), body) : dispatch(kinesisOf(world), `Kinesis_20131202.${step.operation}`, body);
  if (!answer.ok) {
    expect([...ERRORS.get(step.operation)!]).toContain(answer.error.type);
    expect(answer.error.message).not.toMatch(/undefined|NaN|\[object/);
    return;
  }
  if (step.operation === 'SubscribeToShard') sessions.push(answer.value as unknown as FanOutSession);
  else remember(memory, answer.value);
  if (named !== undefined) noteAccepted(talk, named, answer.value as never);
}

function streamMeant({ kinesis }: World, body: unknown): StreamState | undefined {
  const { StreamName: name, StreamARN: arn } = (body ?? {}) as Record<string, unknown>;
  return kinesis.streams.find((stream) => stream.life.state !== 'GONE' && (stream.name === name || stream.arn === arn));
}

type Entry = { ShardId?: string; SequenceNumber?: string };

function noteAccepted({ accepted, lastNumber }: Conversation, stream: StreamState, answer: Entry & { Records?: Entry[]; FailedRecordCount?: number }): void {
  const entries = answer?.FailedRecordCount === undefined ? [answer ?? {}] : answer.Records!;
  for (const { ShardId, SequenceNumber } of entries) {
    if (ShardId === undefined || SequenceNumber === undefined) continue;
    const place = `${stream.number}/${ShardId}`;
    expect(BigInt(SequenceNumber)).toBeGreaterThan(lastNumber.get(place) ?? 0n);
    lastNumber.set(place, BigInt(SequenceNumber));
    accepted[stream.number] = (accepted[stream.number] ?? 0) + 1;
  }
}

function expectInOrder({ world, accepted }: Conversation): void {
  const { sim, kinesis } = world;
  for (const stream of kinesis.streams) {
    const { shards } = stream;
    const open = shards.filter((shard) => takesRecords(shard, sim.nowUs)).toSorted((a, b) => (a.start < b.start ? -1 : 1));
    const ends = [-1n, ...open.map(({ end }) => end)];
    expect(open.map(({ start }) => start)).toEqual(ends.slice(0, -1).map((end) => end + 1n));
    expect(ends.at(-1)).toBe(MAX_HASH_KEY);
    shards.forEach((shard, i) => {
      expect(shard.index).toBe(i);
      expect(shard.totals.trimmedRecords).toBe(shard.log.trimmed);
      const { log } = shard;
      for (let at = log.trimmed + 1; at < log.count; at++) {
        expect(valueAt(log, 'counter', at)).toBeGreaterThan(valueAt(log, 'counter', at - 1));
        expect(valueAt(log, 'arrivalUs', at)).toBeGreaterThanOrEqual(valueAt(log, 'arrivalUs', at - 1));
      }
      if (isClosed(shard, sim.nowUs) && log.count > log.trimmed) expect(valueAt(log, 'arrivalUs', log.count - 1)).toBeLessThan(shard.closesAtUs!);
    });
    expect(shards.reduce((sum, { log }) => sum + log.count, 0)).toBe(accepted[stream.number] ?? 0);
  }
}

test('no sequence of calls breaks the order of things, and every answer is one that AWS gives', () => {
  fc.assert(
    fc.property(arbitrarySteps, (steps) => {
      const talk = begin();
      for (const step of [...FIRST_STEPS, ...steps]) {
        take(talk, step);
        expectInOrder(talk);
      }
      structuredClone(talk.world.kinesis);
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
        const kept = Array.from({ length: shard.log.count - shard.log.trimmed }, (_, i) => shard.log.trimmed + i).filter((at) => valueAt(shard.log, 'arrivalUs', at) > horizonUs);
        expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)));
        expect(new Set(numbers).size).toBe(numbers.length);
        if (numbers.length > 0 || kept.length === 0) expect(numbers.length).toBe(kept.length);
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
    const { Records, NextShardIterator, MillisBehindLatest } = answer.value as { Records: { SequenceNumber: string }[]; NextShardIterator?: string; MillisBehindLatest: number };
    numbers.push(...Records.map(({ SequenceNumber }) => BigInt(SequenceNumber)));
    iterator = Records.length === 0 && MillisBehindLatest === 0 ? undefined : NextShardIterator;
    expect(page).toBeLessThan(2000);
  }
  return numbers;
}
