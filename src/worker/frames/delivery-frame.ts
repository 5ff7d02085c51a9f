/** Delivery streams as the page sees them. */
import type { World } from '../../engine/index.ts';
import type { DeliverySummary } from '../../protocol/delivery-frame.ts';

export function deliverySummaries(_world: World): DeliverySummary[] {
  return [];
}
