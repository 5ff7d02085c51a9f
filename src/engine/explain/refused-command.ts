/** Why a command was refused: what it was, and what stood in its way. The rule itself is the message, in the service's words. */
import type { Command } from '../commands.ts';
import type { EngineEvent } from '../events.ts';
import { addEvent, addWithCauses, type Chain } from './chain.ts';
import type { HitLimit } from './explanation.ts';
import { explainWriteThrottle } from './write-throttle.ts';

type Refused = Extract<EngineEvent, { type: 'command-refused' }>;

export function explainRefusal(chain: Chain, event: Refused): HitLimit | null {
  const given = event.cause === null ? undefined : chain.history[event.cause - 1];
  if (given?.type !== 'command-given') {
    addWithCauses(chain, event.seq);
    return null;
  }
  const obstacle = findObstacle(chain, event, given.seq, given.command);
  const limit = obstacle?.type === 'write-throttling-started' ? explainWriteThrottle(chain, obstacle) : null;
  if (limit === null && obstacle !== undefined) addWithCauses(chain, obstacle.seq);
  addEvent(chain, given);
  addEvent(chain, event);
  return limit;
}

/** The event that made the refusal: the throttling that goes on, what the stream was busy with, or what had become of the shard. */
function findObstacle({ history }: Chain, { seq, error, message }: Refused, given: number, command: Command): EngineEvent | undefined {
  const earlier = (before: number, fits: (event: EngineEvent) => boolean) => history.findLast((event) => event.seq < before && fits(event));
  if (error === 'ProvisionedThroughputExceededException')
    // the message names the shard
    return earlier(seq, (event) => event.type === 'write-throttling-started' && message.includes(event.shardId));
  if (!('stream' in command)) return undefined;
  const { stream } = command;
  if (error === 'ResourceInUseException') {
    const status = earlier(given, (event) => event.type === 'stream-status-changed' && event.stream === stream);
    return status?.type === 'stream-status-changed' && status.to !== 'ACTIVE' ? status : undefined;
  }
  if (command.type !== 'split-shard' && command.type !== 'merge-shards') return undefined;
  const shardIds = command.type === 'split-shard' ? [command.shardId] : [command.shardId, command.adjacentShardId];
  return earlier(
    given,
    (event) =>
      (event.type === 'shard-split' && event.stream === stream && shardIds.includes(event.shardId)) ||
      (event.type === 'shards-merged' && event.stream === stream && event.shardIds.some((id) => shardIds.includes(id))),
  );
}
