/** What a frame tells of the run: nothing twice, nothing left out. */
import { describe, expect, test } from 'vitest';
import { advanceTo, createWorld, readColumn, SECOND, type World } from '../../src/engine/index.ts';
import type { Command } from '../../src/engine/commands.ts';
import { CELL_COLOURS, PUT_ROWS_MAX, PUT_STRIDE, READ_STRIDE, type Frame, type SlowFrame } from '../../src/protocol/from-worker.ts';
import { transferablesOf } from '../../src/worker/frames/frames.ts';
import { createRecordWatch, lookAtPuts } from '../../src/worker/watch/record-watch.ts';
import { frameOf } from '../../src/worker/frame-of.ts';
import { command, step } from '../../src/worker/session.ts';
import { STREAM } from '../kinesis/service.ts';
import { bareScenario, consumer, producer } from '../engine/scenarios.ts';
import { drive, recipe, type Driver } from './driving.ts';

const hot = producer({
  source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 100 }, keys: { kind: 'hot', keys: 40, share: 0.6, prefix: 'k-' } },
  rate: { kind: 'constant', perSecond: 2500 },
});
const crowded = recipe({
  scenario: bareScenario(3, {
    producers: [hot, producer({ id: 'other' })],
    consumers: [consumer(), consumer({ id: 'second', pollIntervalMs: 250 })],
    metered: true,
  }),
});

const slowOf = (driver: Driver): SlowFrame => frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs()).slow!;
const rowsOf = (numbers: Float64Array, stride: number): number[][] =>
  Array.from({ length: numbers.length / stride }, (_, i) => Array.from(numbers.subarray(i * stride, (i + 1) * stride)));
const puts = ({ puts: numbers }: Pick<Frame, 'puts'>) =>
  rowsOf(numbers, PUT_STRIDE).map(([producerIndex, hash, colour, shard, outcome, records, position, attempt]) => ({
    producerIndex,
    hash,
    colour,
    shard,
    outcome,
    records,
    position,
    attempt,
  }));
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Accepted and refused so far, by shard. */
const written = (world: World) =>
  world.kinesis.streams[0].shards.map(({ log, totals }) => ({
    accepted: log.count,
    byRecords: totals.refusedByRecords,
    byBytes: totals.refusedByBytes,
  }));

describe('puts', () => {
  test('add up, frame by frame, to what each shard accepted and refused since', () => {
    const driver = drive({ recipe: crowded });
    let before = written(driver.session.head.world);
    for (let i = 0; i < 60; i++) {
      driver.run(i % 7 === 0 ? 700 : 33);
      const rows = puts(frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: i % 5 === 0 }, driver.nowMs()));
      const now = written(driver.session.head.world);
      now.forEach(({ accepted, byRecords, byBytes }, shard) => {
        const seen = (outcome: number) =>
          sum(rows.filter((row) => row.shard === shard && row.outcome === outcome).map(({ records }) => records));
        expect([seen(0), seen(1), seen(2)]).toEqual([
          accepted - before[shard].accepted,
          byRecords - before[shard].byRecords,
          byBytes - before[shard].byBytes,
        ]);
      });
      before = now;
    }
    expect(before.some(({ byRecords }) => byRecords > 1000)).toBe(true);
  });

  test('say who sent them, where the key lies, and one record that can be looked at', () => {
    const driver = drive({ recipe: crowded });
    driver.run(1000);
    const { shards } = driver.session.head.world.kinesis.streams[0];
    for (const { producerIndex, hash, colour, shard, outcome, position, attempt } of puts(
      frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: false }, driver.nowMs()),
    )) {
      expect([0, 1]).toContain(producerIndex);
      expect(hash >= shard / 3 - 1e-9 && hash <= (shard + 1) / 3).toBe(true);
      expect(colour >= 0 && colour < CELL_COLOURS).toBe(true);
      expect(attempt).toBeGreaterThanOrEqual(1);
      if (outcome === 0) expect(position >= 0 && position < shards[shard].log.count).toBe(true);
      else expect(position).toBe(-1);
    }
  });

  test('that are many are sampled, and their weights still add up to within a hundredth', () => {
    const driver = drive({ recipe: crowded, speed: 1000 });
    driver.run(200);
    const rows = puts(frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: false }, driver.nowMs()));
    const accepted = sum(written(driver.session.head.world).map((shard) => shard.accepted));
    expect(accepted).toBeGreaterThan(100_000);
    expect(Math.abs(sum(rows.filter(({ outcome }) => outcome === 0).map(({ records }) => records)) / accepted - 1)).toBeLessThan(0.01);
  });

  test.each([64, 200, 700])('of nine producers on %i shards are at most as many rows as agreed, and none is left out', (shardCount) => {
    const producers = Array.from({ length: 9 }, (_, i) => producer({ id: `p${i}`, rate: { kind: 'constant', perSecond: 1500 } }));
    const world = createWorld(bareScenario(shardCount, { producers }), { seed: '1' });
    advanceTo(world, SECOND);
    const rows = puts({ puts: lookAtPuts(createRecordWatch(), world, world.kinesis.streams[0]) });
    expect(rows.length).toBeLessThanOrEqual(PUT_ROWS_MAX);
    expect(sum(rows.map(({ records }) => records))).toBe(sum(written(world).map(({ accepted, byRecords }) => accepted + byRecords)));
  });
});

test('reads add up to what the consumers have read', () => {
  const driver = drive({ recipe: crowded });
  const seen: number[][] = [];
  for (let i = 0; i < 50; i++) {
    driver.run(100);
    seen.push(...rowsOf(frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: false }, driver.nowMs()).reads, READ_STRIDE));
  }
  driver.session.head.world.consumers.list.forEach(({ totals }, index) => {
    const rows = seen.filter(([consumerIndex]) => consumerIndex === index);
    const columns = [2, 3, 4, 5].map((at) => sum(rows.map((row) => row[at])));
    expect(columns).toEqual([totals.records, totals.bytes, totals.calls, totals.refusedCalls]);
  });
});

describe('the lanes', () => {
  test('hold every accepted record in its second and shard, newest first', () => {
    const driver = drive({ recipe: crowded });
    for (let i = 0; i < 100; i++) {
      driver.run(100);
      frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: false }, driver.nowMs());
    }
    const { cells, shards } = slowOf(driver);
    expect([cells.slotUs, cells.slots, cells.counts.length]).toEqual([SECOND, 36, shards.length * 36 * CELL_COLOURS]);
    shards.forEach(({ index }, lane) => {
      const { log } = driver.session.head.world.kinesis.streams[0].shards[index];
      const arrivals = new Float64Array(log.count);
      readColumn(log, 'arrivalUs', 0, log.count, arrivals);
      for (let age = 0; age < 10; age++) {
        const fromUs = cells.newestSlotUs - age * cells.slotUs;
        const at = (lane * cells.slots + age) * CELL_COLOURS;
        expect(sum([...cells.counts.subarray(at, at + CELL_COLOURS)])).toBe(
          arrivals.filter((us) => us >= fromUs && us < fromUs + cells.slotUs).length,
        );
      }
      expect(log.count).toBeGreaterThan(1000);
    });
  });

  test('show the same whether frames are many or few', () => {
    const [often, seldom] = [drive({ recipe: crowded, play: false }), drive({ recipe: crowded, play: false })];
    for (let i = 1; i <= 100; i++) {
      advanceTo(often.session.head.world, (i * SECOND) / 20);
      frameOf(often.session, { epoch: 0, eventsAfter: 0, slow: false }, often.nowMs());
    }
    advanceTo(seldom.session.head.world, 5 * SECOND);
    const bySlot = (driver: Driver) => {
      const { counts } = slowOf(driver).cells;
      return Array.from({ length: counts.length / CELL_COLOURS }, (_, i) =>
        sum([...counts.subarray(i * CELL_COLOURS, (i + 1) * CELL_COLOURS)]),
      );
    };
    expect(bySlot(often)).toEqual(bySlot(seldom));
  });

  test('grow with the lag, so that the cursor of who is behind stays in view', () => {
    const behind = recipe({
      scenario: bareScenario(1, {
        producers: [producer()],
        consumers: [consumer({ limit: 10, processingUsPerRecord: 1_000_000 })],
        metered: true,
      }),
    });
    const driver = drive({ recipe: behind, speed: 100 });
    driver.run(3000);
    const { cells, consumers } = slowOf(driver);
    expect(consumers[0].lagMs).toBeGreaterThan(100_000);
    expect(cells.slotUs * (cells.slots - 2)).toBeGreaterThanOrEqual(consumers[0].lagMs * 1000);
  });
});

describe('the slow part', () => {
  test('comes ten times a second at most, and at once when it is asked for', () => {
    const driver = drive();
    let slow = 0;
    for (let i = 0; i < 100; i++) {
      driver.run(10);
      if (frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: false }, driver.nowMs()).slow !== null) slow++;
    }
    expect(slow).toBeLessThanOrEqual(11);
    expect(slow).toBeGreaterThanOrEqual(9);
    expect(frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs()).slow).not.toBeNull();
  });

  test('tells events once each', () => {
    const driver = drive({ recipe: crowded });
    const seqs: number[] = [];
    for (let i = 0; i < 60; i++) {
      driver.run(100);
      const { slow } = frameOf(driver.session, { epoch: 0, eventsAfter: seqs.at(-1) ?? 0, slow: true }, driver.nowMs());
      seqs.push(...slow!.events.map(({ seq }) => seq));
    }
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    expect(seqs.length).toBe(driver.session.head.world.sim.history.length);
  });

  test('shows a split from the call to the end: closing, opening, closed, gone', () => {
    const driver = drive({ play: false });
    const states = () => slowOf(driver).shards.map(({ index, state }) => `${index} ${state}`);
    const advance = (seconds: number) => {
      advanceTo(driver.session.head.world, driver.session.head.world.sim.nowUs + seconds * SECOND);
      driver.sleep(2000);
    };
    advance(10);
    command(driver.session, {
      type: 'split-shard',
      stream: STREAM,
      shardId: 'shardId-000000000001',
      newStartingHashKey: String(2n ** 127n),
    });
    expect(states()).toEqual(['0 open', '1 closing', '3 opening', '4 opening', '2 open']);
    expect(slowOf(driver).stream).toMatchObject({ status: 'UPDATING', openShards: 3 });
    advance(27);
    expect(states()).toEqual(['0 open', '1 closed', '3 open', '4 open', '2 open']);
    expect(slowOf(driver).stream).toMatchObject({ status: 'ACTIVE', openShards: 4 });
    const { shards } = slowOf(driver);
    expect([shards[0].startFraction, shards.at(-1)!.endFraction]).toEqual([0, 1]);
    expect(shards[1]).toMatchObject({ childIds: ['shardId-000000000003', 'shardId-000000000004'], parentId: null });
    expect(shards[2]).toMatchObject({ parentId: 'shardId-000000000001', endingHashKey: String(2n ** 127n - 1n) });
  });

  test('counts use of a second against the limits, and says which limit answers', () => {
    const driver = drive({ recipe: crowded });
    driver.run(8000);
    const frame = slowOf(driver);
    const throttled = frame.shards.filter(({ write }) => write.atLimit !== null);
    expect(throttled).toHaveLength(1);
    expect(throttled[0].write).toMatchObject({ atLimit: 'records', recordsLimit: 1000, bytesLimit: 1_048_576 });
    expect(Math.abs(throttled[0].write.records - 1000)).toBeLessThan(60);
    expect(throttled[0].topKey).toMatchObject({ label: 'k-0' });
    expect(frame.readings.throttledBy[0]).toEqual({ shardId: throttled[0].id, share: 1 });
    expect(frame.readings.throttledShare).toBeCloseTo(frame.readings.throttledRecords / frame.readings.attemptedRecords, 10);
  });

  test('never shows a rate below zero, whoever comes and goes', () => {
    const driver = drive({ recipe: crowded, speed: 10 });
    const again: Command[] = [
      { type: 'remove-producer', id: 'checkout' },
      { type: 'add-producer', producer: hot },
      { type: 'update-consumer', consumer: consumer({ start: 'LATEST' }) },
      { type: 'remove-consumer', id: 'second' },
      { type: 'add-consumer', consumer: consumer({ id: 'second' }) },
    ];
    for (const given of again) {
      driver.run(1000);
      command(driver.session, given);
      for (let i = 0; i < 20; i++) {
        driver.run(13);
        const { producers, consumers } = slowOf(driver);
        const rates = [
          ...producers.flatMap(({ wantedPerSecond, sentPerSecond, acceptedPerSecond, refusedPerSecond }) => [
            wantedPerSecond,
            sentPerSecond,
            acceptedPerSecond,
            refusedPerSecond,
          ]),
          ...consumers.flatMap(({ recordsPerSecond, bytesPerSecond, callsPerSecond, refusedCallsPerSecond }) => [
            recordsPerSecond,
            bytesPerSecond,
            callsPerSecond,
            refusedCallsPerSecond,
          ]),
        ];
        expect(rates.filter((rate) => rate < 0)).toEqual([]);
      }
    }
  });

  test('has a timeline that adds up to all that was accepted and throttled', () => {
    const driver = drive({ recipe: crowded, play: false });
    advanceTo(driver.session.head.world, 30 * SECOND);
    const { timeline } = slowOf(driver);
    const now = written(driver.session.head.world);
    expect(sum([...timeline.throttled])).toBe(sum(now.map(({ byRecords }) => byRecords)));
    expect(sum([...timeline.accepted])).toBe(sum(now.map(({ accepted }) => accepted)));
    expect(timeline.accepted.length * timeline.binUs).toBeGreaterThanOrEqual(30 * SECOND);
  });
});

test('a frame can be cloned and its buffers handed over, each once', () => {
  const driver = drive({ recipe: crowded });
  driver.run(1000);
  const frame = frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs());
  const buffers = transferablesOf(frame) as ArrayBuffer[];
  expect(new Set(buffers).size).toBe(buffers.length);
  const copy = structuredClone(frame);
  expect(structuredClone(frame, { transfer: buffers })).toEqual(copy);
  step(driver.session, driver.nowMs());
  expect(frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs()).slow!.timeline.accepted.length).toBeGreaterThan(
    0,
  );
});

test('watching changes nothing', () => {
  const [watched, alone] = [drive({ recipe: crowded, play: false }), drive({ recipe: crowded, play: false })];
  for (let i = 0; i < 100; i++) {
    step(watched.session, watched.nowMs());
    step(alone.session, alone.nowMs());
    frameOf(watched.session, { epoch: 0, eventsAfter: 0, slow: true }, watched.nowMs());
  }
  expect(watched.session.head.world.kinesis).toEqual(alone.session.head.world.kinesis);
  expect(watched.session.head.world.meters).toEqual(alone.session.head.world.meters);
});
