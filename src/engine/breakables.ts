/** Consumers, producers and delivery streams as faults see them: each fault is handed to the one that it concerns. */
import { createRandom } from './kernel/random.ts';
import type { Simulation } from './kernel/simulation.ts';
import { kindOf } from './consumers/kinds.ts';
import type { BreakableConsumer, BreakableDeliveryStream, Breakables } from './faults/breakable.ts';
import type { DeliveryFault } from './faults/fault.ts';
import type { Broken, DeliveryStream } from './firehose/firehose-state.ts';
import { shardIdOf } from './kinesis/shard-id.ts';
import type { Consumers, ConsumerState } from './consumers/consumer-state.ts';
import type { World } from './world.ts';

export function breakablesOf({ sim, faults, producers, firehose }: World, consumers: Consumers): Breakables {
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
    deliveryStreams: firehose.list.filter(({ status }) => status !== 'DELETING').map((stream) => breakableDelivery(stream, sim)),
  };
}

function breakableDelivery(stream: DeliveryStream, sim: Simulation): BreakableDeliveryStream {
  const { spec, number } = stream;
  const { destination } = spec;
  return {
    id: spec.id,
    number,
    destination: destination.kind,
    hasBackup: 'backup' in destination || destination.sourceBackup !== null,
    hasTransform: spec.transform !== null,
    fault: (fault, begins) => {
      stream.broken = withFault(stream.broken, fault, begins, sim.cause);
    },
  };
}

function withFault({ since, ...before }: Broken, fault: DeliveryFault, begins: boolean, event: number | null): Broken {
  const broken = { ...before, ...brokenBy(fault, begins) };
  const isFunction = fault.kind === 'function-unavailable';
  const transform = broken.transform === null ? null : isFunction && begins ? event : (since?.transform ?? null);
  const isDown = broken.destination || broken.backup || broken.lostAnswers > 0 || broken.rejects > 0;
  const delivery = !isDown ? null : !isFunction && begins ? event : (since?.delivery ?? null);
  return transform === null && delivery === null ? broken : { ...broken, since: { transform, delivery } };
}

function brokenBy(fault: DeliveryFault, begins: boolean): Partial<Broken> {
  switch (fault.kind) {
    case 'destination-down':
      return { destination: begins };
    case 'destination-rejects':
      return { rejects: begins ? fault.share : 0 };
    case 'delivery-answers-lost':
      return { lostAnswers: begins ? fault.share : 0 };
    case 'backup-down':
      return { backup: begins };
    case 'function-unavailable':
      return { transform: begins ? fault.errorCode : null };
  }
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
