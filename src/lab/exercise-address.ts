/** The address of an exercise: which one, and with which numbers. It holds no commands and no result, and whatever else stands in it is not read. */

/** As the engine takes them. */
const SEED = /^[0-9a-f]{1,8}$/;

export const exerciseAddress = (id: string, seed: string): string => `/exercises/${id}?seed=${seed}`;

/** Null where there is none that could be one. */
export function seedOf(address: string): string | null {
  const at = address.indexOf('?');
  const seed = at < 0 ? null : new URLSearchParams(address.slice(at + 1)).get('seed');
  return seed !== null && SEED.test(seed) ? seed : null;
}

/** Numbers that nobody has chosen. */
export function freshSeed(): string {
  const [drawn] = crypto.getRandomValues(new Uint32Array(1));
  return drawn.toString(16);
}
