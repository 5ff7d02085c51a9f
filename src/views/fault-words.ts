/** What was broken, in a few words. */
import type { EngineEvent } from '../engine/events.ts';
import { duration, percent, shardName, shardNumber } from './wording.ts';

type Command = Extract<EngineEvent, { type: 'command-given' }>['command'];
type Fault = Extract<Command, { type: 'inject-fault' }>['fault'];

const FUNCTION_WORDS: Record<Extract<Fault, { kind: 'function-unavailable' }>['errorCode'], string> = {
  'Lambda.InvokeLimitExceeded': 'is throttled',
  'Lambda.InvokeAccessDenied': 'may not be invoked',
  'Lambda.ResourceNotFound': 'is gone',
};

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
    case 'destination-down':
      return `destination of ${fault.deliveryStream} is down`;
    case 'destination-rejects':
      return `destination of ${fault.deliveryStream} refuses ${percent(fault.share)}`;
    case 'delivery-answers-lost':
      return `answers to ${fault.deliveryStream} are lost`;
    case 'backup-down':
      return `backup of ${fault.deliveryStream} is down`;
    case 'function-unavailable':
      return `function of ${fault.deliveryStream} ${FUNCTION_WORDS[fault.errorCode]}`;
  }
}
