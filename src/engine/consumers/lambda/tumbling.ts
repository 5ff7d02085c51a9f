/**
 * Tumbling windows: the function gathers over all invocations of a window and is told its last one.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
 * Windows are counted by arrival time; a batch holds records of one window only. Choice: the last invocation comes when the next window's
 * records do, or a second and a half after the end, so that a poll has brought the last records. Simplified: what the lab's function
 * hands on is two numbers and never reaches 1 MB, so no window ends early. A child shard begins with a window of its own (documented).
 */
import { SECOND } from '../../kernel/time.ts';
import type { ShardState } from '../../kinesis/stream-state.ts';
import type { Consumers } from '../consumer-state.ts';
import type { LambdaBatch, LambdaConsumer, LambdaLane, LambdaReader } from './lambda-state.ts';
import { createBatch } from './lanes.ts';
import { later } from './mapping.ts';
import { arrivalAt } from './record-view.ts';

const GRACE_US = 1.5 * SECOND;

/** The window's last invocation, where it is due; opens a window where the first record of one waits. */
export function windowBatch(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  lane: LambdaLane,
  shard: ShardState,
): LambdaBatch | null {
  const { sim } = consumers;
  const lengthUs = consumer.spec.tumblingWindowSeconds * SECOND;
  if (lengthUs === 0) return null;
  const firstUs = lane.pending.length === 0 ? null : Math.max(0, arrivalAt(shard, lane.pending[0]));
  const { window } = reader;
  if (window !== null) {
    const isOver = firstUs === null ? reader.ending !== null || sim.nowUs >= window.endUs + GRACE_US : firstUs >= window.endUs;
    return isOver ? createBatch([], { startUs: window.startUs, isFinal: true }) : null;
  }
  if (firstUs === null) return null;
  const epochUs = sim.startEpochMs * 1000; // windows begin at whole multiples of their length since 1970
  const startUs = Math.floor((epochUs + firstUs) / lengthUs) * lengthUs - epochUs;
  reader.window = { startUs, endUs: startUs + lengthUs, records: 0, bytes: 0 };
  const dueUs = Math.max(sim.nowUs + 1, reader.window.endUs + GRACE_US);
  later(consumers, consumer, dueUs - sim.nowUs, { kind: 'lambda-tumble', shard: reader.shard, startUs, epoch: reader.epoch });
  return null;
}

/** The first pending record of a later window; null where all are of the open one. */
export function cutOf({ window }: LambdaReader, { pending }: LambdaLane, shard: ShardState): number | null {
  if (window === null || pending.length === 0) return null;
  if (arrivalAt(shard, pending[pending.length - 1]) < window.endUs) return null;
  return pending.find((position) => arrivalAt(shard, position) >= window.endUs) ?? null;
}
