import { expect, test } from 'vitest';
import { shortNames } from '../../../src/views/buffers/text.ts';

test('partitions are told apart where there is little room: what their names all begin with is left out', () => {
  expect(shortNames(['customer=acme', 'customer=corvus'])).toEqual(['acme', 'corvus']);
  expect(shortNames(['day=1/key=a', 'day=1/key=b'])).toEqual(['a', 'b']);
  expect(shortNames(['day=1/key=a', 'day=2/key=b'])).toEqual(['1/key=a', '2/key=b']);
  expect(shortNames(['customer=acme', 'customer=', 'for the function'])).toEqual(['acme', 'customer=', 'for the function']);
  expect(shortNames(['customer=acme', 'region=eu'])).toEqual(['customer=acme', 'region=eu']);
  expect(shortNames(['=a', 'b=c'])).toEqual(['=a', 'b=c']);
  expect(shortNames(['shard 0', 'shard 1'])).toEqual(['shard 0', 'shard 1']);
});
