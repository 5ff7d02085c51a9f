/** A subscription to a shard as a client of the API holds it: what HTTP would stream, to be fetched event by event. */
import { subscribeToShard } from '../kinesis/actions/subscribe-to-shard.ts';
import { admit } from '../kinesis/dispatch.ts';
import type { Answer } from '../kinesis/errors.ts';
import { closeSubscription, drainSubscription, type Drained } from '../kinesis/fan-out/session.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';

export interface FanOutSession {
  /** The events since the last time; `event` is `{SubscribeToShardEvent}`, or an exception with its message as the last one. */
  drain(): Drained;
  /** The client goes away. */
  close(): void;
}

export function subscribe(kinesis: Kinesis, body: unknown): Answer<FanOutSession> {
  const request = admit(kinesis, 'Kinesis_20131202.SubscribeToShard', body);
  if (!request.ok) return request;
  const subscribed = subscribeToShard(request.value.kinesis, request.value.input as never);
  if (!subscribed.ok) return subscribed;
  const address = subscribed.value;
  let end: Drained = { events: [], ended: false };
  return {
    ok: true,
    value: {
      drain: () => {
        const drained = drainSubscription(kinesis, address) ?? end;
        if (drained.ended) end = { ...drained, events: [] };
        return drained;
      },
      close: () => {
        closeSubscription(kinesis, address);
        if (!end.ended) end = { events: [], ended: true, endedAtMs: kinesis.sim.startEpochMs + kinesis.sim.nowUs / 1000 };
      },
    },
  };
}
