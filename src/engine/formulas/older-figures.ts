/** Limits that were other ones when many notes and exam questions were written: the figures of both quota profiles, and since when. */
import { QUOTA_SOURCES } from '../kinesis/quota-sources.ts';
import { quotasOf, type Quotas } from '../kinesis/quotas.ts';

export interface ChangedFigure {
  key: keyof Quotas;
  title: string;
  unit: string;
  today: number;
  before: number;
  /** In words, as shown beside today's figure. */
  note: string;
}

export const CHANGED_FIGURES: readonly ChangedFigure[] = QUOTA_SOURCES.flatMap(({ key, title, unit, older }) => {
  const [today, before] = [quotasOf('2026')[key], quotasOf('classic')[key]];
  return today === before || older === null ? [] : [{ key, title, unit, today, before, note: older }];
});

/** Limits that have stayed as they were. */
export const STEADY_FIGURES: readonly Omit<ChangedFigure, 'before' | 'note'>[] = QUOTA_SOURCES.flatMap(({ key, title, unit }) => {
  const [today, before] = [quotasOf('2026')[key], quotasOf('classic')[key]];
  return today === before ? [{ key, title, unit, today }] : [];
});
