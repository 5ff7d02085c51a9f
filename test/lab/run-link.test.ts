import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/lab/crc32.ts';
import { readAddress } from '../../src/lab/lab-address.ts';
import { readRunLink, runAddress, writeRunLink } from '../../src/lab/run-link.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import { arbitraryBranchRecipe, arbitraryRecipe } from './arbitrary-recipe.ts';
import { isOneSentence } from './one-sentence.ts';
import { longRun, twentyCommands } from './usual-runs.ts';

const plain: RunRecipe = { engineVersion: '0.1.0', scenario: 'first-light', seed: '7f3a', commands: [], untilUs: 41_263_000, datasets: [] };

/** As JSON carries it: without what is undefined. */
function asJson(recipe: RunRecipe): unknown {
  return JSON.parse(JSON.stringify(recipe));
}

/** A link with a right checksum around contents that Kinelab would not have written. */
function forge(contents: unknown): string {
  const packed = deflateSync(new TextEncoder().encode(typeof contents === 'string' ? contents : JSON.stringify(contents)));
  const body = `v1.${Buffer.from(packed).toString('base64url')}`;
  return `${body}.${crc32(body)}`;
}

function refusalOf(text: string): string {
  const reading = readRunLink(text);
  expect(reading.ok).toBe(false);
  const sentence = reading.ok ? '' : reading.sentence;
  expect(sentence).toSatisfy(isOneSentence);
  return sentence;
}

it('has the checksum that CRC-32 is checked with everywhere', () => {
  expect(crc32('123456789')).toBe('cbf43926');
  expect(crc32('')).toBe('00000000');
});

describe('a run link', () => {
  it('gives back any recipe of a branch', () => {
    fc.assert(
      fc.property(arbitraryBranchRecipe, (recipe) => {
        const reading = readRunLink(writeRunLink(recipe));
        expect(reading).toEqual({ ok: true, recipe: asJson(recipe) });
      }),
      { numRuns: 200 },
    );
  });

  it('carries the chosen branch and none of the others', () => {
    fc.assert(
      fc.property(arbitraryRecipe, ({ branches, branch, ...chosen }) => {
        expect(readRunLink(writeRunLink({ ...chosen, branches, branch }))).toEqual({ ok: true, recipe: asJson(chosen) });
      }),
      { numRuns: 100 },
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
    fc.assert(
      fc.property(arbitraryRecipe, fc.nat(), (recipe, place) => {
        const whole = writeRunLink(recipe);
        refusalOf(whole.slice(0, place % whole.length));
      }),
      { numRuns: 200 },
    );
  });

  it('is refused when any one character was changed', () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%é';
    fc.assert(
      fc.property(arbitraryRecipe, fc.nat(), fc.constantFrom(...characters.split('')), (recipe, place, character) => {
        const link = writeRunLink(recipe);
        const at = place % link.length;
        fc.pre(link[at] !== character);
        refusalOf(link.slice(0, at) + character + link.slice(at + 1));
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

describe('links that were handed on before there were branches', () => {
  const old = JSON.parse(readFileSync(new URL('old-links.json', import.meta.url), 'utf8')) as { link: string; recipe: RunRecipe }[];

  it.each(old)('$recipe.scenario with seed $recipe.seed is read, and written again byte for byte', ({ link, recipe }) => {
    expect(readRunLink(link)).toEqual({ ok: true, recipe });
    expect(writeRunLink(recipe)).toBe(link);
  });
});

describe('the length of a link', () => {
  it('stays under 2,000 characters with twenty commands', () => {
    expect(twentyCommands.commands).toHaveLength(20);
    expect(`https://kinelab.example/${runAddress(twentyCommands)}`.length).toBeLessThan(2000);
  });

  it('stays within what address bars and messengers keep with 200 moves of sliders', () => {
    expect(runAddress(longRun).length).toBeLessThan(8000);
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
    ['a moment after its end', { ...plain, momentUs: plain.untilUs + 1 }],
    ['a moment before its start', { ...plain, momentUs: -1 }],
    ['a view that does not exist', { ...plain, view: 'kaleidoscope' }],
    ['a selected shard that is none', { ...plain, selection: { kind: 'shard', id: '2' } }],
    ['a selection of nothing that is known', { ...plain, selection: { kind: 'cloud', id: 'a' } }],
    ['a chosen branch without branches', { ...plain, branch: 0 }],
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
