/** Figures as the import dialog says them. */

/** Groups digits, as everywhere on the page. */
const THIN = '\u202F';

function grouped(value: number): string {
  return value.toLocaleString('en-US').replaceAll(',', THIN);
}

export function count(value: number): string {
  return grouped(Math.round(value));
}

export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}

export function bytes(value: number): string {
  if (value < 1_024) return `${value} B`;
  return value < 1_048_576 ? `${(value / 1_024).toFixed(1)} KiB` : `${(value / 1_048_576).toFixed(1)} MiB`;
}

const STEPS: [number, string][] = [
  [31_557_600, 'years'],
  [86_400, 'days'],
  [3_600, 'h'],
  [60, 'min'],
];

export function duration(seconds: number): string {
  const step = STEPS.find(([size]) => seconds >= size * 2);
  if (step !== undefined) return `${grouped(Number((seconds / step[0]).toPrecision(3)))} ${step[1]}`;
  return seconds < 10 ? `${Number(seconds.toPrecision(2))} s` : `${count(seconds)} s`;
}

export function instant(epochMs: number): string {
  return new Date(epochMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/(?::00)?\.000Z$/, '')
    .replace(/\.(\d+)Z$/, '.$1');
}

/** "lines 4, 9 and 17", or the first ones of many. */
export function atLines(lines: readonly number[], total: number): string {
  const numbers = lines.map(count);
  if (total > lines.length) return `lines ${numbers.join(', ')} and ${count(total - lines.length)} more`;
  if (numbers.length === 1) return `line ${numbers[0]}`;
  return `lines ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
