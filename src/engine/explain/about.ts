/** What an event is about, for marking it: the shard, producer, consumer or key that it names. */
import type { EngineEvent } from '../events.ts';
import type { About } from './explanation.ts';

export function aboutEvent(event: EngineEvent): About {
  const about: About = {};
  const named = event.type === 'command-given' ? namedIn(event.command) : 'fault' in event ? event.fault : event;
  if ('shardId' in named) about.shardId = named.shardId;
  else if (event.type === 'shards-merged') about.shardId = event.child;
  if ('producer' in named && named.producer !== undefined) about.producer = nameOf(named.producer);
  if ('consumer' in named && named.consumer !== undefined) about.consumer = nameOf(named.consumer);
  if ('partitionKey' in named) about.key = named.partitionKey;
  else if (event.type === 'write-throttling-started') about.key = event.refused.key;
  return about;
}

function namedIn(command: Extract<EngineEvent, { type: 'command-given' }>['command']) {
  if (command.type === 'remove-producer') return { producer: command.id };
  if (command.type === 'remove-consumer') return { consumer: command.id };
  return 'fault' in command ? command.fault : command;
}

const nameOf = (client: string | { id: string }): string => (typeof client === 'string' ? client : client.id);
