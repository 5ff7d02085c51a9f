/**
 * Which keys have a colour: the six most frequent of the last seconds, as long as each has at least half a percent.
 * A key keeps its colour while it stays among the first nine, so that the picture does not flicker.
 */
const COLOURED = 6;
const KEEPS_AMONG = 9;
const LEAST_SHARE = 0.005;
/** Weights halve in this many seconds of simulated time. */
export const HALF_LIFE_US = 8_000_000;
const MAP_MAX = 20_000;

export interface KeyColours {
  /** Weight by key id. */
  weights: Map<number, number>;
  total: number;
  decayedUs: number;
  /** Key id of colour 1…6 at index 0…5, or −1. */
  slots: number[];
  colourOf: Map<number, number>;
}

export const createKeyColours = (): KeyColours => ({
  weights: new Map(),
  total: 0,
  decayedUs: 0,
  slots: Array<number>(COLOURED).fill(-1),
  colourOf: new Map(),
});

export function noteKey(keys: KeyColours, keyId: number, weight: number): void {
  keys.weights.set(keyId, (keys.weights.get(keyId) ?? 0) + weight);
  keys.total += weight;
}

/** Forgets by the passage of time, then gives the colours. */
export function settleColours(keys: KeyColours, nowUs: number): void {
  const elapsedUs = nowUs - keys.decayedUs;
  if (elapsedUs >= HALF_LIFE_US / 8) {
    decay(keys, 2 ** (-elapsedUs / HALF_LIFE_US));
    keys.decayedUs = nowUs;
  }
  const ranked = firstOf(keys, KEEPS_AMONG);
  const stays = new Set(ranked);
  keys.slots = keys.slots.map((id) => (stays.has(id) ? id : -1));
  for (const id of ranked.slice(0, COLOURED)) {
    if (keys.slots.includes(id)) continue;
    const free = keys.slots.indexOf(-1);
    if (free >= 0) keys.slots[free] = id;
  }
  keys.colourOf = new Map(keys.slots.flatMap((id, i) => (id < 0 ? [] : [[id, i + 1] as const])));
}

function decay(keys: KeyColours, factor: number): void {
  const crowded = keys.weights.size > MAP_MAX;
  let total = 0;
  for (const [id, weight] of keys.weights) {
    const left = weight * factor;
    if (left < (crowded ? 2 : 0.05)) keys.weights.delete(id);
    else {
      keys.weights.set(id, left);
      total += left;
    }
  }
  keys.total = total;
}

function firstOf({ weights, total }: KeyColours, count: number): number[] {
  const first: { id: number; weight: number }[] = [];
  for (const [id, weight] of weights) {
    if (weight < LEAST_SHARE * total) continue;
    const last = first.at(-1);
    if (first.length === count && weight <= last!.weight) continue;
    const at = first.findIndex((other) => weight > other.weight);
    first.splice(at < 0 ? first.length : at, 0, { id, weight });
    if (first.length > count) first.pop();
  }
  return first.map(({ id }) => id);
}
