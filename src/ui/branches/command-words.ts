/** A command in a few words, as what a button would undo: `split shard 2`. */
import type { Command } from '../../engine/commands.ts';
import { faultWords } from '../../views/fault-words.ts';
import { count, shardName, shardNumber } from '../../views/wording.ts';

export function commandLabel(command: Command): string {
  switch (command.type) {
    case 'add-producer':
      return `add producer ${command.producer.id}`;
    case 'update-producer':
      return `change producer ${command.producer.id}`;
    case 'remove-producer':
      return `remove producer ${command.id}`;
    case 'add-consumer':
      return `add consumer ${command.consumer.id}`;
    case 'update-consumer':
      return `change consumer ${command.consumer.id}`;
    case 'remove-consumer':
      return `remove consumer ${command.id}`;
    case 'add-delivery-stream':
      return `add delivery stream ${command.deliveryStream.id}`;
    case 'update-delivery-stream':
      return `change delivery stream ${command.deliveryStream.id}`;
    case 'remove-delivery-stream':
      return `remove delivery stream ${command.id}`;
    case 'split-shard':
      return `split ${shard(command.shardId)}`;
    case 'merge-shards':
      return `merge ${shard(command.shardId)} and ${shard(command.adjacentShardId)}`;
    case 'update-shard-count':
      return `scale ${command.stream} to ${count(command.targetShardCount)} ${command.targetShardCount === 1 ? 'shard' : 'shards'}`;
    case 'set-retention':
      return `set retention of ${command.stream} to ${count(command.hours)}\u202Fh`;
    case 'put-record':
      return `put a record with key ${command.partitionKey}`;
    case 'inject-fault':
      return `fault: ${faultWords(command.fault)}`;
    case 'end-fault':
      return `end fault ${command.id}`;
    case 'start-worker':
      return `start worker ${command.worker}`;
  }
}

const shard = (id: string): string => shardName(shardNumber(id));
