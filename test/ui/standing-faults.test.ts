import { expect, test } from 'vitest';
import type { EngineEvent, EventBody } from '../../src/engine/events.ts';
import type { Fault } from '../../src/engine/faults/fault.ts';
import { nextFaultId, standingFaults } from '../../src/ui/faults/standing-faults.ts';

const slow: Fault = { kind: 'slow-processing', consumer: 'fraud', factor: 10 };
const bodies: EventBody[] = [
  { type: 'command-given', command: { type: 'inject-fault', id: 'fault-1', fault: slow } },
  { type: 'fault-began', id: 'fault-1', fault: slow },
  { type: 'fault-began', id: 'poison', fault: { kind: 'poison-record', consumer: 'fraud', shardId: 'shardId-000000000000' } },
  { type: 'fault-ended', id: 'fault-1', fault: slow, by: 'command', lastedUs: 5 },
  { type: 'fault-struck', fault: { kind: 'zone-loss', zone: 'a' } },
];
const events = bodies.map((body, i): EngineEvent => ({ ...body, seq: i + 1, atUs: i, cause: null }));

test('what stands is what began and has not ended by then', () => {
  expect(Array.from({ length: 7 }, (_, happened) => standingFaults(events, happened).map(({ id }) => id))).toEqual([
    [],
    [],
    ['fault-1'],
    ['fault-1', 'poison'],
    ['poison'],
    ['poison'],
    ['poison'],
  ]);
});

test('a new fault is called as none before it, also where that one was refused', () => {
  expect(nextFaultId(events, 0)).toBe('fault-1');
  expect(nextFaultId(events, 1)).toBe('fault-2');
  expect(nextFaultId(events, events.length)).toBe('fault-2');
});
