/** Which commands an exercise allows. All else is seen and locked, with the reason. */
import type { Command } from '../engine/commands.ts';
import { kindsText, partHead, partsText } from './part-words.ts';

/** A part of a specification that may change, by its path: `rate`, `source.keys`, `calls`. */
export type Allowance =
  | { command: 'update-producer'; producer: string; parts: readonly string[] }
  | { command: 'update-consumer'; consumer: string; parts: readonly string[] }
  | { command: 'update-delivery-stream'; deliveryStream: string; parts: readonly string[] }
  /** A consumer of one of these kinds may come in addition. */
  | { command: 'add-consumer'; kinds: readonly string[] }
  | { command: 'remove-consumer'; consumer: string }
  | {
      command:
        | 'split-shard'
        | 'merge-shards'
        | 'update-shard-count'
        | 'set-retention'
        | 'put-record'
        | 'add-delivery-stream'
        | 'remove-delivery-stream'
        | 'start-worker';
    };

/** What stands now, to see which parts a command changes. */
export interface Specs {
  producers: readonly { id: string }[];
  consumers: readonly { id: string }[];
  deliveryStreams: readonly { id: string }[];
}

/** Null where the command is allowed, else a sentence that says what is. */
export function whyLocked(allowances: readonly Allowance[], command: Command, specs: Specs): string | null {
  const fitting = allowances.filter((allowance) => allowance.command === command.type);
  if (fitting.length === 0) return `This exercise is solved without that. ${offered(allowances)}`;
  switch (command.type) {
    case 'update-producer':
      return whyParts(fitting, 'producer', specs.producers, command.producer);
    case 'update-consumer':
      return whyParts(fitting, 'consumer', specs.consumers, command.consumer);
    case 'update-delivery-stream':
      return whyParts(fitting, 'deliveryStream', specs.deliveryStreams, command.deliveryStream);
    case 'add-consumer':
      return fitting.some((allowance) => 'kinds' in allowance && allowance.kinds.includes(command.consumer.kind))
        ? null
        : `A consumer of this kind is not part of the exercise. ${offered(allowances)}`;
    case 'remove-consumer':
      return fitting.some((allowance) => 'consumer' in allowance && allowance.consumer === command.id)
        ? null
        : `${command.id} stays. ${offered(allowances)}`;
    default:
      return null;
  }
}

function whyParts(
  fitting: readonly Allowance[],
  what: 'producer' | 'consumer' | 'deliveryStream',
  specs: readonly { id: string }[],
  next: { id: string },
): string | null {
  const allowed = fitting.filter((allowance) => (allowance as Record<string, unknown>)[what] === next.id);
  if (allowed.length === 0) return `${next.id} stays as it is. ${offered(fitting)}`;
  const before = specs.find(({ id }) => id === next.id);
  if (before === undefined) return null;
  const parts = allowed.flatMap((allowance) => ('parts' in allowance ? allowance.parts : []));
  const locked = changedPaths(before, next).find((path) => !parts.some((part) => path === part || path.startsWith(`${part}.`)));
  return locked === undefined ? null : `${partHead(locked)} of ${next.id} cannot be changed here. ${offered(fitting)}`;
}

/**
 * Paths of the values in which two specifications differ. Where a part changes its kind, as keys from hot to uniform, that is its one
 * difference: what only the one kind or the other has comes and goes with it.
 */
export function changedPaths(before: unknown, next: unknown, path = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(next)) return [];
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isPlain(before) || !isPlain(next)) return [path];
  if (path !== '' && before['kind'] !== next['kind']) return [`${path}.kind`];
  const names = [...new Set([...Object.keys(before), ...Object.keys(next)])];
  return names.flatMap((name) => changedPaths(before[name], next[name], path === '' ? name : `${path}.${name}`));
}

const COMMAND_WORDS: Record<Allowance['command'], string> = {
  'update-producer': 'change',
  'update-consumer': 'change',
  'update-delivery-stream': 'change',
  'add-consumer': 'add a consumer',
  'remove-consumer': 'remove',
  'split-shard': 'split a shard',
  'merge-shards': 'merge shards',
  'update-shard-count': 'call UpdateShardCount',
  'set-retention': 'set the retention',
  'put-record': 'put a record',
  'add-delivery-stream': 'add a delivery stream',
  'remove-delivery-stream': 'remove a delivery stream',
  'start-worker': 'start a worker',
};

/** `change the partition key` of `checkout`. */
function wordsOf(allowance: Allowance): { what: string; of: string | null } {
  const word = COMMAND_WORDS[allowance.command];
  switch (allowance.command) {
    case 'update-producer':
      return { what: `${word} ${partsText(allowance.parts)}`, of: allowance.producer };
    case 'update-consumer':
      return { what: `${word} ${partsText(allowance.parts)}`, of: allowance.consumer };
    case 'update-delivery-stream':
      return { what: `${word} ${partsText(allowance.parts)}`, of: allowance.deliveryStream };
    case 'add-consumer':
      return { what: `${word} (${kindsText(allowance.kinds)})`, of: null };
    case 'remove-consumer':
      return { what: `${word} ${allowance.consumer}`, of: null };
    default:
      return { what: word, of: null };
  }
}

/** What may be done, each kind once: five readers of which the same may change are named in one breath. */
export function allowanceTexts(allowances: readonly Allowance[]): string[] {
  const texts = new Map<string, string[]>();
  for (const allowance of allowances) {
    const { what, of } = wordsOf(allowance);
    const named = texts.get(what) ?? [];
    if (of !== null) named.push(of);
    texts.set(what, named);
  }
  return [...texts].map(([what, of]) => (of.length === 0 ? what : `${what} of ${listed(of)}`));
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const offered = (allowances: readonly Allowance[]): string => `You may ${allowanceTexts(allowances).join('; ')}.`;
