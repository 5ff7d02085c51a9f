/** How long an exam is: two minutes an item, or longer for whoever needs longer. */
export const EXAM_LENGTHS = ['20', '40', '65'] as const;
export type ExamLength = (typeof EXAM_LENGTHS)[number];

export const CLOCKS = ['off', '1', '1.5', '2'] as const;
/** Off, or how many times the usual time. */
export type ClockChoice = (typeof CLOCKS)[number];

const MINUTES_PER_ITEM = 2;

export const minutesFor = (items: number, factor: number): number => items * MINUTES_PER_ITEM * factor;

/** Null: without the clock. */
export function limitMsOf(items: number, clock: ClockChoice): number | null {
  return clock === 'off' ? null : minutesFor(items, Number(clock)) * 60_000;
}

/** `1:05:09`, `39:59`: a second that has begun is counted as left. */
export function clockFace(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const two = (figure: number) => String(figure).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
