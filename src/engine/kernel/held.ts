/**
 * Frozen objects that hold bytes: the world and its snapshots share them by reference. `heldBytes` says how many, so that those who
 * keep snapshots can count what they keep.
 */
export interface Held {
  readonly heldBytes: number;
}

/** Nothing in it changes from now on, the contents of its arrays included. */
export function hold<T extends Held>(value: T): T {
  return Object.freeze(value);
}

export const isHeld = (value: object): value is Held => 'heldBytes' in value && Object.isFrozen(value);
