/** The bench's locks as an exercise sets them: by what it allows, and before a prediction is committed all of them. */
import type { Command } from '../../engine/commands.ts';
import { type Allowance, whyLocked } from '../../judge/allowed.ts';
import { UNCOMMITTED } from '../../lab/command-locks.ts';
import type { Locks } from '../bench/locks.ts';

const NO_SPECS = { producers: [], consumers: [], deliveryStreams: [] };

export const ALL_LOCKED: Locks = { why: () => UNCOMMITTED, whyPart: () => UNCOMMITTED };

const UPDATES = {
  producer: { command: 'update-producer', names: 'producer' },
  consumer: { command: 'update-consumer', names: 'consumer' },
  'delivery-stream': { command: 'update-delivery-stream', names: 'deliveryStream' },
} as const;

export function locksOf(allowances: readonly Allowance[]): Locks {
  const has = (command: Command['type']) => allowances.some((allowance) => allowance.command === command);
  return {
    why(type, id) {
      if (type === 'add-consumer') return id === undefined && has(type) ? null : whyLocked(allowances, asked(type, id), NO_SPECS);
      return whyLocked(allowances, asked(type, id), NO_SPECS);
    },
    whyPart(of, id, path) {
      const { command, names } = UPDATES[of];
      const parts = allowances
        .filter((allowance) => allowance.command === command && (allowance as Record<string, unknown>)[names] === id)
        .flatMap((allowance) => ('parts' in allowance ? allowance.parts : []));
      const isOpen = path === undefined ? parts.length > 0 : parts.some((part) => isWithin(path, part) || isWithin(part, path));
      if (isOpen) return null;
      // The sentence is that of the command which would change it.
      const before = { id };
      const after = { id, [path ?? 'locked']: true };
      const specs = { producers: [before], consumers: [before], deliveryStreams: [before] };
      return whyLocked(allowances, { type: command, [names]: after } as unknown as Command, specs);
    },
  };
}

const isWithin = (path: string, part: string): boolean => path === part || path.startsWith(`${part}.`);

/** Only what the locks look at. */
const asked = (type: Command['type'], id: string | undefined): Command =>
  (type === 'add-consumer' ? { type, consumer: { kind: id ?? '' } } : { type, id: id ?? '' }) as unknown as Command;
