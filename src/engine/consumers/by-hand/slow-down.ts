/** The one fault that a consumer written by hand knows: its processing takes longer, from the next records on. */
import type { Fault } from '../../faults/fault.ts';
import type { Consumers } from '../consumer-state.ts';
import type { HandConsumer } from './by-hand-state.ts';

export function slowDown(_consumers: Consumers, consumer: HandConsumer, fault: Fault, begins: boolean): string | null {
  if (fault.kind !== 'slow-processing')
    return `${consumer.spec.id} is a loop written by hand: of the faults, only slow processing is known to it. An application of the KCL or a Lambda function knows more.`;
  consumer.slowdown = begins ? fault.factor : 1;
  return null;
}
