/** Gathers the steps of an explanation: each once, causes with their own causes, and in the end in order. */
import type { EngineEvent } from '../events.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';
import { lastSetBy, later, type SetWhat } from '../kinesis/set-by.ts';
import type { ShardState, StreamState } from '../kinesis/stream-state.ts';
import { parseShardId } from '../kinesis/shard-id.ts';
import { historyOf } from '../run.ts';
import { kinesisOf, type World } from '../world.ts';
import { aboutEvent } from './about.ts';
import type { About, ExplanationStep, StepBody } from './explanation.ts';

export interface Chain {
  world: World;
  kinesis: Kinesis;
  history: readonly EngineEvent[];
  steps: ExplanationStep[];
  /** What has a step already, by name. */
  told: Set<string>;
}

export const createChain = (world: World): Chain => ({
  world,
  kinesis: kinesisOf(world),
  history: historyOf(world),
  steps: [],
  told: new Set(),
});

export function addStep({ steps }: Chain, atUs: number, untilUs: number, about: About, body: StepBody): void {
  steps.push({ atUs, untilUs, about, ...body });
}

/** Whether it is told for the first time. */
function isNew({ told }: Chain, name: string): boolean {
  if (told.has(name)) return false;
  told.add(name);
  return true;
}

export function addEvent(chain: Chain, { seq, ...event }: EngineEvent): void {
  if (isNew(chain, `event ${seq}`))
    addStep(chain, event.atUs, event.atUs, aboutEvent({ seq, ...event } as EngineEvent), { kind: 'event', seq });
}

/** An event and, before it, all that its recorded cause goes back to. */
export function addWithCauses(chain: Chain, seq: number | null): void {
  const events: EngineEvent[] = [];
  for (let at = seq; at !== null; at = chain.history[at - 1].cause) events.unshift(chain.history[at - 1]);
  for (const event of events) addEvent(chain, event);
}

/** Who a producer or consumer comes from, as it was before event `beforeSeq`: the last command that set it, or the scenario. */
export function addOrigin(chain: Chain, what: 'producer' | 'consumer', id: string, beforeSeq: number, setting?: SetWhat): void {
  const { kinesis } = chain;
  const seq =
    what === 'consumer'
      ? lastSetBy(kinesis, 'consumer', id, beforeSeq)
      : later(lastSetBy(kinesis, setting ?? 'load', id, beforeSeq), lastPutByHand(chain, id, beforeSeq));
  if (seq !== null) addWithCauses(chain, seq);
  else if (isNew(chain, `${what} ${id}`)) addStep(chain, 0, 0, { [what]: id }, { kind: 'scenario', what, id });
}

/** Records put by hand have no producer that stands: the last command that put one is where they come from. */
function lastPutByHand({ history, kinesis }: Chain, id: string, beforeSeq: number): number | null {
  if (id !== kinesis.state.producerNames[0]) return null;
  const isPut = (event: EngineEvent) => event.type === 'command-given' && event.command.type === 'put-record';
  return history.findLast((event) => event.seq < beforeSeq && isPut(event))?.seq ?? null;
}

/** In the order in which they were complete; what was complete at once stays as it was added. */
export const inOrder = ({ steps }: Chain): ExplanationStep[] => steps.toSorted((a, b) => a.untilUs - b.untilUs);

export interface Place {
  stream: StreamState;
  shard: ShardState;
}

/** By name and id. The newest stream of that name: an older one is gone. */
export function placeOf({ kinesis }: Chain, streamName: string, shardId: string): Place {
  const stream = kinesis.state.streams.findLast(({ name }) => name === streamName)!;
  return { stream, shard: stream.shards[parseShardId(shardId)!] };
}
