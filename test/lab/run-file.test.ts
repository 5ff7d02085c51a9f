import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/lab/canonical-json.ts';
import { crc32 } from '../../src/lab/crc32.ts';
import { isRunFile, openRunFile, readRunFile, runFileName, writeRunFile } from '../../src/lab/run-file.ts';
import type { BranchRecipe, RunRecipe } from '../../src/protocol/run-recipe.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';
import { isOneSentence } from './one-sentence.ts';
import { twentyCommands } from './usual-runs.ts';

const remove = (at: number, id: string) => ({ at, command: { type: 'remove-producer' as const, id } });

/** Main with two commands; Branch 2 left it after the first, and Branch 3 left that one. */
const MAIN: BranchRecipe = {
  name: 'Main',
  parent: null,
  forkUs: 0,
  shared: 0,
  commands: [remove(10, 'a'), remove(20, 'b')],
  untilUs: 41_263_000,
};
const SECOND: BranchRecipe = { name: 'Branch 2', parent: 0, forkUs: 15, shared: 1, commands: [remove(17, 'c')], untilUs: 30_000_000 };
const THIRD: BranchRecipe = { name: 'Ohne „b“', parent: 1, forkUs: 18, shared: 2, commands: [], untilUs: 18 };
const RUN: RunRecipe = {
  engineVersion: '0.2.0',
  scenario: 'first-light',
  seed: '7f3a',
  commands: [remove(10, 'a'), remove(17, 'c')],
  untilUs: 30_000_000,
  datasets: [],
  momentUs: 12_300_000,
  branches: [MAIN, SECOND, THIRD],
  branch: 1,
};

/** As JSON carries it: without what is undefined. */
const asJson = (recipe: RunRecipe): unknown => JSON.parse(JSON.stringify(recipe));

/** A file with a right checksum around contents that Kinelab would not have written. */
const forge = (run: unknown, envelope: object = {}): string =>
  JSON.stringify({ format: 'kinelab-run', version: 1, checksum: crc32(canonicalJson(run)), run, ...envelope });

function refusalOf(text: string): string {
  const reading = readRunFile(text);
  expect(reading.ok).toBe(false);
  const sentence = reading.ok ? '' : reading.sentence;
  expect(sentence).toSatisfy(isOneSentence);
  return sentence;
}

describe('a run file', () => {
  it('gives back any recipe, with all its branches', () => {
    fc.assert(
      fc.property(arbitraryRecipe, (recipe) => {
        expect(readRunFile(writeRunFile(recipe))).toEqual({ ok: true, recipe: asJson(recipe) });
      }),
      { numRuns: 200 },
    );
  });

  it('says what it is, before what is in it', () => {
    const file = JSON.parse(writeRunFile(RUN)) as object;
    expect(Object.keys(file)).toEqual(['format', 'version', 'checksum', 'run']);
    expect(file).toMatchObject({ format: 'kinelab-run', version: 1, checksum: expect.stringMatching(/^[0-9a-f]{8}$/), run: asJson(RUN) });
  });

  it('may be laid out anew, its members in another order', () => {
    const file = JSON.parse(writeRunFile(RUN)) as Record<string, unknown>;
    const turned = Object.fromEntries(Object.entries(file).toReversed());
    turned.run = Object.fromEntries(Object.entries(RUN).toReversed());
    expect(readRunFile(`\uFEFF\r\n${JSON.stringify(turned, null, '\t')}\r\n`)).toEqual({ ok: true, recipe: RUN });
  });

  it('is refused when it ends too early, wherever that is', () => {
    const text = writeRunFile(RUN).trimEnd();
    for (let length = 1; length < text.length; length++) expect(refusalOf(text.slice(0, length))).toContain('it ends too early');
    fc.assert(
      fc.property(arbitraryRecipe, fc.nat(), (recipe, place) => {
        const whole = writeRunFile(recipe).trimEnd();
        expect(refusalOf(whole.slice(0, 1 + (place % (whole.length - 1))))).toContain('it ends too early');
      }),
      { numRuns: 200 },
    );
  });

  it('is refused or means the same when any one character was changed', () => {
    const characters = [...'ABCxyz0123456789-_.,:;{}[]"\\/ \n\t%é\u0000\u2028'.split(''), '\ud800', '😀'];
    fc.assert(
      fc.property(arbitraryRecipe, fc.nat(), fc.constantFrom(...characters), (recipe, place, character) => {
        const text = writeRunFile(recipe);
        const at = place % text.length;
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        const reading = readRunFile(changed);
        if (reading.ok) expect(reading.recipe).toEqual(asJson(recipe));
        else refusalOf(changed);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused when any figure of its run was changed', () => {
    const text = writeRunFile(RUN);
    const from = text.indexOf('"run"');
    const digits = [...text.matchAll(/\d/g)].filter(({ index }) => index > from);
    expect(digits.length).toBeGreaterThan(40);
    for (const { 0: digit, index } of digits) {
      const changed = text.slice(0, index) + String((Number(digit) + 1) % 10) + text.slice(index + 1);
      expect(refusalOf(changed)).toMatch(/it was changed after Kinelab wrote it|it is not JSON from its beginning to its end/);
    }
  });

  it('is refused, never thrown at, whatever the text', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((run) => forge(run)),
      fc.jsonValue().map((value) => forge(RUN, { version: value })),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const reading = readRunFile(text);
        if (reading.ok) expect(reading.recipe).toEqual(RUN);
        else expect(refusalOf(text)).toMatch(/^This file cannot be opened: .+\.$/);
      }),
    );
  });

  it('does not fall over a depth of brackets', () => {
    expect(
      refusalOf(`{"format":"kinelab-run","version":1,"checksum":"00000000","run":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
    ).toMatch(/^This file cannot be opened/);
  });
});

describe('why a file is refused', () => {
  const wrong: [string, string, string][] = [
    ['nothing', ' \n', 'it is empty'],
    ['rows of CSV', 'time,key\n1,FR\n', 'it is not JSON, as a run of Kinelab is'],
    ['JSON of something else', '{"format": "geojson"}', 'it is not a run of Kinelab'],
    ['progress', '{"format": "kinelab-progress", "version": 1, "progress": {}}', 'it holds progress; import it under Exercises'],
    ['a list', '[1, 2]', 'it is not a run of Kinelab'],
    ['two objects, one after another', '{"a": 1}\n{"a": 2}\n', 'it is not JSON from its beginning to its end'],
    ['no version', forge(RUN, { version: '1' }), 'it does not say which version of run files it is'],
    ['a newer version', forge(RUN, { version: 2 }), 'it was made by a newer version of Kinelab (file version 2, this one reads 1)'],
    ['no checksum', forge(RUN, { checksum: undefined }), 'it is incomplete or was changed'],
    ['no run', forge(undefined, { checksum: 'x', run: undefined }), 'it is incomplete or was changed'],
    ['another checksum', forge(RUN, { checksum: '00000000' }), 'it was changed after Kinelab wrote it'],
    ['another seed', writeRunFile(RUN).replace('"7f3a"', '"7f3b"'), 'it was changed after Kinelab wrote it'],
    ['a run without a seed', forge({ ...RUN, seed: undefined }), 'its contents are not a run (seed is missing)'],
    ['a member that is not known', forge({ ...RUN, extra: 1 }), 'its contents are not a run (extra is not known)'],
    ['a time before the start', forge({ ...RUN, untilUs: -1 }), 'its contents are not a run (untilUs: expected >=0)'],
  ];
  it.each(wrong)('%s', (_, text, reason) => {
    expect(refusalOf(text)).toBe(`This file cannot be opened: ${reason}.`);
  });

  it('more than a run can take', async () => {
    const sentence = 'This file cannot be opened: it is larger than 64 MiB, more than any run that Kinelab keeps.';
    const large = { size: 64 * 1_048_576 + 1, text: () => Promise.reject(new Error('It is not to be read.')) } as unknown as File;
    expect(await openRunFile(large)).toEqual({ ok: false, sentence });
    expect(sentence).toSatisfy(isOneSentence);
  });

  it('what the browser cannot read', async () => {
    const gone = { size: 10, text: () => Promise.reject(new Error('NotReadableError')) } as unknown as File;
    expect(await openRunFile(gone)).toEqual({ ok: false, sentence: 'This file cannot be opened: the browser could not read it.' });
  });
});

describe('what branches may be', () => {
  it('accepts what it refuses below once it is right', () => {
    expect(readRunFile(forge(RUN))).toEqual({ ok: true, recipe: RUN });
  });

  const withBranches = (...branches: object[]) => forge({ ...RUN, branches });
  const many = Array.from({ length: 201 }, (_, i) => (i === 0 ? MAIN : { ...SECOND, name: `Branch ${i + 1}` }));
  const wrong: [string, string, RegExp][] = [
    [
      'a branch before its parent',
      withBranches(MAIN, { ...SECOND, parent: 2 }, { ...THIRD, parent: 0, shared: 1 }),
      /before the one that it left/,
    ],
    ['its own parent', withBranches(MAIN, { ...SECOND, parent: 1 }, THIRD), /before the one that it left/],
    ['two first branches', withBranches(MAIN, { ...SECOND, parent: null }, THIRD), /before the one that it left/],
    ['a first branch that begins later', withBranches({ ...MAIN, forkUs: 5 }, SECOND, THIRD), /begins at the start of the run/],
    ['more shared commands than there are', withBranches(MAIN, { ...SECOND, shared: 3 }, THIRD), /shares more commands/],
    ['a shared command after the fork', withBranches(MAIN, { ...SECOND, shared: 2 }, THIRD), /shares a command that comes after it left/],
    [
      'a command before the fork',
      withBranches(MAIN, { ...SECOND, commands: [remove(14, 'c')] }, THIRD),
      /a command comes before its branch begins/,
    ],
    [
      'commands out of order',
      withBranches(MAIN, { ...SECOND, commands: [remove(18, 'c'), remove(17, 'd')] }, THIRD),
      /not in the order of time/,
    ],
    ['a branch that ends before it begins', withBranches(MAIN, { ...SECOND, untilUs: 14 }, THIRD), /ends before it begins/],
    ['a chosen branch that is not there', forge({ ...RUN, branch: 3 }), /not among its branches/],
    ['no chosen branch', forge({ ...RUN, branch: undefined }), /not among its branches/],
    ['commands of another branch', forge({ ...RUN, branch: 0 }), /not those of the branch that was chosen/],
    ['no branches in the list', forge({ ...RUN, branches: [], branch: 0 }), /branches: expected >=1/],
    ['201 branches', forge({ ...RUN, branches: many, branch: 1 }), /branches: expected <=200/],
    ['a name that is empty', withBranches(MAIN, { ...SECOND, name: '' }, THIRD), /1–60 characters/],
    ['a name of blanks', withBranches(MAIN, { ...SECOND, name: '   ' }, THIRD), /1–60 characters/],
    ['a name of 61 characters', withBranches(MAIN, { ...SECOND, name: 'x'.repeat(61) }, THIRD), /1–60 characters/],
    ['a name with a line break', withBranches(MAIN, { ...SECOND, name: 'a\nb' }, THIRD), /1–60 characters/],
  ];
  it.each(wrong)('refuses %s', (_, text, why) => {
    expect(refusalOf(text)).toMatch(why);
  });

  it('accepts 200 branches and names of 60 characters', () => {
    const branches = many.slice(0, 200).map((branch) => ({ ...branch, name: branch.name.padEnd(60, 'ü') }));
    expect(readRunFile(forge({ ...RUN, branches })).ok).toBe(true);
  });
});

describe('files by name and by their beginning', () => {
  it('are named after the scenario and how far the run has gone', () => {
    expect(runFileName({ ...RUN, untilUs: 41_263_000 })).toBe('kinelab-first-light-00-41.json');
    expect(runFileName({ ...RUN, untilUs: 3_761_999_999 })).toBe('kinelab-first-light-1-02-41.json');
    expect(runFileName({ ...RUN, untilUs: 0 })).toBe('kinelab-first-light-00-00.json');
  });

  const text = writeRunFile(twentyCommands);
  const named: [string, string, string, boolean][] = [
    ['a run file', 'run.json', text, true],
    ['a run file without its end', 'run.txt', text.slice(0, 300), true],
    ['a run file on one line, by name of its members', 'x', canonicalJson(JSON.parse(text)), true],
    ['an empty file that is called like one', 'kinelab-first-light-00-41.json', '', true],
    ['a run file whose format was changed', 'kinelab-first-light-00-41.json', text.replace('kinelab-run', 'kinelabbrun'), true],
    ['rows of JSON', 'orders.ndjson', '{"format":"A4","id":1}\n{"format":"A5","id":2}\n', false],
    ['rows of CSV that speak of it', 'words.csv', 'format,kinelab-run\n', false],
    ['rows of CSV that are called like one', 'kinelab-first-light-00-41.json', 'a,b\n', false],
    ['an event log', 'kinelab-first-light-events-00-41.ndjson', '{"seq":1,"type":"producer-added"}\n', false],
  ];
  it.each(named)('%s', async (_, name, contents, isRun) => {
    expect(await isRunFile(new File([contents], name))).toBe(isRun);
  });

  it('a file that cannot be read is none', async () => {
    const gone = { name: 'run.json', slice: () => ({ text: () => Promise.reject(new Error('NotReadableError')) }) } as unknown as File;
    expect(await isRunFile(gone)).toBe(false);
  });
});
