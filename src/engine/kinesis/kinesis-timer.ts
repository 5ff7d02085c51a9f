/** What the service puts into the queue, and what it does when that is due. */
import type { Timer } from '../kernel/simulation.ts';
import { stepConsumer } from './consumer-life.ts';
import { onFanOutTick, onFanOutWake } from './fan-out/push.ts';
import { endSubscription, findSubscription } from './fan-out/subscription-life.ts';
import type { Kinesis } from './kinesis.ts';
import { onDemandMinute } from './on-demand.ts';
import { stepReshard } from './reshard-life.ts';
import { sweep } from './retention.ts';
import { onScalingStep } from './scaling.ts';
import { stepStream } from './stream-life.ts';

export type KinesisTimer = Timer & { owner: 'kinesis' } & (
    | { kind: 'stream-step'; stream: number; event: string; version: number; cause: number | null }
    | { kind: 'reshard-step'; stream: number; reshard: number; event: string; version: number }
    | { kind: 'scaling-step'; stream: number; event: string; version: number }
    | { kind: 'demand'; stream: number }
    | { kind: 'sweep'; stream: number; atUs: number }
    | { kind: 'consumer-step'; stream: number; consumer: number; event: string; version: number }
    | { kind: 'subscription-step'; stream: number; consumer: number; subscription: number; event: string; version: number }
    | { kind: 'fan-out-tick'; stream: number }
    | { kind: 'fan-out-wake'; stream: number; consumer: number; subscription: number; atUs: number }
  );

export function onKinesisTimer(kinesis: Kinesis, timer: KinesisTimer): void {
  const stream = kinesis.state.streams[timer.stream];
  switch (timer.kind) {
    case 'stream-step':
      kinesis.sim.cause = timer.cause;
      if (timer.version === stream.life.version) stepStream(kinesis.sim, stream, timer.event);
      return;
    case 'reshard-step': {
      const reshard = stream.reshards[timer.reshard];
      if (timer.version === reshard.life.version) stepReshard(kinesis.sim, stream, reshard, timer.event);
      return;
    }
    case 'scaling-step':
      return onScalingStep(kinesis, stream, timer.event, timer.version);
    case 'demand':
      return onDemandMinute(kinesis, stream);
    case 'sweep':
      if (timer.atUs === stream.sweepAtUs && stream.life.state !== 'GONE') sweep(kinesis.sim, stream);
      return;
    case 'fan-out-tick':
      return onFanOutTick(kinesis, stream);
    case 'consumer-step': {
      const consumer = stream.consumers[timer.consumer];
      if (timer.version === consumer.life.version) stepConsumer(kinesis.sim, stream, consumer, timer.event);
      return;
    }
    default: {
      const consumer = stream.consumers[timer.consumer];
      const subscription = findSubscription(stream, timer.consumer, timer.subscription);
      if (subscription === undefined) return;
      if (timer.kind === 'fan-out-wake' && timer.atUs === subscription.wakeAtUs) onFanOutWake(kinesis, stream, consumer, subscription);
      if (timer.kind === 'subscription-step') endSubscription(kinesis.sim, stream, consumer, subscription, timer.event, null);
    }
  }
}
