/** Consumers and producers as faults see them: each fault is handed to the kind of consumer, or to the producer, that it concerns. */
import { createRandom } from './kernel/random.ts';
import { kindOf } from './consumers/kinds.ts';
import type { BreakableConsumer, Breakables } from './faults/breakable.ts';
import { shardIdOf } from './kinesis/shard-id.ts';
import type { Consumers, ConsumerState } from './consumers/consumer-state.ts';
import type { World } from './world.ts';

export function breakablesOf({ sim, faults, producers }: World, consumers: Consumers): Breakables {
  return {
    sim,
    standing: faults,
    consumers: consumers.state.list.map((consumer) => breakableConsumer(consumers, consumer)),
    producers: producers.list.map((producer) => ({
      id: producer.spec.id,
      number: producer.number,
      loseAnswers: (lost) => {
        producer.lostAnswers =
          lost === null ? null : { ...lost, random: createRandom(sim.seed, `answers:${producer.spec.id}:${lost.event}`) };
      },
    })),
  };
}

function breakableConsumer(consumers: Consumers, consumer: ConsumerState): BreakableConsumer {
  const { spec, number } = consumer;
  const kind = kindOf(spec);
  return {
    id: spec.id,
    number,
    kind: spec.kind,
    workers: spec.kind === 'kcl' ? spec.workers : [],
    shards: (consumers.kinesis.state.streams.find(({ name }) => name === spec.stream)?.shards ?? []).map(({ index }) => shardIdOf(index)),
    fault: kind.fault && ((fault, begins) => kind.fault!(consumers, consumer, fault, begins)),
    startWorker: kind.startWorker && ((worker) => kind.startWorker!(consumers, consumer, worker)),
  };
}
