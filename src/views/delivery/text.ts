/** The delivery path in words: figures on it, what waits, and the whole of it as tables. */
import type { DestinationState } from '../../engine/firehose/destinations/destination-state.ts';
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { DESTINATION_NAMES } from '../delivery-words.ts';
import type { TextTable } from '../stage/text.ts';
import { textWidth } from '../text-width.ts';
import { clock, count, duration, listed, shortCount } from '../wording.ts';
import { balanceOf } from './balance.ts';
import { type Branch, branchesOf, sourceBackupOf, type Station, stationsOf } from './path.ts';

export const recordsWords = (records: number): string => `${count(records)} ${records === 1 ? 'record' : 'records'}`;

export const rateWords = (perSecond: number): string => `${count(perSecond)} rec/s`;

export function stationWords({ title, name, isOn, fault, frame }: Station): string {
  if (!isOn) return `${title}: off`;
  const broken = fault === null ? '' : `, ${fault}`;
  const within = frame.within > 0 ? `, ${recordsWords(frame.within)} in it` : '';
  const errors = frame.errors > 0 ? `, ${count(frame.errors)} ${frame.errors === 1 ? 'error' : 'errors'}` : '';
  return `${title} ${name}${broken}: ${rateWords(frame.inPerSecond)}, ${recordsWords(frame.in)} since the start${within}${errors}`;
}

/** The lines in a station. Where there is little room shorter words are taken, before figures would be cut. */
export function stationTexts(
  { step: at, title, name, isOn, fault, frame: step }: Station,
  frame: DeliveryFrame,
  { widthPx, fontPx }: { widthPx: number; fontPx: number },
): string[] {
  if (!isOn) return [title, 'off'];
  const fitting = (text: string, shorter: string) => (textWidth(text, fontPx) <= widthPx ? text : shorter);
  const { dropped } = frame.account;
  const buffered = at === 'deliver' ? frame.gathered.records : 0;
  const inside = [
    buffered > 0 ? `${shortCount(buffered)} in its buffer` : '',
    step.within > 0 ? `${count(step.within)} in it` : '',
    at === 'transform' && dropped > 0 ? `${shortCount(dropped)} dropped` : '',
  ].filter((part) => part !== '');
  const waits = at === 'deliver' ? retryWords(frame) : '';
  const last = fault !== null ? `✕ ${fault}` : waits !== '' ? waits : fitting(inside.join(' · '), inside.at(-1) ?? '');
  const sum = shortCount(step.in);
  return [title, name, rateWords(step.inPerSecond), fitting(`${sum} since the start`, `${sum} in all`), last];
}

export function branchWords({ kind, title, records, perSecond, place }: Branch): string {
  const what = kind === 'lost' ? 'Lost' : kind === 'backup' ? 'Source backup' : `Error folder ${title}`;
  const rate = perSecond > 0 ? `, ${rateWords(perSecond)}` : '';
  return `${what}: ${recordsWords(records)}${rate}${place === null ? '' : `, in bucket ${place.bucket}`}`;
}

/** `tries again in 42 s, for 58 min more`; empty where nothing waits. */
export function retryWords({ retry, nowUs }: Pick<DeliveryFrame, 'retry' | 'nowUs'>): string {
  if (retry === null) return '';
  const inMs = Math.max(0, retry.atUs - nowUs) / 1000;
  const next = inMs < 1 ? 'tries again now' : `tries again in ${countdown(inMs)}`;
  if (retry.untilUs === null) return `${next}, until it works or the records expire`;
  const leftMs = Math.max(0, retry.untilUs - nowUs) / 1000;
  return leftMs < 1 ? `${next}, for the last time` : `${next}, for ${countdown(leftMs)} more`;
}

/** Whole seconds, rounded up: a countdown is over at 0. */
const countdown = (ms: number): string => duration(Math.ceil(ms / 1000) * 1000).replace(/^(\d)\.0/, '$1');

/** The last failure that went to a folder. */
export function lastFailure(frame: DeliveryFrame, folder: string): string | null {
  const failure = frame.failures.findLast((one) => one.folder === folder);
  return failure === undefined ? null : `${failure.errorCode}: ${failure.errorMessage}`;
}

/** The last failures, the newest first; what failed at one moment for one reason is one. */
export function groupedFailures({ failures }: Pick<DeliveryFrame, 'failures'>, most: number): DeliveryFrame['failures'] {
  const groups = new Map<string, DeliveryFrame['failures'][number]>();
  for (const failure of failures) {
    const { atUs, folder, errorCode, errorMessage, key, records } = failure;
    const name = JSON.stringify([atUs, folder, errorCode, errorMessage, key]);
    const before = groups.get(name);
    groups.set(name, before === undefined ? failure : { ...before, records: before.records + records });
  }
  return [...groups.values()].slice(-most).toReversed();
}

export function describeDelivery(frame: DeliveryFrame): { summary: string; tables: TextTable[] } {
  const stations = stationsOf(frame);
  const backup = sourceBackupOf(frame);
  const branches = [...branchesOf(frame), ...(backup === null ? [] : [backup])];
  return {
    summary: summaryOf(frame, stations),
    tables: [
      {
        caption: 'Steps of the way',
        columns: ['Step', 'What', 'Records/s', 'Since the start', 'In it now', 'Errors', 'State'],
        rows: stations.map(({ title, name, isOn, fault, frame: step }) =>
          isOn
            ? [title, name, count(step.inPerSecond), count(step.in), count(step.within), count(step.errors), fault ?? 'works']
            : [title, '–', '–', '–', '–', '–', 'off'],
        ),
      },
      {
        caption: 'Branches',
        columns: ['Branch', 'Records', 'Records/s', 'Last error'],
        rows: branches.map(({ id, title, records, perSecond }) => [title, count(records), count(perSecond), lastFailure(frame, id) ?? '–']),
      },
      {
        caption: 'Parcels by state',
        columns: ['State', 'Parcels', 'Records'],
        rows: frame.machine.map(({ state, parcels, records }) => [state, count(parcels), count(records)]),
      },
    ],
  };
}

function summaryOf(frame: DeliveryFrame, stations: readonly Station[]): string {
  const on = stations.filter(({ isOn }) => isOn).map(({ title, name }) => `${title} (${name})`);
  const waiting = retryWords(frame);
  const why = frame.retry?.error ?? null;
  const retry = waiting === '' ? '' : ` It ${waiting}${why === null ? '' : `, after ${why.code}`}.`;
  return `${frame.id} is ${frame.status}, version ${frame.version}: ${on.join(' → ')}. ${balanceWords(frame)}${retry}`;
}

/** `4 000 accepted = 3 000 delivered + 40 dropped + … `: all of it, zeros too. */
export function balanceWords(frame: DeliveryFrame): string {
  const { accepted, terms, missing } = balanceOf(frame);
  const sum = terms.map(({ records, name }) => `${count(records)} ${name}`).join(' + ');
  return `${count(accepted)} accepted = ${sum}.${missing === 0 ? '' : ` ${count(missing)} unaccounted for: a fault of the lab.`}`;
}

/** What a destination holds, in a sentence. */
export function destinationWords(destination: DestinationState): string {
  const name = DESTINATION_NAMES[destination.kind];
  switch (destination.kind) {
    case 's3':
      return 'Objects in the bucket; there is nothing else to know of it.';
    case 'redshift':
      return `${name}: ${count(destination.rows)} rows by ${count(destination.copies.length)} COPY commands shown; ${count(destination.pending.length)} files wait for the next.`;
    case 'opensearch':
      return `${name}: ${listed(destination.indexes.map((index) => `${count(index.documents)} documents in ${index.name}`)) || 'no index yet'}; ${count(destination.failed)} refused.`;
    case 'splunk':
      return `${name}: ${count(destination.events)} events, ${count(destination.acknowledged)} acknowledged, ${count(destination.awaiting)} await it.`;
    case 'http':
      return `${name}: ${count(destination.records)} records taken.`;
  }
}

export function destinationTable(destination: DestinationState): TextTable | null {
  switch (destination.kind) {
    case 'redshift':
      return {
        caption: 'COPY commands, newest first',
        columns: ['At', 'Files', 'Rows', 'Manifest', 'Outcome'],
        rows: destination.copies
          .toReversed()
          .map(({ atUs, files, rows, manifest, error }) => [clock(atUs), count(files), count(rows), manifest, error ?? 'loaded']),
      };
    case 'opensearch':
      return {
        caption: 'Indexes',
        columns: ['Index', 'Documents'],
        rows: destination.indexes.map(({ name, documents }) => [name, count(documents)]),
      };
    case 'http':
      return {
        caption: 'Requests, newest first',
        columns: ['At', 'Status', 'Verdict', 'Attempt', 'Records', 'Body bytes', 'requestId'],
        rows: destination.requests
          .toReversed()
          .map(({ atUs, status, verdict, attempt, records, bodyBytes, requestId }) => [
            clock(atUs),
            status === 0 ? 'no answer' : String(status),
            verdict,
            count(attempt),
            count(records),
            count(bodyBytes),
            requestId,
          ]),
      };
    default:
      return null;
  }
}
