/** What an exercise allows, and the sentence for what it does not. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/engine/commands.ts';
import { type Allowance, allowanceTexts, changedPaths, whyLocked } from '../../src/judge/allowed.ts';
import { exercises } from '../../src/content/exercises/index.ts';
import { startRound } from '../../src/content/learning/round.ts';
import { producer } from '../engine/scenarios.ts';

const site = producer({ id: 'site' });
const SPECS = {
  producers: [site],
  consumers: [{ id: 'reader', kind: 'polling', limit: 100 }],
  deliveryStreams: [{ id: 'lake', buffering: { mb: 5 } }],
};
const why = (command: object, ...allowances: Allowance[]) => whyLocked(allowances, command as Command, SPECS);

describe('parts of a specification', () => {
  const keys: Allowance = { command: 'update-producer', producer: 'site', parts: ['source.keys'] };
  const otherKeys = { ...site, source: { ...site.source, keys: { kind: 'uniform', keys: 9, prefix: 'x-' } } };

  test('what lies under an allowed path may change, its neighbours may not', () => {
    expect(why({ type: 'update-producer', producer: otherKeys }, keys)).toBeNull();
    expect(why({ type: 'update-producer', producer: { ...otherKeys, rate: { kind: 'constant', perSecond: 1 } } }, keys)).toMatch(
      /^The rate of site cannot be changed here\. You may change the partition key of site\.$/,
    );
  });

  test('another kind brings and takes what is its own; within a kind each value is for itself', () => {
    const kind: Allowance = { command: 'update-producer', producer: 'site', parts: ['source.keys.kind', 'source.keys.keys'] };
    const hot = { ...site, source: { ...site.source, keys: { kind: 'hot', keys: 40, share: 0.8, prefix: 'm-' } } };
    const specs = { ...SPECS, producers: [hot] };
    const asked = (keys: object) =>
      ({ type: 'update-producer', producer: { ...hot, source: { ...hot.source, keys } } }) as unknown as Command;
    expect(whyLocked([kind], asked({ kind: 'uniform', keys: 9, prefix: 'x-' }), specs)).toBeNull();
    expect(whyLocked([kind], asked({ kind: 'hot', keys: 90, share: 0.8, prefix: 'm-' }), specs)).toBeNull();
    expect(whyLocked([kind], asked({ kind: 'hot', keys: 40, share: 0.2, prefix: 'm-' }), specs)).toBe(
      'The share of the hot key of site cannot be changed here. You may change the partition key of site.',
    );
  });

  test('a path is no prefix of a name: keys does not open keysOfOthers', () => {
    const open: Allowance = { command: 'update-consumer', consumer: 'reader', parts: ['lim'] };
    expect(why({ type: 'update-consumer', consumer: { id: 'reader', kind: 'polling', limit: 5 } }, open)).toMatch(
      /^Limit of reader cannot be changed here/,
    );
  });

  test('what is allowed of one is not of another', () => {
    expect(why({ type: 'update-producer', producer: { ...site, id: 'app' } }, keys)).toBe(
      'app stays as it is. You may change the partition key of site.',
    );
  });

  test('nothing changed is nothing locked', () => {
    expect(why({ type: 'update-producer', producer: structuredClone(site) }, keys)).toBeNull();
  });

  test('consumers and delivery streams likewise', () => {
    const limit: Allowance = { command: 'update-consumer', consumer: 'reader', parts: ['limit'] };
    const hints: Allowance = { command: 'update-delivery-stream', deliveryStream: 'lake', parts: ['buffering'] };
    expect(why({ type: 'update-consumer', consumer: { id: 'reader', kind: 'polling', limit: 5 } }, limit)).toBeNull();
    expect(why({ type: 'update-consumer', consumer: { id: 'reader', kind: 'fan-out', limit: 5 } }, limit)).toMatch(
      /^The reading mode of reader cannot be changed here/,
    );
    expect(why({ type: 'update-delivery-stream', deliveryStream: { id: 'lake', buffering: { mb: 9 } } }, hints)).toBeNull();
    expect(why({ type: 'update-delivery-stream', deliveryStream: { id: 'lake', buffering: { mb: 5 }, transform: {} } }, hints)).toMatch(
      /^The transform of lake cannot be changed here/,
    );
  });
});

describe('other commands', () => {
  const scale: Allowance = { command: 'update-shard-count' };
  test('are allowed by their name alone', () => {
    expect(why({ type: 'update-shard-count', stream: 's', targetShardCount: 8 }, scale)).toBeNull();
    expect(why({ type: 'set-retention', stream: 's', hours: 48 }, scale)).toBe(
      'This exercise is solved without that. You may call UpdateShardCount.',
    );
  });

  test('consumers come only of an allowed kind, and go only by name', () => {
    const add: Allowance = { command: 'add-consumer', kinds: ['fan-out'] };
    const remove: Allowance = { command: 'remove-consumer', consumer: 'reader' };
    expect(why({ type: 'add-consumer', consumer: { id: 'x', kind: 'fan-out' } }, add)).toBeNull();
    expect(why({ type: 'add-consumer', consumer: { id: 'x', kind: 'kcl' } }, add)).toMatch(/^A consumer of this kind is not part/);
    expect(why({ type: 'remove-consumer', id: 'reader' }, remove)).toBeNull();
    expect(why({ type: 'remove-consumer', id: 'other' }, remove)).toBe('other stays. You may remove reader.');
  });

  test('producers never come or go, faults are never injected: no allowance names them', () => {
    for (const type of ['add-producer', 'remove-producer', 'inject-fault', 'end-fault'])
      expect(why({ type }, scale)).toBe('This exercise is solved without that. You may call UpdateShardCount.');
  });
});

test('paths of what differs: deep in objects, whole for lists and for what came or went', () => {
  expect(changedPaths({ a: { b: 1, c: 2 }, d: [1, 2] }, { a: { b: 1, c: 3 }, d: [1, 3] })).toEqual(['a.c', 'd']);
  expect(changedPaths({ a: 1 }, { a: 1, b: { c: 1 } })).toEqual(['b']);
  expect(changedPaths({ a: 1 }, { a: 1 })).toEqual([]);
});

test('every allowance has words', () => {
  const all: Allowance[] = [
    { command: 'update-producer', producer: 'p', parts: ['rate', 'source.keys'] },
    { command: 'update-consumer', consumer: 'c', parts: ['start'] },
    { command: 'update-delivery-stream', deliveryStream: 'd', parts: ['buffering'] },
    { command: 'add-consumer', kinds: ['kcl', 'lambda'] },
    { command: 'remove-consumer', consumer: 'c' },
    ...(
      [
        'split-shard',
        'merge-shards',
        'update-shard-count',
        'set-retention',
        'put-record',
        'add-delivery-stream',
        'remove-delivery-stream',
        'start-worker',
      ] as const
    ).map((command) => ({ command })),
  ];
  for (const text of allowanceTexts(all)) expect(text).not.toMatch(/undefined|-shard|\[object/);
  expect(allowanceTexts(all)[0]).toBe('change the rate, the partition key of p');
});

test('what may change of several is said once', () => {
  const limitOf = (consumer: string): Allowance => ({ command: 'update-consumer', consumer, parts: ['kind', 'limit'] });
  expect(allowanceTexts([limitOf('a'), { command: 'set-retention' }, limitOf('b'), limitOf('c')])).toEqual([
    'change the reading mode, Limit of a, b and c',
    'set the retention',
  ]);
});

describe('settings go by their names, never by their paths', () => {
  /** Every path of a specification that holds all there is. */
  const pathsOf = (value: unknown, path = ''): string[] =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? [path]
      : Object.entries(value).flatMap(([name, part]) => pathsOf(part, path === '' ? name : `${path}.${name}`));
  const allowed: Allowance = { command: 'update-delivery-stream', deliveryStream: 'lake', parts: ['encryption'] };
  const specs = exercises.flatMap((exercise) => {
    const { producers, consumers, deliveryStreams = [] } = startRound(exercise, '1').scenario;
    return [...producers, ...consumers, ...deliveryStreams] as object[];
  });
  const paths = [...new Set(specs.flatMap((spec) => pathsOf(spec)))].filter((path) => path !== 'id' && path !== 'encryption');

  test.each(paths)('%s', (path) => {
    const change = path.split('.').reduceRight<unknown>((value, name) => ({ [name]: value }), 'other');
    const next = { ...(change as object), id: 'lake' };
    const sentence = whyLocked([allowed], { type: 'update-delivery-stream', deliveryStream: next } as Command, {
      ...SPECS,
      deliveryStreams: [{ id: 'lake' }],
    });
    expect(sentence).toMatch(/^[A-Z][A-Za-z -]+ of lake cannot be changed here\. You may change the encryption of lake\.$/);
    expect(sentence).not.toMatch(/^A setting/);
  });
});
