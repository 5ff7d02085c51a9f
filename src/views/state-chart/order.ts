/** In which order the states of a life-cycle stand, and beside one another which transitions run past them. */
import type { ChartTransition, MachineChart } from '../../protocol/machine-chart.ts';

/** The states in the order in which they are reached: a state after all that lead to it, but for what leads back. */
export function orderStates({ states, transitions }: MachineChart): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const next = transitions.filter(({ from, to }) => from === name && to !== name).map(({ to }) => to);
    const rank = (to: string) => states.findIndex((state) => state.name === to);
    // The last of the definition is visited first, so that it ends up last.
    for (const to of next.toSorted((a, b) => rank(b) - rank(a))) visit(to);
    order.unshift(name);
  };
  // What no transition reaches stands at the end.
  const starts = states.filter(({ initial }) => initial);
  for (const { name } of states.filter(({ initial }) => !initial).toReversed())
    if (!isReached(name, starts[0]?.name, transitions)) visit(name);
  for (const { name } of starts) visit(name);
  for (const { name } of states) visit(name);
  return order;
}

function isReached(name: string, from: string | undefined, transitions: readonly ChartTransition[]): boolean {
  const reached = new Set(from === undefined ? [] : [from]);
  for (const state of reached) for (const each of transitions) if (each.from === state) reached.add(each.to);
  return reached.has(name);
}

/** Beside the states, along which a transition runs that does not lead to the next row. */
export interface Lane {
  transition: ChartTransition;
  top: number;
  bottom: number;
  index: number;
}

/** Lanes beside one another where their rows overlap; the shortest is nearest to the states. */
export function lanesOf(transitions: readonly ChartTransition[], rowOf: (name: string) => number): Lane[] {
  const lanes: Lane[] = transitions.map((transition) => {
    const rows = [rowOf(transition.from), rowOf(transition.to)];
    return { transition, top: Math.min(...rows), bottom: Math.max(...rows), index: 0 };
  });
  lanes.sort((a, b) => a.bottom - a.top - (b.bottom - b.top) || a.top - b.top);
  for (const [i, lane] of lanes.entries()) {
    const beside = lanes.slice(0, i).filter(({ top, bottom }) => top <= lane.bottom && lane.top <= bottom);
    while (beside.some(({ index }) => index === lane.index)) lane.index += 1;
  }
  return lanes;
}

export const laneCount = (lanes: readonly Lane[]) => lanes.reduce((most, { index }) => Math.max(most, index + 1), 0);
