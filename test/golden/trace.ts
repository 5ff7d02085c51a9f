/** A run as lines that can be read: every event with its time, then what everybody has done in all. */
import { historyOf, shardIdOf, type World } from '../../src/engine/index.ts';
import type { EngineEvent } from '../../src/engine/events.ts';

export function linesOf(world: World): string[] {
  return [
    `# until ${seconds(world.sim.nowUs)}; shardId-00000000000N is written N`,
    ...historyOf(world).map(lineOf),
    '',
    '# shard: accepted, refused for records, for bytes; read records, refused calls',
    ...world.kinesis.streams[0].shards.map(
      ({ index, log, totals: t }) =>
        `${index}: ${log.count}, ${t.refusedByRecords}, ${t.refusedByBytes}; ${t.readRecords}, ${t.refusedReadCalls}`,
    ),
    '# producer: made, sent, accepted, refused, lost',
    ...world.producers.list.map(({ spec, totals: t }) => `${spec.id}: ${t.made}, ${t.sent}, ${t.accepted}, ${t.refused}, ${t.lost}`),
    '# consumer: records, bytes, calls; where it stands by shard',
    ...world.consumers.list.map(
      ({ spec, totals: t, readers }) =>
        `${spec.id}: ${t.records}, ${t.bytes}, ${t.calls}; ${readers.map(({ shard, state, position }) => `${shard} ${state} at ${position}`).join(', ')}`,
    ),
  ];
}

const seconds = (us: number): string => `${(us / 1_000_000).toFixed(6)} s`;

/** Time, type, members, and which line (event) it follows from. */
function lineOf({ seq, atUs, cause, type, ...members }: EngineEvent): string {
  const fields = Object.entries(members).map(([name, value]) => `${name} ${shortened(value)}`);
  return `${String(seq).padStart(2)}  ${seconds(atUs).padStart(12)}  ${type}  ${fields.join(', ')}${cause === null ? '' : `  (by ${cause})`}`;
}

/** Specifications and messages are long: what is said of them is enough to see a change. */
function shortened(value: unknown): string {
  if (typeof value === 'number') return String(Number.isInteger(value) ? value : Number(value.toFixed(3)));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const plain = text.replaceAll(new RegExp(`${shardIdOf(0).slice(0, -1)}(\\d)`, 'g'), '$1').replaceAll('"', '');
  return plain.length > 150 ? `${plain.slice(0, 147)}…` : plain;
}
