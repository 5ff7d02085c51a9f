import { describe, expect, it } from 'vitest';
import { FIXTURE_NOW_US } from '../../../src/views/stage/fixture.ts';
import type { StageFixture } from '../../../src/views/stage/fixtures.ts';
import { STAGE_FIXTURES, stageFixture } from '../../../src/views/stage/fixtures.ts';
import type { TextItem } from '../../../src/views/stage/text.ts';
import { describeStage, followedWords } from '../../../src/views/stage/text.ts';

function flat(items: TextItem[]): string {
  return items.map((item) => `${item.text}\n${flat(item.items)}`).join('');
}

describe.each(STAGE_FIXTURES)('the stage in words, %s', (fixture: StageFixture) => {
  const slow = stageFixture(fixture);
  const text = describeStage(slow);

  it('names every hot shard and its limit in the summary', () => {
    for (const shard of slow.shards) {
      const said = text.summary.includes(`shard ${shard.index} is hot`);
      expect(said).toBe(shard.write.atLimit !== null);
    }
  });

  it('has a row for each shard, as wide as its head', () => {
    expect(text.shards.rows).toHaveLength(slow.shards.length);
    for (const row of text.shards.rows) expect(row).toHaveLength(text.shards.columns.length);
  });

  it('lists each producer, key, shard and consumer', () => {
    const words = flat(text.pipeline);
    const names = [
      ...slow.producers.map((producer) => producer.spec.id),
      ...slow.consumers.map((consumer) => consumer.spec.id),
      ...slow.keys.map((key) => `${key.label}:`),
      ...slow.shards.map((shard) => `shard ${shard.index}, ${shard.state}`),
    ];
    for (const name of names) expect(words).toContain(name);
  });
});

describe('the summary', () => {
  it('says that nothing is put or read', () => {
    const { summary } = describeStage(stageFixture('empty'));
    expect(summary).toContain('There are no producers: nothing is put.');
    expect(summary).toContain('There are no consumers: nothing is read.');
  });

  it('names closed shards that can still be read', () => {
    expect(describeStage(stageFixture('draining')).summary).toContain('Closed and still readable: shard 2.');
  });
});

describe('a followed record', () => {
  it('is read by those whose cursor has passed it', () => {
    const slow = stageFixture('draining');
    const words = (arrivalUs: number) => followedWords(slow, 2, arrivalUs, FIXTURE_NOW_US).replaceAll('\u202F', ' ');
    expect(words(FIXTURE_NOW_US - 2_000_000)).toBe('followed record in shard 2: put 2.0 s ago, not read yet');
    expect(words(FIXTURE_NOW_US - 9_000_000)).toBe('followed record in shard 2: put 9.0 s ago, read by dashboard');
    expect(words(FIXTURE_NOW_US - 20_000_000)).toBe('followed record in shard 2: put 20 s ago, read by fraud-scoring and dashboard');
  });
});
