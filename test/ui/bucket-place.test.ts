import { expect, test } from 'vitest';
import { crumbsOf, folderOf, nameOf } from '../../src/ui/bucket/place.ts';

test('the folder and the name of an object and of a folder', () => {
  expect([folderOf('a/b/c.gz'), nameOf('a/b/c.gz')]).toEqual(['a/b/', 'c.gz']);
  expect([folderOf('a/b/'), nameOf('a/b/')]).toEqual(['a/', 'b/']);
  expect([folderOf('c.gz'), nameOf('c.gz')]).toEqual(['', 'c.gz']);
  expect([folderOf('a/'), nameOf('a/')]).toEqual(['', 'a/']);
});

test('the way down, each part with the prefix that it leads to', () => {
  expect(crumbsOf('')).toEqual([]);
  expect(crumbsOf('orders/2026/')).toEqual([
    { name: 'orders', prefix: 'orders/' },
    { name: '2026', prefix: 'orders/2026/' },
  ]);
});

test('a prefix that is no whole folder is shown as what it is', () => {
  expect(crumbsOf('orders/20')).toEqual([
    { name: 'orders', prefix: 'orders/' },
    { name: '20…', prefix: 'orders/20' },
  ]);
});

test('a key with an empty folder in it', () => {
  expect(crumbsOf('/a/')).toEqual([
    { name: '', prefix: '/' },
    { name: 'a', prefix: '/a/' },
  ]);
  expect(folderOf('/a')).toBe('/');
});
