/** What happens to workers, leases and event source mappings, as sentences. */
import { count, duration } from '../views/wording.ts';
import { type EventOf, shardLabel, type Wordings } from './event-words.ts';

const WORKER_ENDS: Record<EventOf<'worker-stopped'>['how'], string> = {
  crashed: 'crashed. Its leases keep its name until they expire.',
  'instance-lost': 'was lost with its instance.',
  'zone-lost': 'was lost with its availability zone.',
  stopped: 'stopped.',
  'gave-up': 'gave up after 20 attempts to initialize.',
};

const LEASE_REASONS: Record<EventOf<'leases-created'>['why'], string> = {
  initial: '.',
  children: ': the parent has been read to its end.',
  audit: ': nobody read that part of the hash key space.',
};

function leasesInWords(shardIds: readonly string[]): string {
  return shardIds.length === 1 ? `the lease of ${shardLabel(shardIds[0])}` : `${count(shardIds.length)} leases`;
}

const oneShard = (shardIds: readonly string[]) => (shardIds.length === 1 ? { shardId: shardIds[0] } : {});

function leaseMove(consumer: string, worker: string, from: string | null, how: EventOf<'leases-taken'>['how'], what: string): string {
  const who = `Worker ${worker} of ${consumer}`;
  switch (how) {
    case 'expired':
      return `${who} took over ${what} from ${from}: not renewed in time.`;
    case 'stolen':
      return `${who} stole ${what} from ${from}, which had more than its share.`;
    case 'handoff':
      return `${who} is to get ${what} from ${from}, which finishes first.`;
    case 'unowned':
    case 'assigned':
      return `${who} got ${what}.`;
  }
}

export const kclWordings: Pick<
  Wordings,
  'worker-started' | 'worker-stopped' | 'leases-created' | 'leases-taken' | 'leases-lost' | 'leader-elected' | 'lease-table-throttled'
> = {
  'worker-started': ({ consumer, worker, instance, zone }) => ({
    tone: 'stream',
    text: `Worker ${worker} of ${consumer} started on ${instance} in ${zone}.`,
  }),
  'worker-stopped': ({ consumer, worker, how }) => ({
    tone: how === 'stopped' ? 'stream' : 'limit',
    text: `Worker ${worker} of ${consumer} ${WORKER_ENDS[how]}`,
    why:
      how === 'stopped'
        ? null
        : 'A worker that dies gives nothing back. Its leases must expire first, then another worker takes them; what was processed after their last checkpoint is processed again.',
  }),
  'leases-created': ({ consumer, worker, why, shardIds }) => ({
    tone: 'stream',
    text: `Worker ${worker} of ${consumer} created ${leasesInWords(shardIds)}${LEASE_REASONS[why]}`,
    ...oneShard(shardIds),
  }),
  'leases-taken': ({ consumer, worker, from, how, shardIds }) => ({
    tone: 'stream',
    text: leaseMove(consumer, worker, from, how, leasesInWords(shardIds)),
    ...oneShard(shardIds),
  }),
  'leases-lost': ({ consumer, worker, how, shardIds }) => ({
    tone: 'stream',
    text: `Worker ${worker} of ${consumer} lost ${leasesInWords(shardIds)}: ${how === 'taken' ? 'another worker has taken over' : 'it could not renew in time'}.`,
    ...oneShard(shardIds),
  }),
  'leader-elected': ({ consumer, worker }) => ({ tone: 'stream', text: `Worker ${worker} became the leader of ${consumer}.` }),
  'lease-table-throttled': ({ consumer, readUnits, writeUnits }) => ({
    tone: 'limit',
    text: `The lease table of ${consumer} refuses requests: it takes ${count(writeUnits)} writes and ${count(readUnits)} reads a second.`,
    why: 'A lease that cannot be renewed for failoverTimeMillis is lost. On-demand capacity, or more write units, help.',
  }),
};

export const lambdaWordings: Pick<
  Wordings,
  'mapping-state-changed' | 'batch-failed' | 'batch-discarded' | 'shard-blocked' | 'shard-unblocked' | 'invocations-throttled'
> = {
  'mapping-state-changed': ({ consumer, to }) => ({
    tone: to === 'Enabled' ? 'good' : 'stream',
    text: `The event source mapping of ${consumer} is ${to}.`,
  }),
  'batch-failed': ({ consumer, shardId, records, functionError }) => ({
    tone: 'limit',
    text: `${consumer} failed with a batch of ${count(records)} ${records === 1 ? 'record' : 'records'} of ${shardLabel(shardId)}: ${functionError ? 'an exception' : 'it reported records in batchItemFailures'}.`,
    shardId,
    why: 'Lambda tries a failed batch again, after longer and longer pauses, before it goes on in that shard: order matters more than progress.',
  }),
  'batch-discarded': ({ consumer, shardId, records, condition, diverted }) => ({
    tone: 'limit',
    text: `The mapping of ${consumer} gave up ${count(records)} ${records === 1 ? 'record' : 'records'} of ${shardLabel(shardId)} (${condition}): ${diverted ? 'its on-failure destination has a message about them' : 'they are lost'}.`,
    shardId,
    why: diverted
      ? 'The queue holds shard id and sequence numbers, not the records: read them from the stream before retention takes them.'
      : 'Without an on-failure destination nothing tells which records these were.',
  }),
  'shard-blocked': ({ consumer, shardId, by }) => ({
    tone: 'limit',
    text: `${shardLabel(shardId)} stands still for ${consumer}: ${by === 'poison-record' ? 'a record that can never be processed is' : 'a batch that keeps failing is'} tried again and again, and all behind it waits.`,
    shardId,
    why: 'Limit the retries or the record age, bisect the batch or report its item failures, and name an on-failure destination: then the bad record steps aside.',
  }),
  'shard-unblocked': ({ consumer, shardId, lastedUs }) => ({
    tone: 'good',
    text: `${consumer} goes on with ${shardLabel(shardId)}, which stood still for ${duration(lastedUs / 1000)}.`,
    shardId,
  }),
  'invocations-throttled': ({ consumer, concurrencyLimit }) => ({
    tone: 'limit',
    text: `Lambda throttles ${consumer}: ${count(concurrencyLimit)} ${concurrencyLimit === 1 ? 'invocation runs' : 'invocations run'} already.`,
    why: 'A mapping runs up to open shards × parallelization factor invocations at a time. Throttled ones are tried again and use up no retries.',
  }),
};
