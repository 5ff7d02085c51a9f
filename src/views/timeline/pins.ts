/** Which events are pinned to the timeline, and what each is called. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { duration, shardName, shardNumber } from '../wording.ts';

type Event = SlowFrame['events'][number];
type CommandGiven = Extract<Event, { type: 'command-given' }>['command'];

export interface Pin {
  seq: number;
  atUs: number;
  /** command: what the learner did · shard: reshard, drained · limit: throttling, loss. */
  kind: 'command' | 'shard' | 'limit';
  text: string;
  /** Episodes: how long; 0 for a moment, null while it lasts. */
  lastsUs: number | null;
}

function shard(id: string): string {
  return shardName(shardNumber(id));
}

function commandText(command: CommandGiven): string {
  switch (command.type) {
    case 'add-producer':
      return `+ ${command.producer.id}`;
    case 'update-producer':
      return `changed ${command.producer.id}`;
    case 'remove-producer':
      return `− ${command.id}`;
    case 'add-consumer':
      return `+ ${command.consumer.id}`;
    case 'update-consumer':
      return `changed ${command.consumer.id}`;
    case 'remove-consumer':
      return `− ${command.id}`;
    case 'split-shard':
      return `split ${shard(command.shardId)}`;
    case 'merge-shards':
      return `merge ${shard(command.shardId)} and ${shardNumber(command.adjacentShardId)}`;
    case 'update-shard-count':
      return `scale to ${command.targetShardCount}`;
    case 'set-retention':
      return `retention ${command.hours} h`;
    case 'put-record':
      return `put ${command.partitionKey}`;
  }
}

function pinOf(event: Event): Pin | null {
  const { seq, atUs } = event;
  switch (event.type) {
    case 'command-given':
      return { seq, atUs, kind: 'command', text: commandText(event.command), lastsUs: 0 };
    case 'command-refused':
      return { seq, atUs, kind: 'limit', text: event.error, lastsUs: 0 };
    case 'shard-closed':
      return { seq, atUs, kind: 'shard', text: `${shard(event.shardId)} closed`, lastsUs: 0 };
    case 'shard-drained':
      return { seq, atUs, kind: 'shard', text: `${event.consumer} drained ${shard(event.shardId)}`, lastsUs: 0 };
    case 'write-throttling-started':
      return { seq, atUs, kind: 'limit', text: `${shard(event.shardId)} throttled`, lastsUs: null };
    case 'read-throttling-started':
      return { seq, atUs, kind: 'limit', text: `${event.consumer} throttled on ${shard(event.shardId)}`, lastsUs: null };
    case 'iterator-expired':
      return { seq, atUs, kind: 'limit', text: `${event.consumer}: iterator expired`, lastsUs: 0 };
    case 'unread-records-trimmed':
      return { seq, atUs, kind: 'limit', text: `unread records trimmed`, lastsUs: 0 };
    case 'dataset-ended':
      return { seq, atUs, kind: 'command', text: `${event.producer} ended`, lastsUs: 0 };
    default:
      return null;
  }
}

/** Throttling that flickers would cover everything: episodes on one shard that follow within this time are one pin. */
const MERGE_WITHIN_US = 5e6;

/** In order of time. An episode's end is written into its beginning; a loss repeated every second is not pinned. */
export function pinsOf(events: readonly Event[]): Pin[] {
  const pins: Pin[] = [];
  const running = new Map<string, Pin>();
  for (const event of events) {
    if (event.type === 'write-throttling-ended' || event.type === 'read-throttling-ended') {
      const begun = running.get(`${event.type === 'write-throttling-ended' ? 'write' : 'read'}${event.shardId}`);
      if (begun) begun.lastsUs = event.atUs - begun.atUs;
      continue;
    }
    const pin = pinOf(event);
    if (pin === null) continue;
    if (event.type === 'write-throttling-started' || event.type === 'read-throttling-started') {
      const name = `${event.type === 'write-throttling-started' ? 'write' : 'read'}${event.shardId}`;
      const before = running.get(name);
      const endedUs = before && before.lastsUs !== null ? before.atUs + before.lastsUs : null;
      if (before && (endedUs === null || event.atUs - endedUs < MERGE_WITHIN_US)) {
        before.lastsUs = null;
        continue;
      }
      running.set(name, pin);
    }
    pins.push(pin);
  }
  return pins;
}

export function pinWords(pin: Pin): string {
  if (pin.lastsUs === null) return `${pin.text}, still`;
  return pin.lastsUs > 0 ? `${pin.text} for ${duration(pin.lastsUs / 1000)}` : pin.text;
}
