import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readAddress, readRunLink, runAddress, writeRunLink } from '../../src/lab/run-link.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

const plain: RunRecipe = { engineVersion: '0.1.0', scenario: 'first-light', seed: '7f3a', commands: [], untilUs: 41_263_000, datasets: [] };

/** As JSON carries it: without what is undefined. */
function asJson(recipe: RunRecipe): unknown {
  return JSON.parse(JSON.stringify(recipe));
}

/** A link with a right checksum around contents that Kinelab would not have written. */
function forge(contents: unknown): string {
  const packed = deflateSync(new TextEncoder().encode(typeof contents === 'string' ? contents : JSON.stringify(contents)));
  const body = `v1.${Buffer.from(packed).toString('base64url')}`;
  let crc = 0xffffffff;
  for (const byte of Buffer.from(body)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return `${body}.${((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')}`;
}

function refusalOf(text: string): string {
  const reading = readRunLink(text);
  expect(reading.ok).toBe(false);
  return reading.ok ? '' : reading.sentence;
}

describe('a run link', () => {
  it('gives back any recipe', () => {
    fc.assert(
      fc.property(arbitraryRecipe, (recipe) => {
        const reading = readRunLink(writeRunLink(recipe));
        expect(reading).toEqual({ ok: true, recipe: asJson(recipe) });
      }),
      { numRuns: 200 },
    );
  });

  it('is the same text for the same recipe', () => {
    expect(writeRunLink(plain)).toBe(writeRunLink(structuredClone(plain)));
  });

  it('passes through the address', () => {
    fc.assert(
      fc.property(arbitraryRecipe, (recipe) => {
        const address = readAddress(runAddress(recipe));
        expect(address).toEqual({ kind: 'run', text: writeRunLink(recipe) });
      }),
      { numRuns: 50 },
    );
  });

  it('is refused when cut off anywhere', () => {
    const link = writeRunLink(plain);
    for (let length = 0; length < link.length; length++) expect(readRunLink(link.slice(0, length)).ok).toBe(false);
  });

  it('is refused when any one character was changed', () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%é';
    fc.assert(
      fc.property(arbitraryRecipe, fc.nat(), fc.constantFrom(...characters.split('')), (recipe, place, character) => {
        const link = writeRunLink(recipe);
        const at = place % link.length;
        fc.pre(link[at] !== character);
        expect(readRunLink(link.slice(0, at) + character + link.slice(at + 1)).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused, never thrown at, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `v1.${text}`),
          fc.base64String().map(forge),
        ),
        (text) => {
          expect(refusalOf(text)).toMatch(/^This link cannot be opened: .+\.$/);
        },
      ),
    );
  });

  it('says that it was made by another version', () => {
    expect(refusalOf('v2.abc.00000000')).toContain('another version of Kinelab');
  });

  it('says that it is none of ours', () => {
    expect(refusalOf('https://example.com')).toContain('does not hold a run');
  });
});

describe('what a link may hold', () => {
  const wrong: [string, unknown][] = [
    ['no object', 7],
    ['a missing seed', { ...plain, seed: undefined }],
    ['a seed that is no seed', { ...plain, seed: 'xyz' }],
    ['a field that is not known', { ...plain, extra: 1 }],
    ['time that runs backwards', { ...plain, untilUs: -1 }],
    ['a time beyond all bounds', { ...plain, untilUs: Number.MAX_SAFE_INTEGER }],
    ['a command that does not exist', { ...plain, commands: [{ at: 0, command: { type: 'delete-everything' } }] }],
    [
      'commands out of order',
      {
        ...plain,
        commands: [
          { at: 5, command: { type: 'remove-producer', id: 'a' } },
          { at: 4, command: { type: 'remove-producer', id: 'b' } },
        ],
      },
    ],
    [
      'a hash key that is no number',
      {
        ...plain,
        commands: [
          { at: 0, command: { type: 'split-shard', stream: 'orders', shardId: 'shardId-000000000000', newStartingHashKey: '0x10' } },
        ],
      },
    ],
    ['a data set without an id', { ...plain, datasets: [{ id: 'x', name: 'x', rows: 1 }] }],
  ];
  it.each(wrong)('refuses %s', (_, contents) => {
    expect(refusalOf(forge(contents))).toContain('are not a run');
  });

  it('accepts what it refuses above once it is right', () => {
    expect(readRunLink(forge(plain))).toEqual({ ok: true, recipe: plain });
  });

  it('does not unpack without bound', () => {
    expect(refusalOf(forge(' '.repeat(64 * 1024 * 1024)))).toContain('cannot be unpacked');
  });
});

describe('the address', () => {
  it.each([
    ['', { kind: 'default' }],
    ['#/lab', { kind: 'default' }],
    ['#/lab?', { kind: 'default' }],
    ['#/lab?scenario=sixteen-shards', { kind: 'scenario', id: 'sixteen-shards' }],
    ['#/lab?run=v1.x.y', { kind: 'run', text: 'v1.x.y' }],
  ])('%s', (hash, address) => {
    expect(readAddress(hash)).toEqual(address);
  });
});
