/** What the service puts into the queue, and what it does when that is due. */
import type { Timer } from '../kernel/simulation.ts';
import type { Kinesis } from './kinesis.ts';
import { onDemandMinute } from './on-demand.ts';
import { stepReshard } from './reshard-life.ts';
import { sweep } from './retention.ts';
import { onScalingStep } from './scaling.ts';
import { stepStream } from './stream-life.ts';

export type KinesisTimer = Timer & { owner: 'kinesis' } & (
    | { kind: 'stream-step'; stream: number; event: string; version: number }
    | { kind: 'reshard-step'; stream: number; reshard: number; event: string; version: number }
    | { kind: 'scaling-step'; stream: number; event: string; version: number }
    | { kind: 'demand'; stream: number }
    | { kind: 'sweep'; stream: number; atUs: number }
  );

export function onKinesisTimer(kinesis: Kinesis, timer: KinesisTimer): void {
  const stream = kinesis.state.streams[timer.stream]!;
  switch (timer.kind) {
    case 'stream-step':
      if (timer.version === stream.life.version) stepStream(kinesis.sim, stream, timer.event);
      return;
    case 'reshard-step': {
      const reshard = stream.reshards[timer.reshard]!;
      if (timer.version === reshard.life.version) stepReshard(kinesis.sim, stream, reshard, timer.event);
      return;
    }
    case 'scaling-step':
      return onScalingStep(kinesis, stream, timer.event, timer.version);
    case 'demand':
      return onDemandMinute(kinesis, stream);
    case 'sweep':
      if (timer.atUs === stream.sweepAtUs && stream.life.state !== 'GONE') sweep(kinesis.sim, stream);
  }
}
