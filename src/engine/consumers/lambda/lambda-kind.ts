/** What an event source mapping does when it is made, changed, broken, or when one of its timers is due. */
import type { LambdaConsumerSpec } from '../consumer-spec.ts';
import type { Consumers } from '../consumer-state.ts';
import type { Kind } from '../kinds.ts';
import type { Fault } from '../../faults/fault.ts';
import { parseShardId, shardIdOf } from '../../kinesis/shard-id.ts';
import { fetchMore, onIterator, onPage, onPoll, restart } from './fetch.ts';
import { onEnded } from './invocation-end.ts';
import type { LambdaConsumer, LambdaTimer } from './lambda-state.ts';
import { laneCount } from './lanes.ts';
import { addMapping, onEnabled, onListShards } from './mapping.ts';
import { leave, register } from './subscribe.ts';
import { whyNot } from './why-not.ts';
import { onTurn, takeTurn } from './turn.ts';

export const LAMBDA: Kind<LambdaConsumerSpec, LambdaConsumer, LambdaTimer> = {
  whyNot,
  add(consumers, spec) {
    register(consumers, addMapping(consumers, spec));
  },
  update,
  remove: leave,
  onTimer,
  fault,
};

/** Other lanes or another filter need another beginning; all else holds from the next batch on, and what pauses is tried at once. */
function update(consumers: Consumers, consumer: LambdaConsumer, spec: LambdaConsumerSpec): void {
  const before = consumer.spec;
  consumer.spec = Object.freeze({ ...spec });
  const isRelaid =
    laneCount(before) !== laneCount(spec) ||
    before.filter !== spec.filter ||
    before.tumblingWindowSeconds !== spec.tumblingWindowSeconds ||
    before.retrieval !== spec.retrieval;
  if (spec.retrieval === 'polling') leave(consumers, consumer);
  else register(consumers, consumer);
  for (const reader of consumer.readers) {
    if (isRelaid) restart(consumers, consumer, reader);
    else
      for (let lane = 0; lane < reader.lanes.length; lane++) {
        const { batch } = reader.lanes[lane];
        if (batch !== null) batch.retryAtUs = null;
        takeTurn(consumers, consumer, reader, lane);
      }
  }
}

function onTimer(consumers: Consumers, consumer: LambdaConsumer, timer: LambdaTimer): void {
  switch (timer.kind) {
    case 'lambda-enabled':
      return onEnabled(consumers, consumer);
    case 'lambda-list':
      return onListShards(consumers, consumer);
    case 'lambda-register':
      return register(consumers, consumer);
    case 'lambda-ended':
      return onEnded(consumers, consumer, timer.invocation);
    default:
  }
  const reader = consumer.readers.find(({ shard }) => shard === timer.shard);
  if (reader === undefined || reader.epoch !== timer.epoch || reader.state === 'drained') return;
  switch (timer.kind) {
    case 'lambda-iterator':
      return onIterator(consumers, consumer, reader);
    case 'lambda-arrival':
      return fetchMore(consumers, consumer, reader);
    case 'lambda-poll':
      return onPoll(consumers, consumer, reader);
    case 'lambda-page':
      return onPage(consumers, consumer, reader, timer.page);
    case 'lambda-turn':
      return onTurn(consumers, consumer, reader, timer.lane, timer.turn);
    case 'lambda-tumble':
      return takeTurn(consumers, consumer, reader, 0);
  }
}

function fault({ sim }: Consumers, consumer: LambdaConsumer, fault: Fault, begins: boolean): string | null {
  const event = sim.cause;
  switch (fault.kind) {
    case 'slow-processing':
      consumer.slow = begins ? { factor: fault.factor, event } : null;
      return null;
    case 'failing-processing':
      consumer.failingShare = begins ? { share: fault.share, event } : null;
      return null;
    case 'poison-record': {
      const reader = consumer.readers.find(({ shard }) => shard === parseShardId(fault.shardId));
      if (reader === undefined || reader.state === 'drained') {
        const read = consumer.readers.filter(({ state }) => state !== 'drained').map(({ shard }) => shardIdOf(shard));
        return `${consumer.spec.id} does not read ${fault.shardId}${read.length > 0 ? `; it reads ${read.join(', ')}` : ' yet'}.`;
      }
      if (begins) reader.poison.push({ position: null, event });
      else reader.poison = [];
      return null;
    }
    default:
      return 'A Lambda function has no workers: make its processing slow or failing, or give it a poison record.';
  }
}
