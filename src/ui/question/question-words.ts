const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `2026-11-20` as 20 November 2026; another form as it stands. */
export function dateInWords(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1] as string | undefined;
  return name === undefined ? date : `${Number(day)} ${name} ${year}`;
}

/** 90 s as `1 min 30 s`. */
export function spanInWords(exactSeconds: number): string {
  const seconds = Math.round(exactSeconds);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return told.length === 0 ? '0 s' : told.join(' ');
}
