/** A measured number split into what is set large and what is set small beside it. */
import { count } from '../../views/wording.ts';

export interface FigureParts {
  value: string;
  unit: string;
}

/** Three significant figures: `82 ms`, `1.31 s`, `12.4 min`. */
export function durationParts(ms: number): FigureParts {
  if (ms < 1000) return { value: String(Math.round(ms)), unit: 'ms' };
  if (ms < 60_000) return { value: (ms / 1000).toFixed(ms < 10_000 ? 2 : 1), unit: 's' };
  if (ms < 7_200_000) return { value: (ms / 60_000).toFixed(1), unit: 'min' };
  return { value: (ms / 3_600_000).toFixed(1), unit: 'h' };
}

export function percentValue(share: number): string {
  const percent = share * 100;
  return percent > 0 && percent < 0.1 ? '< 0.1' : percent.toFixed(1);
}

/** Dollars with at least three significant figures: a stream costs cents an hour. */
export function dollars(usd: number): string {
  if (usd >= 100) return `$${count(usd)}`;
  return `$${usd.toFixed(usd >= 1 ? 2 : 3)}`;
}
