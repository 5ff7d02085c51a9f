/** Timers of the parts of a KCL application (https://github.com/awslabs/amazon-kinesis-client); void once their process or shard consumer is gone. */
import { nextBelow } from '../../kernel/random.ts';
import { schedule } from '../../kernel/simulation.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import type { ClientPage } from '../../kinesis/actions/get-records.ts';
import type { ConsumerTimer } from '../consumer-state.ts';
import type { At, KclTimer, ShardConsumer, WorkerErrand } from './kcl-state.ts';

export function laterFor(at: At, afterUs: number, errand: WorkerErrand): void {
  put(at, afterUs, { kind: 'kcl-worker', worker: at.worker.number, incarnation: at.worker.incarnation, errand });
}

export function laterForShard(
  at: At,
  { shard, generation }: ShardConsumer,
  afterUs: number,
  errand: 'fetch' | 'processed' | 'pushed',
): void {
  const { worker, app, consumers } = at;
  const { number, incarnation } = worker;
  const dueUs = consumers.sim.nowUs + Math.max(0, Math.round(afterUs));
  const timer = {
    owner: 'consumer',
    consumer: app.number,
    kind: 'kcl-shard',
    worker: number,
    incarnation,
    shard,
    generation,
    errand,
  } as const;
  schedule<ConsumerTimer>(consumers.sim, dueUs, timer);
}

export function laterPage(at: At, { shard, generation }: ShardConsumer, afterUs: number, page: ClientPage): void {
  const { worker, app, consumers } = at;
  const { number, incarnation } = worker;
  const timer = {
    owner: 'consumer',
    consumer: app.number,
    kind: 'kcl-page',
    worker: number,
    incarnation,
    shard,
    generation,
    page,
  } as const;
  schedule<ConsumerTimer>(consumers.sim, consumers.sim.nowUs + afterUs, timer);
}

export function put({ consumers: { sim }, app }: Pick<At, 'consumers' | 'app'>, afterUs: number, timer: KclTimer): void {
  schedule(sim, sim.nowUs + Math.max(0, Math.round(afterUs)), { owner: 'consumer', consumer: app.number, ...timer } as ConsumerTimer);
}

/** One way, as for all clients of the lab. */
export const networkUs = ({ worker }: At): number => 3 * MILLISECOND + nextBelow(worker.random, 6 * MILLISECOND);
