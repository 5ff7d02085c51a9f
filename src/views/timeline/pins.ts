/** Which events are pinned to the timeline, and what each is called. A further kind is one line in each of the two tables. */
import type { Command } from '../../engine/commands.ts';
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { faultWords } from '../fault-words.ts';
import type { TimeMark } from '../view.ts';
import { duration, shardName, shardNumber } from '../wording.ts';

type Event = SlowFrame['events'][number];
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** What kinds of pin there are: the shape of each (within ±4.5 px about its middle) and its names. */
export const PIN_KINDS = {
  command: { shape: 'M0,-4.5 L4.5,4 L-4.5,4 Z', one: 'command', many: 'commands' },
  reshard: { shape: 'M0,-4.8 L4.8,0 L0,4.8 L-4.8,0 Z', one: 'resharding event', many: 'resharding events' },
  reading: { shape: 'M-3.8,-3.8 H3.8 V3.8 H-3.8 Z', one: 'consumer event', many: 'consumer events' },
  lease: { shape: 'M-4.5,0 L-1.5,-3.5 V-1.2 H1.5 V-3.5 L4.5,0 L1.5,3.5 V1.2 H-1.5 V3.5 Z', one: 'lease move', many: 'lease moves' },
  throttling: {
    shape: 'M-4,-2.2 L-2.2,-4 L0,-1.8 L2.2,-4 L4,-2.2 L1.8,0 L4,2.2 L2.2,4 L0,1.8 L-2.2,4 L-4,2.2 L-1.8,0 Z',
    one: 'throttling',
    many: 'throttlings',
  },
  loss: { shape: 'M0,4.5 L4.5,-4 L-4.5,-4 Z', one: 'loss', many: 'losses' },
  duplicate: { shape: 'M-4.5,-4.5 H1.5 V-1.5 H4.5 V4.5 H-1.5 V1.5 H-4.5 Z', one: 'duplication', many: 'duplications' },
  fault: { shape: 'M1.5,-4.8 L-3.6,0.9 L-0.6,0.9 L-1.5,4.8 L3.6,-0.9 L0.6,-0.9 Z', one: 'fault', many: 'faults' },
  refusal: { shape: 'M-4.5,-1.6 H4.5 V1.6 H-4.5 Z', one: 'refused command', many: 'refused commands' },
  judged: { shape: 'M-4,-4.8 H4.5 L2.2,-2 L4.5,0.8 H-2.6 V4.8 H-4 Z', one: 'missed goal', many: 'missed goals' },
} as const satisfies Record<string, { shape: string; one: string; many: string }>;

export type PinKind = keyof typeof PIN_KINDS;

export interface Pin {
  seq: number;
  atUs: number;
  kind: PinKind;
  text: string;
  /** Episodes: how long; 0 for a moment, null while it lasts. */
  lastsUs: number | null;
}

interface PinRule<One> {
  kind: PinKind;
  text(event: One): string;
  /** Events of one episode make one pin: what they have in common, and whether it lasts until its end is told or as long as it repeats. */
  episode?: { of(event: One): string; lasts: 'until-told' | 'while-repeated' };
}

function shard(id: string): string {
  return shardName(shardNumber(id));
}

const RULES: { [Type in Event['type']]?: PinRule<EventOf<Type>> } = {
  'command-given': { kind: 'command', text: ({ command }) => commandText(command) },
  'command-refused': { kind: 'refusal', text: ({ error }) => error },
  'scaling-finished': { kind: 'reshard', text: () => 'scaling finished' },
  'shard-closed': { kind: 'reshard', text: ({ shardId }) => `${shard(shardId)} closed` },
  'shard-expired': { kind: 'reshard', text: ({ shardId }) => `${shard(shardId)} expired` },
  'shard-drained': { kind: 'reading', text: ({ consumer, shardId }) => `${consumer} drained ${shard(shardId)}` },
  'worker-stopped': { kind: 'lease', text: ({ worker, how }) => `${worker} ${how.replace('-', ' ')}` },
  'leases-taken': {
    kind: 'lease',
    text: ({ worker, shardIds, from }) =>
      `${worker} gets ${shardIds.length === 1 ? shard(shardIds[0]) : `${shardIds.length} leases`}${from === null ? '' : ` of ${from}`}`,
    episode: { of: ({ consumer, worker, how }) => `leases ${consumer} ${worker} ${how}`, lasts: 'while-repeated' },
  },
  'lease-table-throttled': {
    kind: 'throttling',
    text: ({ consumer }) => `${consumer}: lease table throttled`,
    episode: { of: ({ consumer }) => `table ${consumer}`, lasts: 'while-repeated' },
  },
  'iterator-expired': { kind: 'reading', text: ({ consumer }) => `${consumer}: iterator expired` },
  'reading-fell-behind': {
    kind: 'reading',
    text: ({ consumer, shardId }) => `${consumer} behind on ${shard(shardId)}`,
    episode: { of: ({ consumer, shardId }) => `behind ${consumer} ${shardId}`, lasts: 'until-told' },
  },
  'dataset-ended': { kind: 'command', text: ({ producer }) => `${producer} ended` },
  'write-throttling-started': {
    kind: 'throttling',
    text: ({ shardId }) => `${shard(shardId)} throttled`,
    episode: { of: ({ shardId }) => `write ${shardId}`, lasts: 'until-told' },
  },
  'read-throttling-started': {
    kind: 'throttling',
    text: ({ consumer, shardId }) => `${consumer} throttled on ${shard(shardId)}`,
    episode: { of: ({ shardId }) => `read ${shardId}`, lasts: 'until-told' },
  },
  'records-lost': {
    kind: 'loss',
    text: ({ producer }) => `${producer} loses records`,
    episode: { of: ({ producer }) => `lost ${producer}`, lasts: 'while-repeated' },
  },
  'records-duplicated': {
    kind: 'duplicate',
    text: ({ producer }) => `${producer} sends records twice`,
    episode: { of: ({ producer }) => `duplicated ${producer}`, lasts: 'while-repeated' },
  },
  'fault-struck': { kind: 'fault', text: ({ fault }) => faultWords(fault) },
  'fault-began': {
    kind: 'fault',
    text: ({ fault }) => faultWords(fault),
    episode: { of: ({ id }) => `fault ${id}`, lasts: 'until-told' },
  },
  'batch-discarded': {
    kind: 'loss',
    text: ({ consumer, shardId, diverted }) => `${consumer} ${diverted ? 'diverts' : 'loses'} records of ${shard(shardId)}`,
    episode: { of: ({ consumer, shardId }) => `discarded ${consumer} ${shardId}`, lasts: 'while-repeated' },
  },
  'shard-blocked': {
    kind: 'reading',
    text: ({ consumer, shardId }) => `${shard(shardId)} blocked for ${consumer}`,
    episode: { of: ({ consumer, shardId }) => `blocked ${consumer} ${shardId}`, lasts: 'until-told' },
  },
  'invocations-throttled': { kind: 'throttling', text: ({ consumer }) => `${consumer} throttled` },
  'unread-records-trimmed': {
    kind: 'loss',
    text: ({ consumer, shardId }) => `unread records trimmed: ${consumer}, ${shard(shardId)}`,
    episode: { of: ({ consumer, shardId }) => `trimmed ${consumer} ${shardId}`, lasts: 'while-repeated' },
  },
};

/** Which events end an episode, and which one. */
const ENDS: { [Type in Event['type']]?: (event: EventOf<Type>) => string } = {
  'write-throttling-ended': ({ shardId }) => `write ${shardId}`,
  'read-throttling-ended': ({ shardId }) => `read ${shardId}`,
  'fault-ended': ({ id }) => `fault ${id}`,
  'shard-unblocked': ({ consumer, shardId }) => `blocked ${consumer} ${shardId}`,
  'reading-caught-up': ({ consumer, shardId }) => `behind ${consumer} ${shardId}`,
};

export function commandText(command: Command): string {
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
    case 'add-delivery-stream':
      return `+ ${command.deliveryStream.id}`;
    case 'update-delivery-stream':
      return `changed ${command.deliveryStream.id}`;
    case 'remove-delivery-stream':
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
    case 'inject-fault':
      return faultWords(command.fault);
    case 'end-fault':
      return `${command.id} ended`;
    case 'start-worker':
      return `${command.worker} started`;
  }
}

/** What flickers would cover everything: episodes of the same thing that follow within this time are one pin. */
const MERGE_WITHIN_US = 5e6;

/** The pins of a list of events that grows: only what is new is read. */
export interface PinBoard {
  events: readonly Event[] | null;
  read: number;
  pins: Pin[];
  /** The latest pin of each episode. */
  episodes: Map<string, Pin>;
}

export function createPinBoard(): PinBoard {
  return { events: null, read: 0, pins: [], episodes: new Map() };
}

function notePin(board: PinBoard, event: Event): void {
  const ended = (ENDS[event.type] as ((event: Event) => string) | undefined)?.(event);
  if (ended !== undefined) {
    const begun = board.episodes.get(ended);
    if (begun) begun.lastsUs = event.atUs - begun.atUs;
    return;
  }
  const rule = RULES[event.type] as PinRule<Event> | undefined;
  if (rule === undefined) return;
  const episode = rule.episode?.of(event);
  const isOpen = rule.episode?.lasts === 'until-told';
  if (episode !== undefined) {
    const before = board.episodes.get(episode);
    if (before && (before.lastsUs === null || event.atUs - before.atUs - before.lastsUs < MERGE_WITHIN_US)) {
      before.lastsUs = isOpen ? null : event.atUs - before.atUs;
      return;
    }
  }
  const pin: Pin = { seq: event.seq, atUs: event.atUs, kind: rule.kind, text: rule.text(event), lastsUs: isOpen ? null : 0 };
  board.pins.push(pin);
  if (episode !== undefined) board.episodes.set(episode, pin);
}

/** In order of time; begins anew where the list is another one. An episode's end is written into its beginning. */
export function readPins(board: PinBoard, events: readonly Event[]): readonly Pin[] {
  if (board.events !== events || board.read > events.length) {
    board.events = events;
    board.read = 0;
    board.pins = [];
    board.episodes = new Map();
  }
  for (; board.read < events.length; board.read += 1) notePin(board, events[board.read]);
  return board.pins;
}

/** What is marked beside what happened, among it. */
export function withMarks(pins: readonly Pin[], marks: readonly TimeMark[]): readonly Pin[] {
  if (marks.length === 0) return pins;
  const judged = marks.map(({ atUs, text }, i): Pin => ({ seq: -1 - i, atUs, kind: 'judged', text, lastsUs: 0 }));
  return [...pins, ...judged].toSorted((a, b) => a.atUs - b.atUs);
}

export function pinsOf(events: readonly Event[]): readonly Pin[] {
  return readPins(createPinBoard(), events);
}

export function pinWords(pin: Pin): string {
  if (pin.lastsUs === null) return `${pin.text}, still`;
  return pin.lastsUs > 0 ? `${pin.text} for ${duration(pin.lastsUs / 1000)}` : pin.text;
}

/** The next moment after `atUs` (or before it) that has a pin; null where there is none. */
export function nextPinUs(pins: readonly Pin[], atUs: number, by: 1 | -1): number | null {
  const found = by > 0 ? pins.find((pin) => pin.atUs > atUs) : pins.findLast((pin) => pin.atUs < atUs);
  return found?.atUs ?? null;
}

/** `3 commands`, `2 losses`, or `5 events` of several kinds. */
export function pinsCounted(pins: readonly Pin[]): string {
  const { kind } = pins[0];
  if (pins.some((pin) => pin.kind !== kind)) return `${pins.length} events`;
  return `${pins.length} ${pins.length === 1 ? PIN_KINDS[kind].one : PIN_KINDS[kind].many}`;
}
