/** A sparkline in words: where it began, its highest, where it is. */
export function describeSparkline(values: ArrayLike<number>, say: (value: number) => string): string {
  const measured = Array.from(values).filter(Number.isFinite);
  if (measured.length === 0) return 'Nothing measured yet.';
  const first = measured[0];
  const last = measured[measured.length - 1];
  const highest = Math.max(...measured);
  const course = last > first ? 'rose' : last < first ? 'fell' : 'stayed';
  const way = course === 'stayed' ? `${say(last)} at both ends` : `${course} from ${say(first)} to ${say(last)}`;
  return `Over the last ${measured.length} seconds: ${way}, highest ${say(highest)}.`;
}
