/** Files that leave the page: what a spreadsheet or another program reads from them is what the page had. */
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/events.ts';
import { csvOf, ndjsonOf } from '../../src/ui/export/write-files.ts';
import { fileNameOf } from '../../src/ui/export/save-file.ts';
import { consumerTable, pinTable, producerTable, rateTable, shardTable, type ExportTable } from '../../src/ui/export/tables.ts';
import { stageFixture } from '../../src/views/stage/fixtures.ts';
import { timelineFixture } from '../../src/views/timeline/fixture.ts';

const parsed = (table: ExportTable): string[][] => Papa.parse<string[]>(csvOf(table), { skipEmptyLines: true }).data;

describe('tables', () => {
  const slow = stageFixture('calm');
  const long = timelineFixture('throttled');

  test.each([shardTable(slow), producerTable(slow), consumerTable(slow), rateTable(long)])(
    '$title: one row a thing, as many cells as heads',
    (table) => {
      expect(table.rows.length).toBeGreaterThan(0);
      const [heads, ...rows] = parsed(table);
      expect(heads).toEqual(table.columns);
      expect(rows).toEqual(table.rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))));
    },
  );

  test('hash keys keep all their digits', () => {
    const [heads, ...rows] = parsed(shardTable(slow));
    expect(rows.map((row) => row[heads.indexOf('ending hash key')])).toEqual(slow.shards.map(({ endingHashKey }) => endingHashKey));
  });

  test('the put rate covers the whole branch without a gap', () => {
    const { rows } = rateTable(long);
    rows.slice(1).forEach(([from], i) => expect(from).toBe(rows[i][1]));
    const sum = rows.reduce((total, row) => total + Number(row[2]), 0);
    expect(sum).toBe(long.timeline.accepted.reduce((total, value) => total + value, 0));
  });

  test('what is pinned has its time in seconds', () => {
    const { rows } = pinTable(timelineFixture('throttled').events);
    expect(rows[0].slice(0, 1)).toEqual([12]);
    expect(rows.map((row) => row[3]).join()).toContain('throttled');
  });

  test('a value that a spreadsheet would run is defused, commas and quotes survive', () => {
    const table: ExportTable = { id: 'x', title: 'x', columns: ['key'], rows: [['=1+1'], ['@sum'], ['a,"b"\nc'], ['plain']] };
    expect(csvOf(table)).toBe('key\r\n"\'=1+1"\r\n"\'@sum"\r\n"a,""b""\nc"\r\nplain\r\n');
  });
});

test('the event log is one JSON object a line, each with its UTC instant', () => {
  const events: EngineEvent[] = [
    { type: 'command-given', command: { type: 'remove-producer', id: 'a\nb' }, seq: 1, atUs: 1, cause: null },
    { type: 'shard-closed', stream: 'orders', shardId: 'shardId-000000000001', children: [], seq: 2, atUs: 61_000_345, cause: 1 },
  ];
  const lines = ndjsonOf(events, Date.UTC(2026, 10, 20)).split('\n');
  expect(lines.pop()).toBe('');
  const read = lines.map((line) => JSON.parse(line) as EngineEvent & { time: string });
  expect(read.map(({ time }) => time)).toEqual(['2026-11-20T00:00:00.000001Z', '2026-11-20T00:01:01.000345Z']);
  expect(read.map((event) => ({ ...event, time: undefined }))).toEqual(events.map((event) => ({ ...event, time: undefined })));
});

test('a file is named after what it shows and when', () => {
  expect(fileNameOf('first-light', 'Stage', 41_263_000, 'png')).toBe('kinelab-first-light-stage-00-41.png');
  expect(fileNameOf('My / run…', 'Stage of “Branch 2”', 3_723_000_000, 'svg')).toBe('kinelab-my-run-stage-of-branch-2-1-02-03.svg');
});
