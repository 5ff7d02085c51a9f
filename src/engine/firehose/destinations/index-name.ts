/**
 * The index of a document, by its arrival. https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html
 * Weeks: AWS's own example (w08 for 25 February 2016) is the ISO week; the rule it gives beside it, US weeks, would make it w09. The
 * example is followed, and the year of the first days of January is that of the ISO week too.
 */
import type { DestinationSpec } from '../delivery-stream-spec.ts';

type Rotation = Extract<DestinationSpec, { kind: 'opensearch' }>['rotation'];

const DAY_MS = 86_400_000;

export function indexName(index: string, rotation: Rotation, epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  switch (rotation) {
    case 'NoRotation':
      return index;
    case 'OneHour':
      return `${index}-${iso.slice(0, 13).replace('T', '-')}`;
    case 'OneDay':
      return `${index}-${iso.slice(0, 10)}`;
    case 'OneWeek':
      return `${index}-${isoWeek(epochMs)}`;
    case 'OneMonth':
      return `${index}-${iso.slice(0, 7)}`;
  }
}

/** The week belongs to the year of its Thursday. */
function isoWeek(epochMs: number): string {
  const day = Math.floor(epochMs / DAY_MS);
  const thursday = day - ((((day + 3) % 7) + 7) % 7) + 3;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1) / DAY_MS) / 7) + 1;
  return `${year}-w${String(week).padStart(2, '0')}`;
}
