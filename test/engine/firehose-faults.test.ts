/** What a learner breaks of a delivery stream: what it does, when it ends, and where it makes no sense. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/engine/commands.ts';
import type { DeliveryStreamSpec, TransformSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { NOTHING_BROKEN, type Broken } from '../../src/engine/firehose/firehose-state.ts';
import type { DeliveryFault, Fault } from '../../src/engine/faults/fault.ts';
import { advanceTo, digestOf, giveCommand, restoreWorld, SECOND, takeSnapshot, type World } from '../../src/engine/index.ts';
import { FaultSchema } from '../../src/content/schemas/fault-schema.ts';
import { faultWords } from '../../src/views/fault-words.ts';
import { faultOffers } from '../../src/ui/faults/fault-offers.ts';
import * as v from 'valibot';
import { deliveryStream, eventsOf, firehoseWorld, give, objectsOf, streamIn, toHttp } from './firehose-runs.ts';

const MINUTE = 60 * SECOND;
const ID = 'to-s3';
const TRANSFORM: TransformSpec = {
  functionName: 'f',
  code: 'export const handler = ({ records }) => ({ records });',
  timeoutSeconds: 60,
  numberOfRetries: 3,
  bufferSizeMiB: 1,
  bufferIntervalSeconds: 1,
};
const HTTP = toHttp();

const FAULTS: [DeliveryFault, Partial<Broken>][] = [
  [{ kind: 'destination-down', deliveryStream: ID }, { destination: true }],
  [{ kind: 'destination-rejects', deliveryStream: ID, share: 0.25 }, { rejects: 0.25 }],
  [{ kind: 'delivery-answers-lost', deliveryStream: ID, share: 0.5 }, { lostAnswers: 0.5 }],
  [{ kind: 'backup-down', deliveryStream: ID }, { backup: true }],
  [
    { kind: 'function-unavailable', deliveryStream: ID, errorCode: 'Lambda.InvokeLimitExceeded' },
    { transform: 'Lambda.InvokeLimitExceeded' },
  ],
];

const worldOf = (more: Partial<DeliveryStreamSpec>): World =>
  firehoseWorld([deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 10 }, ...more })]);
const whole = (): World => worldOf({ destination: HTTP, transform: TRANSFORM });
const inject = (fault: Fault, id = 'fault-1'): Command => ({ type: 'inject-fault', id, fault });

/** What was answered, '' where it was done. */
function said(world: World, command: Command): string {
  const refusal = giveCommand(world, command);
  return refusal?.message ?? '';
}

describe.each(FAULTS)('%j', (fault, broken) => {
  test('breaks what it says, and ending it mends that alone', () => {
    const world = whole();
    expect(said(world, inject(fault))).toBe('');
    expect(streamIn(world).broken).toMatchObject({ ...NOTHING_BROKEN, ...broken });
    expect(said(world, inject(fault, 'fault-2'))).toContain('broken already, as fault fault-1');
    expect(digestOf(restoreWorld(structuredClone(takeSnapshot(world)), world.datasets))).toBe(digestOf(world));
    expect(said(world, { type: 'end-fault', id: 'fault-1' })).toBe('');
    expect(streamIn(world).broken).toEqual(NOTHING_BROKEN);
    expect(eventsOf(world, 'fault-ended')).toMatchObject([{ id: 'fault-1', by: 'command' }]);
  });

  test('ends when the delivery stream goes', () => {
    const world = whole();
    giveCommand(world, inject(fault));
    giveCommand(world, { type: 'remove-delivery-stream', id: ID });
    expect(world.faults).toEqual([]);
    expect(eventsOf(world, 'fault-ended')).toMatchObject([{ id: 'fault-1', by: 'gone' }]);
  });

  test('is known to links, offered in the panel and put into words', () => {
    expect(v.parse(FaultSchema, fault)).toEqual(fault);
    expect(faultWords(fault)).toContain(ID);
    const parts = { producers: [], consumers: [], shards: [], deliveryStreams: [{ spec: streamIn(whole()).spec }] };
    const offer = faultOffers(parts as unknown as Parameters<typeof faultOffers>[0]).find(({ kind }) => kind === fault.kind)!;
    expect(offer.targets[0].make(['share' in fault ? fault.share * 100 : 0])).toEqual(fault);
  });
});

describe('refused in a sentence', () => {
  test.each([
    [FAULTS[1][0], 'takes an object whole or not at all'],
    [FAULTS[3][0], 'has no backup of its own'],
    [FAULTS[4][0], 'has no transform'],
    [{ kind: 'destination-down', deliveryStream: 'other' }, 'There is no delivery stream named other; there is to-s3.'],
    [{ kind: 'delivery-answers-lost', deliveryStream: ID, share: 0 }, 'A share is above 0 and at most 1.'],
  ] as [DeliveryFault, string][])('%j', (fault, sentence) => {
    const world = worldOf({});
    expect(said(world, inject(fault))).toContain(sentence);
    expect([world.faults, streamIn(world).broken]).toEqual([[], NOTHING_BROKEN]);
    expect(eventsOf(world, 'fault-began')).toEqual([]);
  });

  test('what makes no sense is not offered', () => {
    const parts = { producers: [], consumers: [], shards: [], deliveryStreams: [{ spec: deliveryStream() }] };
    const kinds = faultOffers(parts as unknown as Parameters<typeof faultOffers>[0]).map(({ kind }) => kind);
    expect(kinds).toEqual(['destination-down', 'delivery-answers-lost']);
  });
});

test('a destination that was down and is up again has everything when the next attempt is due', () => {
  const world = worldOf({});
  giveCommand(world, inject(FAULTS[0][0]));
  give(world, 5, 100);
  advanceTo(world, 10 * MINUTE);
  expect(objectsOf(world)).toEqual([]);
  const [{ seq }] = eventsOf(world, 'fault-began');
  expect(eventsOf(world, 'delivery-failing')).toMatchObject([{ cause: seq }]);
  giveCommand(world, { type: 'end-fault', id: 'fault-1' });
  advanceTo(world, 16 * MINUTE);
  expect(streamIn(world).account).toMatchObject({ accepted: 5, delivered: 5, lost: {}, failed: {} });
});
