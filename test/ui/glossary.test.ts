import { describe, expect, it } from 'vitest';
import type { Term } from '../../src/content/glossary/term.ts';
import { findTerms, glossaryAddress, inOrder } from '../../src/ui/glossary/glossary-words.ts';

const term = (id: string, name: string, more: Partial<Term> = {}): Term => ({
  id,
  name,
  definition: `What ${name} is.`,
  source: { title: 'A page', url: 'https://docs.aws.amazon.com/' },
  asOf: '2026-11-20',
  ...more,
});

const TERMS = [
  term('on-demand', 'on-demand mode', { definition: 'Kinesis chooses the shards.' }),
  term('shard', 'shard', { definition: 'A part of a stream.' }),
  term('kcl', 'KCL', { aliases: ['Kinesis Client Library'], definition: 'Shares the shards among workers.' }),
  term('open-shard', 'open shard', { definition: 'It takes records.' }),
  term('aggregation', 'aggregation', { definition: 'Many in one.' }),
];

const found = (typed: string): string[] => findTerms(TERMS, typed).map(({ id }) => id);

describe('the glossary', () => {
  it('stands in the order of names, whatever their case', () => {
    expect(inOrder(TERMS).map(({ id }) => id)).toEqual(['aggregation', 'kcl', 'on-demand', 'open-shard', 'shard']);
    expect(found('  ')).toHaveLength(TERMS.length);
  });

  it('puts names that begin with what was typed first, then names that hold it, then texts', () => {
    expect(found('shard')).toEqual(['shard', 'open-shard', 'kcl', 'on-demand']);
  });

  it('finds by other names, and whatever the case, hyphens, spaces and accents', () => {
    expect(found('client lib')).toEqual(['kcl']);
    expect(found('ON DEMAND')).toEqual(['on-demand']);
    expect(found('on‑demand')).toEqual(['on-demand']);
    expect(found('ággregation')).toEqual(['aggregation']);
    expect(found('workers shares')).toEqual(['kcl']);
    expect(found('zebra')).toEqual([]);
    expect(found('.*')).toEqual([]);
  });

  it('has an address for each', () => {
    expect(glossaryAddress('kcl')).toBe('#/learn/glossary/kcl');
  });
});
