/** The overlaid charts in words: what is read at one moment, and a table of both branches over the whole run. */
import { clock } from '../wording.ts';
import type { CompareInput, CompareLayout } from './layout.ts';
import { columnsOf, measuredUs, readSeriesBare, SERIES, seriesTitle } from './series.ts';

export interface CompareText {
  summary: string;
  table: { caption: string; columns: string[]; rows: string[][] };
}

const ROWS_MAX = 60;

/** What the reading cursor says. */
export function readingWords({ charts, cursorUs }: CompareLayout, names: { here: string; there: string }): string {
  const parts = charts.map(({ reading: { title, here, there, difference } }) =>
    difference === 'the same'
      ? `${title}: ${here} on both`
      : `${title}: ${names.here} ${here}, ${names.there} ${there}, difference ${difference}`,
  );
  return `${clock(cursorUs)}. ${parts.join('. ')}.`;
}

/** The moments of the table are whole seconds apart, as many as can be read. */
export function describeCompare(input: Omit<CompareInput, 'range' | 'cursorUs' | 'width' | 'height'>): CompareText {
  const { here, there, nowUs, forkUs, differsUs } = input;
  const untilUs = Math.max(measuredUs(here, nowUs), measuredUs(there, nowUs));
  const binUs = Math.max(here.timeline.binUs, there.timeline.binUs);
  const rowUs = binUs * Math.max(1, Math.ceil(Math.max(1e6, untilUs / ROWS_MAX) / binUs));
  const rows = Math.ceil(untilUs / rowUs);
  const columns = SERIES.map((series) => ({
    series,
    here: columnsOf(series, here, measuredUs(here, nowUs), rowUs, rows),
    there: columnsOf(series, there, measuredUs(there, nowUs), rowUs, rows),
  }));
  return {
    summary: [
      forkUs === null ? '' : `${here.name} and ${there.name} are one history until ${clock(forkUs, 3)}.`,
      differsUs === null ? 'They do not differ so far.' : `They first differ at ${clock(differsUs, 3)}.`,
      `${here.name} was run to ${clock(here.endUs)}, ${there.name} to ${clock(there.endUs)}.`,
    ]
      .filter(Boolean)
      .join(' '),
    table: {
      caption: `Both branches over the run: ${here.name}, ${there.name}, and the difference`,
      columns: ['From', ...SERIES.map(seriesTitle)],
      rows: Array.from({ length: rows }, (_, row) => [
        clock(row * rowUs, 0),
        ...columns.map((column) => cell(readSeriesBare(column.series, column.here[row], column.there[row]))),
      ]),
    },
  };
}

function cell({ here, there, difference }: { here: string; there: string; difference: string }): string {
  if (difference === 'the same') return `${here}, the same`;
  return difference === '–' ? `${here}; ${there}` : `${here}; ${there} (${difference})`;
}
