/** The views that matter in an exercise: by what its scenario holds. */
import type { Scenario } from '../../engine/scenario.ts';
import type { ViewName } from '../../protocol/run-recipe.ts';

export function viewsOf({ consumers, deliveryStreams = [] }: Scenario, hasBranches: boolean): ViewName[] {
  const views: ViewName[] = ['stage'];
  if (consumers.length > 1) views.push('read-budgets');
  if (consumers.some(({ kind }) => kind === 'kcl')) views.push('leases');
  if (deliveryStreams.length > 0) views.push('buffers', 'delivery', 'bucket');
  if (hasBranches) views.push('compare');
  return views;
}
