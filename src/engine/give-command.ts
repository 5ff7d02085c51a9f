/** Carries out a learner's command: through the service's own actions where there is one. What is refused stays in the history. */
import { emit } from './kernel/simulation.ts';
import { encodeUtf8 } from './kernel/utf8.ts';
import { encodeBase64 } from './kernel/base64.ts';
import type { Command } from './commands.ts';
import { breakablesOf } from './breakables.ts';
import { addConsumer, removeConsumer, updateConsumer, whyNoConsumer } from './consumers/kinds.ts';
import {
  addDeliveryStream,
  removeDeliveryStream,
  updateDeliveryStream,
  whyNoDeliveryStream,
  whyNotRemoved,
} from './firehose/delivery-streams.ts';
import { dispatch } from './kinesis/dispatch.ts';
import { changeFaults, endOrphans } from './faults/change-faults.ts';
import { noteConsumerSet, noteProducerSet } from './kinesis/set-by.ts';
import { addProducer, removeProducer, updateProducer, whyUnfit } from './producers/start-producer.ts';
import { consumersOf, firehoseOf, kinesisOf, producersOf, type World } from './world.ts';

export interface CommandRefusal {
  error: string;
  message: string;
}

/** Null where the command was carried out. */
export function giveCommand(world: World, command: Command): CommandRefusal | null {
  const { sim } = world;
  sim.cause = emit(sim, { type: 'command-given', command }, null);
  const refusal = carryOut(world, command);
  if (refusal !== null) emit(sim, { type: 'command-refused', ...refusal });
  else if (world.faults.length > 0) endOrphans(breakablesOf(world, consumersOf(world)));
  sim.cause = null;
  return refusal;
}

function carryOut(world: World, command: Command): CommandRefusal | null {
  switch (command.type) {
    case 'add-producer':
    case 'update-producer': {
      const producers = producersOf(world);
      const isNew = command.type === 'add-producer';
      const message = whyUnfit(producers, command.producer, isNew);
      if (message !== null) return { error: 'InvalidCommand', message };
      const before = producers.state.list.find(({ spec }) => spec.id === command.producer.id)?.spec;
      (isNew ? addProducer : updateProducer)(producers, command.producer);
      noteProducerSet(kinesisOf(world), before, command.producer);
      return null;
    }
    case 'remove-producer':
      return removeProducer(producersOf(world), command.id)
        ? null
        : { error: 'InvalidCommand', message: `There is no producer named ${command.id}.` };
    case 'add-consumer':
    case 'update-consumer':
    case 'remove-consumer':
      return changeConsumer(world, command);
    case 'add-delivery-stream':
    case 'update-delivery-stream': {
      const firehose = firehoseOf(world);
      const isNew = command.type === 'add-delivery-stream';
      const refusal = whyNoDeliveryStream(firehose, command.deliveryStream, isNew);
      if (refusal === null) (isNew ? addDeliveryStream : updateDeliveryStream)(firehose, command.deliveryStream);
      return refusal;
    }
    case 'remove-delivery-stream': {
      const firehose = firehoseOf(world);
      const refusal = whyNotRemoved(firehose, command.id);
      if (refusal === null) removeDeliveryStream(firehose, command.id);
      return refusal;
    }
    case 'split-shard':
      return act(world, 'SplitShard', {
        StreamName: command.stream,
        ShardToSplit: command.shardId,
        NewStartingHashKey: command.newStartingHashKey,
      });
    case 'merge-shards':
      return act(world, 'MergeShards', {
        StreamName: command.stream,
        ShardToMerge: command.shardId,
        AdjacentShardToMerge: command.adjacentShardId,
      });
    case 'update-shard-count':
      return act(world, 'UpdateShardCount', {
        StreamName: command.stream,
        TargetShardCount: command.targetShardCount,
        ScalingType: 'UNIFORM_SCALING',
      });
    case 'set-retention':
      return setRetention(world, command.stream, command.hours);
    case 'put-record':
      return putByHand(world, command);
    case 'inject-fault':
    case 'end-fault':
    case 'start-worker': {
      const message = changeFaults(breakablesOf(world, consumersOf(world)), command);
      return message === null ? null : { error: 'InvalidCommand', message };
    }
  }
}

function act(world: World, action: string, body: Record<string, unknown>): CommandRefusal | null {
  const answer = dispatch(kinesisOf(world), `Kinesis_20131202.${action}`, body);
  return answer.ok ? null : { error: answer.error.type, message: answer.error.message };
}

function setRetention(world: World, stream: string, hours: number): CommandRefusal | null {
  const current = world.kinesis.streams.find(({ name }) => name === stream)?.settings.retentionHours ?? 0;
  return act(world, hours < current ? 'DecreaseStreamRetentionPeriod' : 'IncreaseStreamRetentionPeriod', {
    StreamName: stream,
    RetentionPeriodHours: hours,
  });
}

function putByHand(world: World, command: Extract<Command, { type: 'put-record' }>): CommandRefusal | null {
  const answer = dispatch(kinesisOf(world), 'Kinesis_20131202.PutRecord', {
    StreamName: command.stream,
    PartitionKey: command.partitionKey,
    Data: encodeBase64(encodeUtf8(command.text)),
    ...(command.explicitHashKey === undefined ? {} : { ExplicitHashKey: command.explicitHashKey }),
  });
  if (!answer.ok) return { error: answer.error.type, message: answer.error.message };
  const { ShardId, SequenceNumber } = answer.value as { ShardId: string; SequenceNumber: string };
  emit(world.sim, {
    type: 'record-put',
    stream: command.stream,
    shardId: ShardId,
    partitionKey: command.partitionKey,
    sequenceNumber: SequenceNumber,
  });
  return null;
}

function changeConsumer(
  world: World,
  command: Extract<Command, { type: 'add-consumer' | 'update-consumer' | 'remove-consumer' }>,
): CommandRefusal | null {
  const consumers = consumersOf(world);
  const { list } = consumers.state;
  const id = command.type === 'remove-consumer' ? command.id : command.consumer.id;
  const at = list.findIndex(({ spec }) => spec.id === id);
  const kind = command.type === 'remove-consumer' ? undefined : command.consumer.kind;
  if (kind === 'firehose' || list[at]?.spec.kind === 'firehose')
    return { error: 'InvalidCommand', message: `What Firehose reads comes and goes with its delivery stream: change ${id} there.` };
  if (command.type !== 'remove-consumer' && !world.kinesis.streams.some(({ name }) => name === command.consumer.stream))
    return { error: 'InvalidCommand', message: `There is no stream named ${command.consumer.stream}.` };
  if (command.type !== 'remove-consumer' && at >= 0 === (command.type === 'update-consumer')) {
    const refusal = whyNoConsumer(consumers, command.consumer);
    if (refusal !== null) return refusal;
  }
  if (command.type === 'add-consumer') {
    if (at >= 0) return { error: 'InvalidCommand', message: `A consumer named ${id} exists already; choose another name.` };
    addConsumer(consumers, command.consumer);
    noteConsumerSet(consumers.kinesis, undefined, command.consumer);
    return null;
  }
  if (at < 0) return { error: 'InvalidCommand', message: `There is no consumer named ${id}.` };
  if (command.type === 'remove-consumer') {
    removeConsumer(consumers, list[at]);
    return null;
  }
  noteConsumerSet(consumers.kinesis, list[at].spec, command.consumer);
  updateConsumer(consumers, list[at], command.consumer);
  return null;
}
