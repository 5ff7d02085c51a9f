/** A life-cycle in words: the state that it is in, and what leads where. */
import type { MachineChart, MachineName } from '../../protocol/machine-chart.ts';
import { listed } from '../wording.ts';

export const CHART_TITLES: Record<MachineName, string> = {
  'kcl-worker': 'Life-cycle of a KCL worker',
  'kcl-shard-consumer': 'Life-cycle of a KCL shard consumer',
  stream: 'Life-cycle of a stream',
  delivery: 'Life-cycle of a parcel of records in Firehose',
};

export function describeChart(
  chart: MachineChart,
  { state, last, within }: { state: string | null; last: { from: string; to: string } | null; within?: Readonly<Record<string, string>> },
): string {
  if (within !== undefined) {
    const places = Object.entries(within).map(([name, words]) => `${words} in ${name}`);
    return `${CHART_TITLES[chart.machine]}: ${places.length === 0 ? 'none is on its way' : listed(places)}.`;
  }
  const where = state === null ? 'it is no more' : `it is in ${state}`;
  const came = last === null ? '' : `, last from ${last.from} to ${last.to}`;
  const out = chart.transitions.filter(({ from, to }) => from === state && to !== state);
  const next = out.map(({ to, labels }) => `${to} on ${labels.join(' or ')}`);
  const ways = state === null ? '' : out.length === 0 ? ' Nothing leads out of it.' : ` From there: ${listed(next)}.`;
  return `${CHART_TITLES[chart.machine]}: ${where}${came}.${ways}`;
}

/** The table twin of the chart. */
export function chartTable({ transitions }: MachineChart): { caption: string; columns: string[]; rows: string[][] } {
  return {
    caption: 'All transitions',
    columns: ['From', 'On', 'To'],
    rows: transitions.map(({ from, to, labels }) => [from, labels.join(', '), from === to ? 'stays' : to]),
  };
}
