/** Worlds with an event source mapping: records put at given instants, and what the function was invoked with. */
import { advanceTo, createWorld, giveCommand, type World } from '../../src/engine/index.ts';
import type { Command } from '../../src/engine/commands.ts';
import type { LambdaConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import type { LambdaConsumer, LambdaInvocation } from '../../src/engine/consumers/lambda/lambda-state.ts';
import { STREAM } from '../kinesis/service.ts';
import { bareScenario } from './scenarios.ts';

export const SECOND = 1_000_000;

/** AWS's defaults; the function itself takes 20 ms. */
export const mapping = (more: Partial<LambdaConsumerSpec> = {}): LambdaConsumerSpec => ({
  kind: 'lambda',
  id: 'thumbnails',
  stream: STREAM,
  start: 'TRIM_HORIZON',
  processingUsPerRecord: 0,
  retrieval: 'polling',
  batchSize: 100,
  windowSeconds: 0,
  parallelizationFactor: 1,
  maximumRetryAttempts: -1,
  maximumRecordAgeSeconds: -1,
  bisectBatchOnFunctionError: false,
  reportBatchItemFailures: false,
  onFailureDestination: false,
  tumblingWindowSeconds: 0,
  filter: null,
  concurrencyLimit: 1000,
  invocationUs: 20_000,
  ...more,
});

export const worldWith = (spec: Partial<LambdaConsumerSpec> = {}, shardCount = 1): World =>
  createWorld(bareScenario(shardCount, { consumers: [mapping(spec)] }), { seed: 'lambda' });

export function give(world: World, command: Command): void {
  const refusal = giveCommand(world, command);
  if (refusal !== null) throw new Error(refusal.message);
}

export const lambdaOf = (world: World): LambdaConsumer => world.consumers.list.find(({ spec }) => spec.kind === 'lambda') as LambdaConsumer;

export const put = (world: World, partitionKey: string, text: string): void =>
  give(world, { type: 'put-record', stream: STREAM, partitionKey, text });

/** Goes on in steps of 10 ms and gathers every invocation that ended, in the order of its beginning. */
export function gather(world: World, forSeconds: number): LambdaInvocation[] {
  const found = new Map<number, LambdaInvocation>();
  const untilUs = world.sim.nowUs + forSeconds * SECOND;
  while (world.sim.nowUs < untilUs) {
    advanceTo(world, Math.min(untilUs, world.sim.nowUs + 10_000));
    for (const invocation of lambdaOf(world).recent) found.set(invocation.number, invocation);
  }
  return [...found.values()].toSorted((a, b) => a.number - b.number);
}
