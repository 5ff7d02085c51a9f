/** The bytes of a synthetic record, made again whenever somebody looks: JSON of exactly the record's size. */
import { createRandom, nextBelow } from '../../kernel/random.ts';
import { encodeUtf8, utf8Length } from '../../kernel/utf8.ts';

const WORDS = [
  'amber',
  'basin',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'heath',
  'inlet',
  'juniper',
  'kelp',
  'larch',
  'moss',
  'nook',
  'orchid',
  'pine',
];

export function syntheticPayload(seed: string, producer: string, index: number, partitionKey: string, sizeBytes: number): Uint8Array {
  const random = createRandom(seed, `payload:${producer}:${index}`);
  const fields = { producer, n: index, key: partitionKey, amount: (100 + nextBelow(random, 99_900)) / 100 };
  const head = JSON.stringify(fields).slice(0, -1) + ',"note":"';
  let room = sizeBytes - utf8Length(head) - 2;
  if (room < 0) return encodeUtf8(JSON.stringify(fields)).slice(0, sizeBytes);
  let note = '';
  while (room > 0) {
    const word = `${WORDS[nextBelow(random, WORDS.length)]} `.slice(0, room);
    note += word;
    room -= word.length;
  }
  const bytes = encodeUtf8(`${head}${note}"}`);
  return bytes.length === sizeBytes ? bytes : bytes.slice(0, sizeBytes);
}
