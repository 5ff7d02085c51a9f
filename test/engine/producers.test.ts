/** What producers make, when, and what they do with refusals. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanceRun,
  advanceTo,
  createWorld,
  historyOf,
  keyText,
  kinesisOf,
  readColumn,
  type Quotas,
  type World,
} from '../../src/engine/index.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import type { ProducerTimer } from '../../src/engine/producers/producer-state.ts';
import type { ProducerSpec, RateSpec } from '../../src/engine/producers/producer-spec.ts';
import { ratePerSecond } from '../../src/engine/producers/workload/rate.ts';
import { SECOND, SMALL_FILE } from './arbitrary-run.ts';
import { bareScenario, producer } from './scenarios.ts';

const HOUR = 3600 * SECOND;
const GENEROUS: Partial<Quotas> = { shardWriteRecordsPerSecond: 1e6, shardWriteBytesPerSecond: 1e10 };

function world(specs: ProducerSpec[], quotas = GENEROUS, shardCount = 1): World {
  return createWorld(bareScenario(shardCount, { producers: specs }), {
    seed: '1',
    quotas,
    datasets: new Map([[SMALL_FILE.id, SMALL_FILE]]),
  });
}
function played(spec: Partial<ProducerSpec>, untilUs: number, commands: TimedCommand[] = [], quotas = GENEROUS): World {
  const run = world([producer(spec)], quotas);
  advanceRun(run, commands, 0, untilUs);
  return run;
}
const log = (run: World) => run.kinesis.streams[0].shards[0].log;
function column(run: World, name: Parameters<typeof readColumn>[1]): number[] {
  const out = new Float64Array(log(run).count);
  readColumn(log(run), name, 0, log(run).count, out);
  return [...out];
}
const keys = (run: World) => column(run, 'keyId').map((id) => keyText(run.kinesis.keys, id));
const totals = (run: World) => run.producers.list[0].totals;
const ONE_BY_ONE = { api: 'PutRecord' } as const;
const made = (rate: RateSpec, seconds: number) => totals(played({ rate }, seconds * SECOND)).made;

describe('rates', () => {
  test.each([1, 7, 333.3, 5000])('%d a second, constantly', (perSecond) => {
    expect(Math.abs(made({ kind: 'constant', perSecond }, 20) - 20 * perSecond)).toBeLessThanOrEqual(perSecond * 0.11 + 2); // a linger of 100 ms
  });

  test('0 a second is nothing, now and ever', () => {
    expect(made({ kind: 'constant', perSecond: 0 }, 7200)).toBe(0);
  });

  test('a ramp from 0 to 100 over 10 s makes 500, then 100 a second', () => {
    const ramp = { kind: 'ramp', fromPerSecond: 0, toPerSecond: 100, overSeconds: 10 } as const;
    expect(Math.abs(made(ramp, 10) - 500)).toBeLessThan(15);
    expect(Math.abs(made(ramp, 20) - 1500)).toBeLessThan(15);
  });

  test('a spike of 3 s every 10 s, first after 5 s', () => {
    const spike = { kind: 'spike', basePerSecond: 10, peakPerSecond: 200, afterSeconds: 5, lastsSeconds: 3, everySeconds: 10 } as const;
    const rates = [0, 4.9, 5, 7.9, 8, 14.9, 15].map((second) => ratePerSecond(spike, second * SECOND, 0));
    expect(rates).toEqual([10, 10, 200, 200, 10, 10, 200]);
    expect(Math.abs(made(spike, 20) - (6 * 200 + 14 * 10))).toBeLessThan(25);
  });

  test('a day is highest at its hour and lowest twelve hours from it', () => {
    const day = { kind: 'day', lowPerSecond: 10, highPerSecond: 50, peakHour: 18 } as const;
    const at = (hour: number) => Math.round(ratePerSecond(day, 0, hour * 3_600_000) * 1000) / 1000;
    expect([at(18), at(6), at(0), at(12), at(42)]).toEqual([50, 10, 30, 30, 50]);
  });

  test('rows of a file at the times they carry, faster as told, the dictionary in their order', () => {
    const source = { kind: 'dataset', dataset: SMALL_FILE.id, keyField: 'host', loop: false } as const;
    const run = played({ source, rate: { kind: 'timestamps', field: 'time', speed: 2 }, calls: ONE_BY_ONE }, 30 * SECOND);
    expect(column(run, 'index')).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(keys(run)).toEqual(Array.from({ length: 30 }, (_, i) => 'abcd'[(i * i) % 4]));
    const arrivals = column(run, 'arrivalUs');
    expect(Math.abs(arrivals[29] - arrivals[0] - 900_000 / 2)).toBeLessThan(10_000);
  });
});

describe('a file', () => {
  const file = (loop: boolean) => ({ kind: 'dataset', dataset: SMALL_FILE.id, keyField: null, loop }) as const;
  const rate = { kind: 'constant', perSecond: 10 } as const;

  test('keeps its bytes: a record is its row', () => {
    const run = played({ source: file(false), rate }, 10 * SECOND);
    const [producers, indexes, sizes, ids] = (['producer', 'index', 'sizeBytes', 'keyId'] as const).map((name) => column(run, name));
    for (const at of [0, 17, 29]) {
      const payload = kinesisOf(run).cache.payload(producers[at], indexes[at], sizes[at], ids[at]);
      expect(new TextDecoder().decode(payload)).toBe(`line ${at} ${'x'.repeat(at)}`);
      expect(keys(run)[at]).toBe(`line ${at} ${'x'.repeat(at)}`);
    }
  });

  test('ends once, and says so', () => {
    const run = played({ source: file(false), rate }, 60 * SECOND);
    expect(totals(run).made).toBe(30);
    expect(historyOf(run).filter(({ type }) => type === 'dataset-ended')).toMatchObject([{ producer: 'checkout', rows: 30 }]);
  });

  test('begins again where it loops', () => {
    const run = played({ source: file(true), rate, calls: ONE_BY_ONE }, 6.5 * SECOND);
    expect(keys(run).slice(30, 33)).toEqual(keys(run).slice(0, 3));
    expect(totals(run).made).toBeGreaterThan(60);
  });

  test.each([
    ['is told to loop', { source: file(true) }],
    ['is given a synthetic source', { source: producer().source }],
    ['is given another field as its key', { source: { ...file(false), keyField: 'host', loop: true } }],
  ])('that has ended goes on when its producer %s', (_, change) => {
    const at = 60 * SECOND;
    const run = played({ source: file(false), rate }, 80 * SECOND, [
      { at, command: { type: 'update-producer', producer: producer({ rate, ...change }) } },
    ]);
    expect(totals(run).made).toBeGreaterThan(30 + 150);
  });
});

describe('calls', () => {
  /** Records by the instant of their arrival: one group is one call. */
  const callSizes = (run: World) => {
    const arrivals = column(run, 'arrivalUs');
    return [...new Set(arrivals)].map((us) => arrivals.filter((other) => other === us).length);
  };

  test('of a full batch', () => {
    const run = played(
      { rate: { kind: 'constant', perSecond: 1000 }, calls: { api: 'PutRecords', batchSize: 25, lingerMs: 60_000 } },
      2 * SECOND,
    );
    expect(new Set(callSizes(run))).toEqual(new Set([25]));
  });

  test('of what has lingered', () => {
    const run = played(
      { rate: { kind: 'constant', perSecond: 100 }, calls: { api: 'PutRecords', batchSize: 500, lingerMs: 95 } },
      5 * SECOND,
    );
    expect(new Set(callSizes(run))).toEqual(new Set([10]));
  });

  test('one by one', () => {
    const run = played({ rate: { kind: 'constant', perSecond: 50 }, calls: ONE_BY_ONE }, 5 * SECOND);
    expect(new Set(callSizes(run))).toEqual(new Set([1]));
  });

  test('travel 3 to 9 ms and do not overtake each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (perSecond) => {
        const run = played({ rate: { kind: 'constant', perSecond }, calls: ONE_BY_ONE }, 2 * SECOND);
        const indexes = column(run, 'index');
        expect(indexes).toEqual(indexes.map((_, i) => i));
        for (const [i, us] of column(run, 'arrivalUs').entries()) {
          const dueUs = Math.ceil((i * SECOND) / perSecond);
          expect(us - dueUs).toBeGreaterThanOrEqual(3000);
          expect(us - dueUs).toBeLessThanOrEqual(9001);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('hold no more than the service takes: large records go in several', () => {
    const bytes = 1_000_000;
    const big = { kind: 'synthetic', size: { kind: 'fixed', bytes }, keys: { kind: 'one', prefix: 'k' } } as const;
    const run = world([
      producer({ source: big, rate: { kind: 'constant', perSecond: 100 }, calls: { api: 'PutRecords', batchSize: 500, lingerMs: 1000 } }),
    ]);
    const counts: number[] = [];
    for (let atUs = 0; atUs < 3 * SECOND; atUs += 2000) {
      advanceTo(run, atUs);
      for (const item of run.sim.queue.items as ProducerTimer[]) if (item.kind === 'put-arrives') counts.push(item.batch.count);
    }
    expect(Math.max(...counts) * bytes).toBeLessThanOrEqual(10 * 1_048_576);
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(9);
    expect(totals(run).refused).toBe(0);
  });
});

describe('refusals', () => {
  const TIGHT: Partial<Quotas> = { shardWriteRecordsPerSecond: 50 };
  const rate = { kind: 'constant', perSecond: 100 } as const;
  const calls = { api: 'PutRecords', batchSize: 20, lingerMs: 1000 } as const;
  const backoff = { kind: 'exponential', baseMs: 100, maxMs: 1000, jitter: false } as const;
  const overloaded = (failures: ProducerSpec['failures']) => played({ rate, calls, failures }, 30 * SECOND, [], TIGHT);

  test('ignored are lost, each told once', () => {
    const run = createWorld(bareScenario(1, { producers: [producer({ rate, calls })], metered: true }), { seed: '1', quotas: TIGHT });
    advanceTo(run, 30 * SECOND);
    const { refused, retried, lost } = totals(run);
    expect([retried, lost > 1000, refused - lost < 100]).toEqual([0, true, true]);
    const told = historyOf(run).flatMap((event) => (event.type === 'records-lost' ? [event] : []));
    expect(told.reduce((sum, { records }) => sum + records, 0)).toBe(lost - run.producers.list[0].untold.ignored);
    expect(new Set(told.map(({ reason }) => reason))).toEqual(new Set(['ignored']));
  });

  test('sent again as a whole put accepted records into the log twice; failed ones only, never', () => {
    const twice = (run: World) => column(run, 'index').length - new Set(column(run, 'index')).size;
    expect(twice(overloaded({ resend: 'all', backoff, maxAttempts: 5 }))).toBeGreaterThan(100);
    expect(twice(overloaded({ resend: 'failed', backoff, maxAttempts: 5 }))).toBe(0);
  });

  test('are given up after the last attempt', () => {
    const { lost, retried } = totals(overloaded({ resend: 'failed', backoff, maxAttempts: 2 }));
    expect(lost).toBeGreaterThan(0);
    expect(retried).toBeGreaterThanOrEqual(lost);
    expect(totals(overloaded({ resend: 'failed', backoff, maxAttempts: 1 })).retried).toBe(0);
  });

  test('sent again later and later load the shard less than at once', () => {
    const refused = (policy: ProducerSpec['failures']['backoff']) =>
      totals(overloaded({ resend: 'failed', backoff: policy, maxAttempts: 8 })).refused;
    expect(refused({ kind: 'none' })).toBeGreaterThan(refused(backoff));
  });

  test('a stream that is not there refuses everything', () => {
    const run = world([producer({ stream: 'orders' })]);
    run.kinesis.streams.length = 0;
    advanceTo(run, 5 * SECOND);
    expect(totals(run).accepted).toBe(0);
    expect(totals(run).refused).toBe(totals(run).sent);
    expect(totals(run).sent).toBeGreaterThan(300);
  });
});

describe('synthetic records', () => {
  test('are as large as they say, whatever the size', () => {
    fc.assert(
      fc.property(fc.nat(3000), (bytes) => {
        const source = { kind: 'synthetic', size: { kind: 'fixed', bytes }, keys: { kind: 'uniform', keys: 9, prefix: 'käse-' } } as const;
        const run = played({ source, rate: { kind: 'constant', perSecond: 5 } }, SECOND);
        const { payload } = kinesisOf(run).cache;
        const [producers, indexes, sizes, ids] = (['producer', 'index', 'sizeBytes', 'keyId'] as const).map((name) => column(run, name));
        for (let at = 0; at < indexes.length; at++) {
          const data = payload(producers[at], indexes[at], sizes[at], ids[at]);
          expect([data.length, sizes[at]]).toEqual([bytes, bytes]);
          if (bytes > 120)
            expect(JSON.parse(new TextDecoder().decode(data))).toMatchObject({ producer: 'checkout', n: indexes[at], key: keys(run)[at] });
          expect(payload(producers[at], indexes[at], sizes[at], ids[at])).toEqual(data);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a hot key has its share, and Zipf its ratios', () => {
    const share = (spec: Extract<ProducerSpec['source'], { kind: 'synthetic' }>['keys']) => {
      const source = { kind: 'synthetic', size: { kind: 'fixed', bytes: 10 }, keys: spec } as const;
      const all = keys(played({ source, rate: { kind: 'constant', perSecond: 2000 } }, 20 * SECOND));
      return (key: string) => all.filter((other) => other === key).length / all.length;
    };
    const hot = share({ kind: 'hot', keys: 50, share: 0.37, prefix: 'k-' });
    expect(Math.abs(hot('k-0') - 0.37)).toBeLessThan(0.012);
    const zipf = share({ kind: 'zipf', keys: 100, exponent: 1, prefix: 'k-' });
    expect(Math.abs(zipf('k-0') / zipf('k-1') - 2)).toBeLessThan(0.2);
    const round = share({ kind: 'round-robin', keys: 4, prefix: 'k-' });
    expect(Math.abs(round('k-3') - 0.25)).toBeLessThan(0.001);
  });
});

describe('changes', () => {
  test('a new rate holds from now on, and turning the slider all the time starves nobody', () => {
    const commands = Array.from({ length: 100 }, (_, i) => ({
      at: i * SECOND * 0.1,
      command: { type: 'update-producer' as const, producer: producer({ rate: { kind: 'constant', perSecond: 1 + (i % 2) * 0.1 } }) },
    }));
    expect(totals(played({ rate: { kind: 'constant', perSecond: 1 } }, 10 * SECOND, commands)).made).toBeGreaterThanOrEqual(9);
  });

  test('from 0 to a rate begins at once, not after an hour', () => {
    const update = { at: HOUR / 2, command: { type: 'update-producer', producer: producer() } } as const;
    expect(totals(played({ rate: { kind: 'constant', perSecond: 0 } }, HOUR / 2 + 10 * SECOND, [update])).made).toBeGreaterThan(900);
  });

  test('a producer that is removed sends nothing more; what is on its way arrives', () => {
    const run = played({ rate: { kind: 'constant', perSecond: 1000 } }, 10 * SECOND, [
      { at: 5 * SECOND, command: { type: 'remove-producer', id: 'checkout' } },
    ]);
    expect(run.producers.list).toEqual([]);
    expect(run.producers.leaving).toEqual([]);
    expect(Math.max(...column(run, 'arrivalUs'))).toBeLessThanOrEqual(5 * SECOND + 9000);
  });
});
