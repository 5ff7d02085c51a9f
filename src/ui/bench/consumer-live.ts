/** What a consumer's card says while the run goes on. */
import type { ConsumerFrame } from '../../protocol/from-worker.ts';
import type { KclFrame } from '../../protocol/kcl-frame.ts';
import { accountWords, blockedReasons } from '../../views/lambda-words.ts';
import { count, duration } from '../../views/wording.ts';

/** Under a pause between two reads a consumer is not behind, it is between two polls. */
const BEHIND_MS = 2000;

function pauseMs(spec: ConsumerFrame['spec']): number {
  switch (spec.kind) {
    case 'polling':
    case 'firehose':
      return spec.pollIntervalMs;
    case 'kcl':
      return spec.retrieval === 'polling' ? spec.idleTimeBetweenReadsMs : 0;
    case 'lambda':
      return 1000 * (1 + spec.windowSeconds);
    case 'fan-out':
      return 0;
  }
}

/** Processes that run of all that there are, and leases with an owner of all that are still read. */
function kclWords({ workers, leases }: KclFrame): string {
  const running = workers.filter(({ process }) => process === 'running').length;
  const open = leases.filter(({ checkpoint }) => checkpoint !== 'SHARD_END');
  const owned = open.filter(({ leaseOwner }) => leaseOwner !== null).length;
  const held = leases.length === 0 ? 'no lease yet' : `${count(owned)} of ${count(open.length)} leases held`;
  return `${count(running)} of ${count(workers.length)} workers run · ${held}`;
}

export function consumerLive({ recordsPerSecond, kcl, lambda }: ConsumerFrame): string {
  const parts = [`${count(recordsPerSecond)} rec/s read`];
  if (kcl !== null) parts.push(kclWords(kcl));
  if (lambda !== null) parts.push(lambda.mapping === 'Creating' ? 'mapping Creating' : accountWords(lambda));
  return parts.join(' · ');
}

/** `nowUs`: to say for how long a shard has been blocked. */
export function consumerTrouble(consumer: ConsumerFrame, nowUs: number): string {
  const { kcl, lambda } = consumer;
  const parts = [];
  if (consumer.lagMs > BEHIND_MS + pauseMs(consumer.spec)) parts.push(`${duration(consumer.lagMs)} behind`);
  if (consumer.refusedCallsPerSecond >= 0.5) parts.push(`${count(consumer.refusedCallsPerSecond)} calls/s refused`);
  if (kcl !== null) {
    parts.push(...kcl.workers.filter(({ process }) => process !== 'running').map(({ id, process }) => `${id} ${process}`));
    if (kcl.table.isThrottled) parts.push('lease table throttled');
  }
  if (lambda !== null) parts.push(...blockedReasons(lambda, nowUs));
  return parts.join(' · ');
}
