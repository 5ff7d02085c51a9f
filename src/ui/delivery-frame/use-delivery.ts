import { useEffect, useState } from 'react';
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { useLab, useLabState, useShallowLabState } from '../use-lab.ts';

/** A figure that changes more often cannot be read. */
const RENDER_PAUSE_MS = 240;

/** Who looked last, of each worker: a view that goes after the next one has come does not take its frames away. */
const lastToLook = new WeakMap<object, symbol>();

/**
 * One delivery stream a few times a second; null until its first frame. The worker makes these as long as this is on the page: one view
 * at a time looks. What moves takes `frame.delivery` of every frame itself.
 */
export function useDelivery(id: string | null): DeliveryFrame | null {
  const lab = useLab();
  const run = useLabState((state) => state.run);
  const [seen, setSeen] = useState<DeliveryFrame | null>(null);
  useEffect(() => {
    let shownAtMs = -Infinity;
    let version = -1;
    const me = Symbol('view');
    lastToLook.set(lab.client, me);
    lab.client.watchDelivery(id);
    const stop = lab.feed.subscribe(({ delivery, playing }) => {
      if (delivery === undefined || delivery.id !== id) return;
      const nowMs = performance.now();
      if (playing && delivery.version === version && nowMs - shownAtMs < RENDER_PAUSE_MS) return;
      shownAtMs = nowMs;
      version = delivery.version;
      setSeen(delivery);
    });
    return () => {
      stop();
      if (lastToLook.get(lab.client) === me) lab.client.watchDelivery(null);
    };
  }, [lab, run, id]);
  return seen?.id === id ? seen : null;
}

/** The delivery stream that is looked at, and all that there are: the selected one, or the one chosen last, or the first. */
export function useChosenDelivery(): { id: string | null; ids: string[]; choose(id: string): void } {
  const lab = useLab();
  const ids = useShallowLabState(({ slow }) => slow?.deliveryStreams.map(({ spec }) => spec.id) ?? []);
  const selected = useLabState(({ selection }) => (selection?.kind === 'delivery-stream' ? selection.id : null));
  const [last, setLast] = useState<string | null>(null);
  const choose = (id: string) => lab.act({ type: 'select', selection: { kind: 'delivery-stream', id } });
  const isThere = selected !== null && ids.includes(selected);
  if (isThere && selected !== last) setLast(selected);
  if (isThere) return { id: selected, ids, choose };
  return { id: last !== null && ids.includes(last) ? last : (ids[0] ?? null), ids, choose };
}
