/** Why something cannot be broken, in a sentence that says what would be right. */
import type { BreakableConsumer, BreakableDeliveryStream, Breakables } from './breakable.ts';
import type { DeliveryFault, Fault, StandingFault } from './fault.ts';

/** Null where nothing that can be seen from outside stands in the way. */
export function whyImpossible(breakables: Breakables, fault: Fault): string | null {
  const outOfBounds = whyOutOfBounds(fault);
  if (outOfBounds !== null) return outOfBounds;
  const twin = breakables.standing.find((other) => isTwin(other.fault, fault));
  if (twin !== undefined) return `That is broken already, as fault ${twin.id}; end it first.`;
  if ('deliveryStream' in fault) return whyNoDelivery(breakables, fault);
  switch (fault.kind) {
    case 'network-duplicate':
      return whyNoProducer(breakables, fault.producer);
    case 'instance-loss':
    case 'zone-loss':
      return whyNobodyThere(breakables, fault);
    case 'worker-crash':
    case 'worker-freeze':
      return whyNoWorker(breakables, fault.consumer, fault.worker);
    case 'lease-table-throttled':
      return whyNoApplication(breakables, fault.consumer);
    default:
      return whyNoProcessing(breakables, fault);
  }
}

function whyOutOfBounds(fault: Fault): string | null {
  if ('share' in fault && !(fault.share > 0 && fault.share <= 1)) return 'A share is above 0 and at most 1.';
  if (fault.kind === 'slow-processing' && !(fault.factor > 1)) return 'Slower is a factor above 1.';
  if (fault.kind === 'worker-freeze' && !(fault.forMs > 0)) return 'A freeze lasts longer than 0 ms.';
  if (fault.kind === 'lease-table-throttled' && !(fault.readUnits > 0 && fault.writeUnits > 0))
    return 'A table has at least one read unit and one write unit.';
  return null;
}

/** The same thing, broken in the same way, whatever the figures: two could not be told apart when one ends. */
function isTwin(standing: Fault, fault: Fault): boolean {
  return nameOf(standing) === nameOf(fault);
}

function nameOf(fault: Fault): string {
  const { kind } = fault;
  if ('producer' in fault) return `${kind} ${fault.producer}`;
  if ('deliveryStream' in fault) return `${kind} ${fault.deliveryStream}`;
  if ('worker' in fault) return `${kind} ${fault.consumer} ${fault.worker}`;
  if ('shardId' in fault) return `${kind} ${fault.consumer} ${fault.shardId}`;
  return 'consumer' in fault ? `${kind} ${fault.consumer}` : `${kind} ${'zone' in fault ? fault.zone : fault.instance}`;
}

export function whyNoWorker(breakables: Breakables, id: string, worker: string): string | null {
  const missing = whyNoApplication(breakables, id);
  if (missing !== null) return missing;
  const { workers } = consumerOf(breakables, id)!;
  if (workers.some((known) => known.id === worker)) return null;
  return `${id} has no worker ${worker}; it has ${named(workers.map((known) => known.id))}.`;
}

function whyNoApplication(breakables: Breakables, id: string): string | null {
  const consumer = consumerOf(breakables, id);
  if (consumer === undefined) return whyNoConsumer(breakables, id);
  return consumer.kind === 'kcl' ? null : `${id} is no KCL application; only those have workers and a lease table.`;
}

function whyNoProcessing(breakables: Breakables, fault: Extract<Fault, { consumer: string }>): string | null {
  const consumer = consumerOf(breakables, fault.consumer);
  if (consumer === undefined) return whyNoConsumer(breakables, fault.consumer);
  if ('shardId' in fault && !consumer.shards.includes(fault.shardId))
    return `The stream of ${consumer.id} has no ${fault.shardId}; it has ${named(consumer.shards)}.`;
  return consumer.fault === undefined
    ? `${consumer.id} has no processing that could be broken like that; a KCL application or a Lambda has.`
    : null;
}

function whyNobodyThere(breakables: Breakables, fault: Extract<Fault, { kind: 'instance-loss' | 'zone-loss' }>): string | null {
  if (concerned(breakables, fault).length > 0) return null;
  const workers = breakables.consumers.flatMap((consumer) => consumer.workers);
  const where = fault.kind === 'zone-loss' ? `zone ${fault.zone}` : `instance ${fault.instance}`;
  if (workers.length === 0) return `No worker runs in ${where}: only a KCL application has workers, and there is none.`;
  const places = workers.map(({ instance, zone }) => (fault.kind === 'zone-loss' ? zone : instance));
  return `No worker runs in ${where}; they run in ${named(places)}.`;
}

function whyNoProducer({ producers }: Breakables, id: string): string | null {
  if (producers.some((producer) => producer.id === id)) return null;
  const others = producers.length > 0 ? `; there is ${named(producers.map((producer) => producer.id))}` : '';
  return `There is no producer named ${id}${others}.`;
}

function whyNoDelivery(breakables: Breakables, fault: DeliveryFault): string | null {
  const id = fault.deliveryStream;
  const stream = deliveryStreamOf(breakables, id);
  if (stream === undefined) {
    const others = breakables.deliveryStreams.map((other) => other.id);
    return `There is no delivery stream named ${id}${others.length > 0 ? `; there is ${named(others)}` : ''}.`;
  }
  if (fault.kind === 'destination-rejects' && stream.destination === 's3')
    return `${id} delivers to S3, which takes an object whole or not at all; it refuses no single records.`;
  if (fault.kind === 'backup-down' && !stream.hasBackup)
    return `${id} has no backup of its own that could be out of reach; turn the source backup on first.`;
  if (fault.kind === 'function-unavailable' && !stream.hasTransform)
    return `${id} has no transform, so there is no function that could be missing.`;
  return null;
}

export const deliveryStreamOf = ({ deliveryStreams }: Breakables, id: string): BreakableDeliveryStream | undefined =>
  deliveryStreams.find((stream) => stream.id === id);

function whyNoConsumer({ consumers }: Breakables, id: string): string {
  return `There is no consumer named ${id}${consumers.length > 0 ? `; there is ${named(consumers.map((consumer) => consumer.id))}` : ''}.`;
}

/** Consumers that the fault reaches. */
export function concerned({ consumers }: Breakables, fault: Fault): BreakableConsumer[] {
  if (fault.kind === 'zone-loss') return consumers.filter(({ workers }) => workers.some(({ zone }) => zone === fault.zone));
  if (fault.kind === 'instance-loss') return consumers.filter(({ workers }) => workers.some(({ instance }) => instance === fault.instance));
  return 'consumer' in fault ? consumers.filter(({ id }) => id === fault.consumer) : [];
}

export const consumerOf = ({ consumers }: Breakables, id: string): BreakableConsumer | undefined =>
  consumers.find((consumer) => consumer.id === id);

/** Whether what a standing fault concerns is there no more. */
export function isGone({ consumers, producers, deliveryStreams }: Breakables, { fault, target }: StandingFault): boolean {
  if ('deliveryStream' in fault) return !deliveryStreams.some(({ number }) => number === target);
  if (fault.kind === 'network-duplicate') return !producers.some(({ number }) => number === target);
  const consumer = consumers.find(({ number }) => number === target);
  return consumer === undefined || ('worker' in fault && !consumer.workers.some(({ id }) => id === fault.worker));
}

/** The first few, each once. */
function named(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length > NAMED_MAX
    ? `${distinct.slice(0, NAMED_MAX).join(', ')} and ${distinct.length - NAMED_MAX} more`
    : distinct.join(', ');
}

const NAMED_MAX = 4;
