/** A stream with an ACTIVE consumer, and short ways to subscribe. */
import { expect } from 'vitest';
import type { FanOutSession, KinesisApiOptions } from '../../src/engine/index.ts';
import { ARN, serviceWithStream, shard, type Page, type Refusal, type Service } from './service.ts';

export interface FanOutEvent extends Page {
  ContinuationSequenceNumber?: string;
  /** Seconds after the subscription. */
  after: number;
}

export interface Session {
  /** The SubscribeToShardEvents since the last time. */
  events(): FanOutEvent[];
  /** What has come since the last time, with its end. */
  drain: FanOutSession['drain'];
  close: FanOutSession['close'];
}

export interface FanOut {
  service: Service;
  consumerArn: string;
  subscribe(start?: Record<string, unknown>, more?: Record<string, unknown>): Promise<Session>;
  refusedSubscribe(start?: Record<string, unknown>, more?: Record<string, unknown>): Promise<Refusal>;
}

export const LATEST = { Type: 'LATEST' };
export const TRIM_HORIZON = { Type: 'TRIM_HORIZON' };

export async function fanOut(shards = 1, options: Partial<KinesisApiOptions> = {}): Promise<FanOut> {
  const service = await serviceWithStream(shards, options);
  return { service, ...(await addConsumer(service, 'fraud')) };
}

/** Registers a consumer and waits until it is ACTIVE. */
export async function addConsumer(service: Service, name: string): Promise<Omit<FanOut, 'service'>> {
  const { Consumer } = await service.call<{ Consumer: { ConsumerARN: string } }>('RegisterStreamConsumer', {
    StreamARN: ARN,
    ConsumerName: name,
  });
  await service.wait(4);
  const consumerArn = Consumer.ConsumerARN;
  const ask = (start: Record<string, unknown>, more: Record<string, unknown>) =>
    service.api.subscribe({ ConsumerARN: consumerArn, ShardId: shard(0), StartingPosition: start, ...more });
  return {
    consumerArn,
    async subscribe(start = LATEST, more = {}) {
      const openedMs = service.api.now();
      const { status, body, session } = await ask(start, more);
      if (status !== 200 || session === undefined) throw new Error(`SubscribeToShard was refused: ${JSON.stringify(body)}`);
      return { drain: () => session.drain(), close: () => session.close(), events: () => eventsOf(session, openedMs) };
    },
    async refusedSubscribe(start = LATEST, more = {}) {
      const { status, body } = await ask(start, more);
      if (status !== 400) throw new Error('SubscribeToShard was not refused');
      return { type: String(body['__type']), message: String(body['message']) };
    },
  };
}

const eventsOf = (session: FanOutSession, openedMs: number): FanOutEvent[] =>
  session
    .drain()
    .events.map(({ atMs, event }) => ({ ...(event['SubscribeToShardEvent'] as unknown as Page), after: (atMs - openedMs) / 1000 }));

export const textsOf = (events: readonly Page[]): string[] =>
  events.flatMap(({ Records }) => Records.map(({ Data }) => Buffer.from(Data, 'base64').toString()));

/** A refusal's text, exactly or by a pattern, for `toEqual`. */
export const worded = (message: string | RegExp): string =>
  typeof message === 'string' ? message : (expect.stringMatching(message) as string);
