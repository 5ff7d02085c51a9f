/** An event source mapping as the page sees it. */
import type { ConsumerState, LambdaConsumer, LambdaReader } from '../../engine/index.ts';
import type { LambdaBatchFrame, LambdaFrame, LambdaShardFrame } from '../../protocol/lambda-frame.ts';

const MESSAGES_SHOWN = 5;

const isLambda = (consumer: ConsumerState): consumer is LambdaConsumer => consumer.spec.kind === 'lambda';

/** Null for other kinds of consumer. */
export function lambdaFrame(consumer: ConsumerState): LambdaFrame | null {
  if (!isLambda(consumer)) return null;
  const { mapping, running, spec, figures, messages } = consumer;
  return {
    mapping,
    shards: consumer.readers.map((reader) => shardFrame(consumer, reader)),
    concurrency: running.length,
    concurrencyLimit: spec.concurrencyLimit,
    ...figures,
    messages: messages
      .slice(-MESSAGES_SHOWN)
      .toReversed()
      .map((message) => JSON.stringify(message)),
  };
}

function shardFrame({ running }: LambdaConsumer, reader: LambdaReader): LambdaShardFrame {
  const batches = reader.lanes.flatMap(({ batch }): LambdaBatchFrame[] => {
    if (batch === null) return [];
    const invocation = running.find(({ number }) => number === batch.invocation);
    const state = invocation === undefined ? 'pausing' : 'running';
    return [{ records: batch.positions.length, state, untilUs: invocation?.endsUs ?? batch.retryAtUs, failures: batch.failures }];
  });
  const pending = reader.lanes.reduce((sum, lane) => sum + lane.pending.length, 0);
  return {
    shardIndex: reader.shard,
    state: stateOf(reader, batches, pending),
    batches,
    pending,
    blocked: reader.blocked === null ? null : { by: reader.blocked.by, sinceUs: reader.blocked.sinceUs },
    iteratorAgeMs: reader.iteratorAgeUs === null ? null : reader.iteratorAgeUs / 1000,
    window: reader.window === null ? null : { ...reader.window },
  };
}

function stateOf({ state, blocked }: LambdaReader, batches: readonly LambdaBatchFrame[], pending: number): LambdaShardFrame['state'] {
  if (state === 'waiting') return 'waiting';
  if (state === 'drained') return 'done';
  if (blocked !== null) return 'blocked';
  if (batches.some((batch) => batch.state === 'running')) return 'running';
  if (batches.length > 0) return 'retrying';
  return pending > 0 ? 'gathering' : 'idle';
}
