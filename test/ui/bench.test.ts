import { describe, expect, it } from 'vitest';
import { readClock } from '../../src/ui/bench/clock-field.ts';
import { consumerLive, consumerTrouble } from '../../src/ui/bench/consumer-live.ts';
import { failoverMs } from '../../src/ui/bench/kcl-words.ts';
import { recordAge } from '../../src/ui/bench/record-age.ts';
import { clock } from '../../src/views/wording.ts';
import { FIXTURE_NOW_US } from '../../src/views/stage/fixture.ts';
import { stageFixture } from '../../src/views/stage/fixtures.ts';

describe('a moment that is typed', () => {
  it.each([
    ['41.5', 41_500_000],
    ['00:41.263', 41_263_000],
    ['1:02:41', 3_761_000_000],
    ['90', 90_000_000],
  ])('%s', (text, atUs) => expect(readClock(text)).toBe(atUs));

  it.each(['', 'now', '1:60', '1:61:00', '-3', '1:2:3:4'])('is none: %j', (text) => expect(readClock(text)).toBeNull());

  it('reads what the clock says', () => {
    for (const atUs of [0, 999_000, 59_999_000, 3_599_123_000]) expect(readClock(clock(atUs, 3))).toBe(atUs);
  });
});

describe('a failover', () => {
  // facts/clients.md 1.5: (R + 20.05 s, R + 40.1 s] with the defaults of 2.x; 1.6: 20 to 40 s of 3.x.
  it('takes what the rules of the taker make it, 2.x', () =>
    expect(failoverMs({ version: '2.x', failoverTimeMs: 10_000 })).toEqual({ fromMs: 20_050, toMs: 40_100 }));
  it('takes what the rounds of the leader make it, 3.x', () =>
    expect(failoverMs({ version: '3.x', failoverTimeMs: 10_000 })).toEqual({ fromMs: 20_000, toMs: 40_000 }));
});

describe('MaximumRecordAgeInSeconds', () => {
  it.each([
    [-1, -1],
    [0, 60],
    [59, 60],
    [60, 60],
    [3600, 3600],
  ])('%d is taken as %d', (wanted, taken) => expect(recordAge(wanted)).toBe(taken));
});

describe('what a card says of trouble', () => {
  const named = (fixture: 'fourKinds' | 'failover' | 'hot', id: string) =>
    stageFixture(fixture).consumers.find(({ spec }) => spec.id === id)!;

  const troubleOf = (...which: Parameters<typeof named>) => consumerTrouble(named(...which), FIXTURE_NOW_US);

  it('nothing where a consumer is between two polls', () => expect(troubleOf('fourKinds', 'audit')).toBe(''));
  it('how far behind, whoever reads', () => {
    expect(troubleOf('fourKinds', 'to-mail')).toContain('behind');
    expect(troubleOf('failover', 'fraud-scoring')).toContain('behind');
  });
  it('which workers do not run', () => expect(troubleOf('failover', 'fraud-scoring')).toContain('worker-2 dead · worker-3 frozen'));
  it('which shard stands still, why and for how long', () =>
    expect(troubleOf('fourKinds', 'to-mail')).toContain('shard 1 blocked by a poison record for 7.0\u202Fs'));
  it('what was refused', () => expect(troubleOf('hot', 'fraud-scoring')).toContain('calls/s refused'));
});

describe('what a card says while all goes well', () => {
  const liveOf = (fixture: 'fourKinds' | 'failover', id: string) =>
    consumerLive(stageFixture(fixture).consumers.find(({ spec }) => spec.id === id)!);

  it('workers and leases of an application', () =>
    expect(liveOf('failover', 'fraud-scoring')).toContain('1 of 3 workers run · 4 of 4 leases held'));
  it('invocations and errors of a function', () => expect(liveOf('fourKinds', 'to-mail')).toContain('412 invocations, 5 errors'));
});
