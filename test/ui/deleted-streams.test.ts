/** A delivery stream that is gone leaves a sentence: when it went, and what went with it. */
import { expect, test } from 'vitest';
import { advanceTo, giveCommand, historyOf, SECOND } from '../../src/engine/index.ts';
import { deletedStreams } from '../../src/ui/delivery-frame/deleted-streams.ts';
import { ID, steady, toS3, worldWith } from '../worker/delivery-runs.ts';

test('what was buffered is counted, and before that moment nothing is said', () => {
  const world = worldWith(toS3(), steady(100), 20);
  const before = historyOf(world).length;
  const { account } = world.firehose.list[0];
  const held = account.accepted - account.delivered;
  giveCommand(world, { type: 'remove-delivery-stream', id: ID });
  advanceTo(world, 30 * SECOND);
  expect(world.firehose.list).toEqual([]);
  const events = historyOf(world);
  expect(deletedStreams(events, before)).toEqual([]);
  const [{ sentence }, ...others] = deletedStreams(events, events.length);
  expect(others).toEqual([]);
  expect(held).toBeGreaterThan(0);
  expect(sentence.replaceAll(/[\u202F\u00A0]/g, ' ')).toMatch(
    new RegExp(`^00:20\\.00 · .* ${held.toLocaleString('en').replaceAll(',', ' ')} records with it`),
  );
});
