/** What a destination turned away, while the bucket of the backup is not to be had either: what is said of it, and when it is tried again. */
import { describe, expect, test } from 'vitest';
import type { DestinationSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { NOTHING_BROKEN, type Broken } from '../../src/engine/firehose/firehose-state.ts';
import { advanceTo, SECOND, type World } from '../../src/engine/index.ts';
import { deliveryStream, eventsOf, firehoseWorld, giveTexts, objectsOf, streamIn, toHttp, toSplunk } from './firehose-runs.ts';

const MINUTE = 60 * SECOND;
const SPLUNK = toSplunk({ endpointType: 'Raw' });
const HTTP = toHttp({ retrySeconds: 0 });
const worldTo = (destination: DestinationSpec): World =>
  firehoseWorld([deliveryStream({ destination, buffering: { sizeMiB: 1, intervalSeconds: 1 } })]);
const broken = (world: World, what: Partial<Broken>): void => void (streamIn(world).broken = { ...NOTHING_BROKEN, ...what });
const textOf = (object: { body: Uint8Array | null }): string => new TextDecoder().decode(object.body!);
const firstLine = (world: World): object => JSON.parse(textOf(objectsOf(world, 'backup')[0]).split('\n')[0]) as object;

/** Three records of which nobody takes any for `seconds`: in every round the destination is asked, then the bucket. */
function bothDown(destination: DestinationSpec, seconds: number): World {
  const world = worldTo(destination);
  broken(world, { destination: true, backup: true });
  giveTexts(world, ['x', 'y', 'z']);
  advanceTo(world, seconds * SECOND);
  return world;
}

describe.each([
  ['Splunk', SPLUNK],
  ['HTTP', HTTP],
])('%s and the backup are down', (_, destination) => {
  test('attemptsMade counts how often the destination was asked, and not the bucket', () => {
    const world = bothDown(destination, 5 * 60);
    const { attempts, backupAttempts } = streamIn(world).parcels[0];
    expect(backupAttempts).toBeGreaterThan(2);
    broken(world, { destination: true });
    advanceTo(world, 30 * MINUTE);
    expect(streamIn(world).account).toMatchObject({ delivered: 0, lost: {} });
    const { attemptsMade } = firstLine(world) as { attemptsMade: number };
    // once for every refusal of the bucket, and at most once more before it took them
    expect([attempts - backupAttempts!, attempts - backupAttempts! + 1]).toContain(attemptsMade);
    expect(attemptsMade).toBeLessThan(attempts);
  });

  test('the bucket is asked after 5 s first, whatever the destination was asked before', () => {
    const world = bothDown(destination, 60);
    // 5, 10, 20 s between the rounds, and up to 10 s for a connection: at least the third round has been
    expect(streamIn(world).parcels[0].backupAttempts).toBeGreaterThanOrEqual(3);
  });

  test('the records are told of once', () => {
    const world = bothDown(destination, 30 * 60);
    expect(streamIn(world).recent.failures.map(({ records }) => records)).toEqual([3]);
    expect(eventsOf(world, 'records-failing')).toHaveLength(1);
  });
});
