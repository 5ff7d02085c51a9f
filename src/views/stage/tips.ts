/** What the small label beside the pointer says. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { readingWords } from '../consumer-words.ts';
import { clock, count, duration, hexOfFraction, mebibytes, percent } from '../wording.ts';
import type { CellHit } from './cell-at.ts';
import type { Motion } from './particle-pool.ts';

function keyText(slow: SlowFrame, colour: number | null): string {
  if (colour === null) return '';
  const key = slow.keys.find((one) => one.colour === colour);
  return colour === 0 ? '\nother partition keys' : key ? `\npartition key ${key.label}` : '';
}

export function laneTip(slow: SlowFrame, shardId: string, cell: CellHit | null): string {
  const shard = slow.shards.find((one) => one.id === shardId);
  if (!shard) return '';
  if (cell && cell.records > 0) {
    return `${clock(cell.fromUs, 1)} to ${clock(cell.toUs, 1)}: ${count(cell.records)} records${keyText(slow, cell.colour)}\nclick to read them`;
  }
  const { write, read } = shard;
  const lines = [
    `${shard.id} · ${shard.state}`,
    `put ${count(write.records)} of ${count(write.recordsLimit)} rec/s, ${mebibytes(write.bytes)} of ${mebibytes(write.bytesLimit)} MiB/s`,
    `read ${count(read.calls)} of ${count(read.callsLimit)} calls/s, ${mebibytes(read.bytes)} of ${mebibytes(read.bytesLimit)} MiB/s`,
    `${count(shard.retained)} records kept`,
  ];
  if (shard.topKey) lines.push(`${shard.topKey.label}: ${percent(shard.topKey.share)} of its records`);
  return lines.join('\n');
}

export function particleTip(motion: Motion, i: number): string {
  return `a record on its way to shard ${motion.shard[i]}, hash key ${hexOfFraction(motion.hash[i])}\nclick to follow it`;
}

export function producerTip(slow: SlowFrame, id: string | null): string {
  const producer = slow.producers.find((one) => one.spec.id === id);
  if (!producer) return '';
  return [
    `${id}: ${producer.spec.calls.api}`,
    `wants ${count(producer.wantedPerSecond)} rec/s, ${count(producer.acceptedPerSecond)} accepted, ${count(producer.refusedPerSecond)} throttled`,
    `${count(producer.accepted)} accepted, ${count(producer.retried)} retried, ${count(producer.lost)} lost since the start`,
  ].join('\n');
}

export function consumerTip(slow: SlowFrame, id: string | null): string {
  const consumer = slow.consumers.find((one) => one.spec.id === id);
  if (!consumer) return '';
  const lines = [
    `${id}: ${readingWords(consumer.spec)}`,
    `${count(consumer.recordsPerSecond)} rec/s in ${count(consumer.callsPerSecond)} calls/s, ${count(consumer.lagRecords)} unread`,
  ];
  if (consumer.putToReadP50Ms !== null)
    lines.push(`put to read: p50 ${duration(consumer.putToReadP50Ms)}, p99 ${duration(consumer.putToReadP99Ms ?? 0)}`);
  return lines.join('\n');
}
