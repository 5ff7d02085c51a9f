/** What the learner decides about a file, what is proposed, and the producer that comes of it. */
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import type { FieldSummary, FileScan } from '../../protocol/import-messages.ts';
import { shippedDatasets } from '../../content/datasets/index.ts';
import { freeName } from '../../lab/new-specs.ts';

export interface ImportSettings {
  name: string;
  /** Null: the whole row is the partition key. */
  keyField: string | null;
  replay: 'rate' | 'timestamps';
  perSecond: number;
  /** Null where the file has no field of times. */
  timeField: string | null;
  speed: number;
  loop: boolean;
  calls: ProducerSpec['calls'];
}

/** How long a replay by timestamps is proposed to last. */
const PROPOSED_SECONDS = 300;
const PROPOSED_PER_SECOND = 400;
const MISSING_SHARE_MAX = 0.02;
const NAME_CHARACTERS = 64;

export function proposedSettings(scan: FileScan, takenNames: readonly string[]): ImportSettings {
  const timeField = scan.fields.find(({ type }) => type === 'time') ?? null;
  return {
    name: freeName(nameFrom(scan.name), takenNames),
    keyField: shippedDatasets.find(({ id }) => id === scan.id)?.keyField ?? proposedKeyField(scan),
    replay: 'rate',
    perSecond: PROPOSED_PER_SECOND,
    timeField: timeField?.name ?? null,
    speed: timeField === null ? 1 : proposedSpeed(timeField),
    loop: true,
    calls: { api: 'PutRecords', batchSize: 100, lingerMs: 100 },
  };
}

function nameFrom(fileName: string): string {
  const base = fileName
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}_.-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return base.slice(0, NAME_CHARACTERS - 4) || 'file';
}

/** A field that (nearly) all rows have, with many values that come again: what a partition key should be. */
function proposedKeyField({ fields, rows }: FileScan): string | null {
  const usable = fields.filter(
    ({ type, emptyKeys, longKeys, distinct }) =>
      type !== 'time' && emptyKeys.count + longKeys.count <= rows * MISSING_SHARE_MAX && distinct > 1,
  );
  const comesAgain = ({ distinct, countedRows }: FieldSummary): boolean => distinct < Math.max(2, countedRows * 0.5);
  const best = usable.find((field) => comesAgain(field) && field.type === 'text' && field.distinct >= Math.min(8, rows / 2));
  return (best ?? usable.find(comesAgain) ?? usable[0] ?? fields.find(({ emptyKeys }) => emptyKeys.count < rows) ?? null)?.name ?? null;
}

export function spanSeconds(field: FieldSummary): number {
  return field.timeRangeMs === null ? 0 : (field.timeRangeMs[1] - field.timeRangeMs[0]) / 1_000;
}

/** 1, 2 or 5 times a power of ten, so that the whole file lasts about five minutes; never slower than it was. */
export function proposedSpeed(field: FieldSummary): number {
  const exact = spanSeconds(field) / PROPOSED_SECONDS;
  if (exact <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(exact));
  return [1, 2, 5, 10].find((step) => step * power >= exact)! * power;
}

/** Records a second on average. */
export function averageRate(settings: ImportSettings, scan: FileScan): number {
  if (settings.replay === 'rate') return settings.perSecond;
  const field = scan.fields.find(({ name }) => name === settings.timeField);
  const seconds = field === undefined ? 0 : spanSeconds(field) / settings.speed;
  return seconds === 0 ? scan.rows : scan.rows / seconds;
}

/** What is wrong with the name, or null. */
export function nameProblem(name: string, takenNames: readonly string[]): string | null {
  if (name.trim() === '') return 'A producer needs a name.';
  if (name.length > NAME_CHARACTERS) return `A name has at most ${NAME_CHARACTERS} characters.`;
  return takenNames.includes(name.trim()) ? `There is a producer called ${name.trim()} already.` : null;
}

export function producerFrom(settings: ImportSettings, dataset: string, stream: string): ProducerSpec {
  const byTime = settings.replay === 'timestamps' && settings.timeField !== null;
  return {
    id: settings.name.trim(),
    stream,
    source: { kind: 'dataset', dataset, keyField: settings.keyField, loop: settings.loop },
    rate: byTime
      ? { kind: 'timestamps', field: settings.timeField!, speed: settings.speed }
      : { kind: 'constant', perSecond: settings.perSecond },
    calls: settings.calls,
    failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 5_000, jitter: true }, maxAttempts: 10 },
  };
}
