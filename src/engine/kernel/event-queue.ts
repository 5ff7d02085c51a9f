/**
 * The one event queue: a binary heap ordered by (time, order of scheduling), so that equal times come out first in, first out.
 * Plain data throughout: three parallel arrays.
 */
export interface EventQueue<Item> {
  atUs: number[];
  order: number[];
  items: Item[];
  nextOrder: number;
}

export const createEventQueue = <Item>(): EventQueue<Item> => ({ atUs: [], order: [], items: [], nextOrder: 0 });

/** Time of the next entry, or Infinity. */
export const nextAtUs = (queue: EventQueue<unknown>): number => (queue.atUs.length > 0 ? queue.atUs[0] : Infinity);

export function push<Item>(queue: EventQueue<Item>, atUs: number, item: Item): void {
  const { atUs: times, order, items } = queue;
  const sequence = queue.nextOrder++;
  let hole = times.length;
  times.push(atUs);
  order.push(sequence);
  items.push(item);
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    if (times[parent] <= atUs) break; // an equal time was scheduled earlier, so it stays above
    times[hole] = times[parent];
    order[hole] = order[parent];
    items[hole] = items[parent];
    hole = parent;
  }
  times[hole] = atUs;
  order[hole] = sequence;
  items[hole] = item;
}

/** Removes the earliest entry. The queue must not be empty. */
export function pop<Item>(queue: EventQueue<Item>): Item {
  const { atUs: times, order, items } = queue;
  const first = items[0];
  const atUs = times.pop()!;
  const sequence = order.pop()!;
  const item = items.pop()!;
  const size = times.length;
  if (size === 0) return first;
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    const right = child + 1;
    if (right < size && isBefore(times[right], order[right], times[child], order[child])) child = right;
    if (!isBefore(times[child], order[child], atUs, sequence)) break;
    times[hole] = times[child];
    order[hole] = order[child];
    items[hole] = items[child];
    hole = child;
  }
  times[hole] = atUs;
  order[hole] = sequence;
  items[hole] = item;
  return first;
}

function isBefore(atA: number, orderA: number, atB: number, orderB: number): boolean {
  return atA < atB || (atA === atB && orderA < orderB);
}
