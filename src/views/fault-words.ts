/** What was broken, in a few words. */
import type { EngineEvent } from '../engine/events.ts';
import { duration, percent, shardName, shardNumber } from './wording.ts';

type Command = Extract<EngineEvent, { type: 'command-given' }>['command'];
type Fault = Extract<Command, { type: 'inject-fault' }>['fault'];

export function faultWords(fault: Fault): string {
  switch (fault.kind) {
    case 'worker-crash':
      return `worker ${fault.worker} crashes`;
    case 'worker-freeze':
      return `worker ${fault.worker} freezes for ${duration(fault.forMs)}`;
    case 'instance-loss':
      return `instance ${fault.instance} is lost`;
    case 'zone-loss':
      return `zone ${fault.zone} is lost`;
    case 'slow-processing':
      return `${fault.consumer} works ${fault.factor}× as long`;
    case 'failing-processing':
      return `${percent(fault.share)} of the batches of ${fault.consumer} fail`;
    case 'poison-record':
      return `poison record for ${fault.consumer} on ${shardName(shardNumber(fault.shardId))}`;
    case 'lease-table-throttled':
      return `lease table of ${fault.consumer} throttled`;
    case 'network-duplicate':
      return `answers to ${fault.producer} are lost`;
  }
}
