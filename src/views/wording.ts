/** Numbers, times and keys in words, the same in every view. */

/** Narrow no-break space: groups digits and ties a number to its unit. */
const THIN = '\u202F';
const MIB = 1_048_576;

/** 1850 → `1 850`; at most one decimal below 10. */
export function count(value: number): string {
  const rounded = Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  const [whole, decimals] = String(Math.abs(rounded)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  return (rounded < 0 ? '−' : '') + grouped + (decimals ? `.${decimals}` : '');
}

/** As `count`, from a million on shortened: `1.24 M`. */
export function shortCount(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toFixed(2)}${THIN}G`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)}${THIN}M`;
  return count(value);
}

export function mebibytes(bytes: number): string {
  return (bytes / MIB).toFixed(2);
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)}${THIN}%`;
}

/** `82 ms`, `4.8 s`, `12 min`, `3.2 h`: two figures are enough to see a size. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)}${THIN}ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)}${THIN}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}${THIN}s`;
  if (seconds < 600) return `${Math.floor(seconds / 60)}${THIN}min ${seconds % 60}${THIN}s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)}${THIN}min`;
  return `${(ms / 3_600_000).toFixed(1)}${THIN}h`;
}

/** Time since the start of the run: `00:41.26`, from an hour on `1:02:41`. */
export function clock(atUs: number, decimals: 0 | 1 | 2 | 3 = 2): string {
  const unit = 10 ** (6 - decimals);
  const whole = Math.floor(Math.max(0, atUs) / unit) * unit;
  const seconds = Math.floor(whole / 1e6);
  const two = (value: number) => String(value).padStart(2, '0');
  const fraction = decimals ? `.${String(Math.round((whole % 1e6) / unit)).padStart(decimals, '0')}` : '';
  const minutes = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? minutes + fraction : `${Math.floor(seconds / 3600)}:${minutes}`;
}

/** `shard 2` of the number in its id. */
export function shardName(index: number): string {
  return `shard ${index}`;
}

/** The number in a shard id: `shardId-000000000002` → 2. */
export function shardNumber(shardId: string): number {
  return Number(shardId.slice(shardId.lastIndexOf('-') + 1));
}

/** The first four hex digits of a position in the key space: 0.25 → `4000…`. */
export function hexOfFraction(fraction: number): string {
  if (fraction >= 1) return 'ffff…';
  return `${Math.floor(fraction * 65_536)
    .toString(16)
    .padStart(4, '0')}…`;
}

/** The first four hex digits of a decimal 128-bit hash key. */
export function hexOfHashKey(hashKey: string): string {
  return `${BigInt(hashKey).toString(16).padStart(32, '0').slice(0, 4)}…`;
}

/** Joins what there is to say: `a, b and c`. */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** As a sentence: with a full stop, once. */
export function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
