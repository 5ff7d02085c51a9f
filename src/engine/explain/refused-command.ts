/** Why a command was refused: what it was, and what stood in its way. The rule itself is the message, in the service's words. */
import type { Command } from '../commands.ts';
import type { EngineEvent } from '../events.ts';
import { addEvent, addWithCauses, type Chain } from './chain.ts';

type Refused = Extract<EngineEvent, { type: 'command-refused' }>;

export function explainRefusal(chain: Chain, event: Refused): null {
  const given = chain.history[event.cause! - 1];
  if (given.type === 'command-given') {
    const inTheWay = findObstacle(chain, event, given.command);
    if (inTheWay !== undefined) addWithCauses(chain, inTheWay.seq);
  }
  addEvent(chain, given);
  addEvent(chain, event);
  return null;
}

/** The event that made the refusal: what the stream was still busy with, or what had become of the shard. */
function findObstacle({ history }: Chain, { error, cause }: Refused, command: Command): EngineEvent | undefined {
  const earlier = (fits: (event: EngineEvent) => boolean) => history.findLast((event) => event.seq < cause! && fits(event));
  if (error === 'ProvisionedThroughputExceededException')
    return history.findLast(({ type, cause: of }) => type === 'write-throttling-started' && of === cause) ?? undefined;
  if (!('stream' in command)) return undefined;
  const { stream } = command;
  if (error === 'ResourceInUseException') {
    const status = earlier((event) => event.type === 'stream-status-changed' && event.stream === stream);
    return status?.type === 'stream-status-changed' && status.to !== 'ACTIVE' ? status : undefined;
  }
  if (command.type !== 'split-shard' && command.type !== 'merge-shards') return undefined;
  const shardIds = command.type === 'split-shard' ? [command.shardId] : [command.shardId, command.adjacentShardId];
  return earlier(
    (event) =>
      (event.type === 'shard-split' && event.stream === stream && shardIds.includes(event.shardId)) ||
      (event.type === 'shards-merged' && event.stream === stream && event.shardIds.some((id) => shardIds.includes(id))),
  );
}
