/** Timers of the parts of a KCL application (https://github.com/awslabs/amazon-kinesis-client); void once their process or shard consumer is gone. */
import { nextBelow } from '../../kernel/random.ts';
import { schedule } from '../../kernel/simulation.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import type { ConsumerTimer } from '../consumer-state.ts';
import type { At, KclTimer, ShardConsumer, WorkerErrand } from './kcl-state.ts';

export function laterFor(at: At, afterUs: number, errand: WorkerErrand): void {
  put(at, afterUs, { kind: 'kcl-worker', worker: at.worker.number, incarnation: at.worker.incarnation, errand });
}

export function laterForShard(at: At, { shard, generation }: ShardConsumer, afterUs: number, errand: 'fetch' | 'processed' | 'pushed'): void {
  put(at, afterUs, { kind: 'kcl-shard', worker: at.worker.number, incarnation: at.worker.incarnation, shard, generation, errand });
}

export function put({ consumers: { sim }, app }: Pick<At, 'consumers' | 'app'>, afterUs: number, timer: KclTimer): void {
  schedule(sim, sim.nowUs + Math.max(0, Math.round(afterUs)), { owner: 'consumer', consumer: app.number, ...timer } as ConsumerTimer);
}

/** One way, as for all clients of the lab. */
export const networkUs = ({ worker }: At): number => 3 * MILLISECOND + nextBelow(worker.random, 6 * MILLISECOND);
