/** How figures are written in questions: grouped, with as many digits as tell something. */

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(least: number, most: number): Intl.NumberFormat {
  const key = `${least}-${most}`;
  const format = formats.get(key) ?? new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
  formats.set(key, format);
  return format;
}

/** At most so many digits after the point. */
export const figure = (value: number, digits = 2): string => formatOf(0, digits).format(value);

/** Cents, or a tenth of them where it is less than a dollar. */
export const usd = (value: number): string => (value < 1 ? `$${formatOf(3, 3).format(value)}` : `$${formatOf(2, 2).format(value)}`);

export const counted = (count: number, one: string, many = `${one}s`): string => `${figure(count)} ${count === 1 ? one : many}`;

export const KIB = 1024;
export const MIB = 1024 * 1024;
