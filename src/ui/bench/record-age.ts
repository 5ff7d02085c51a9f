/** MaximumRecordAgeInSeconds is −1 or 60 … 604,800: what lies between is taken as the least. */
export function recordAge(wantedSeconds: number): number {
  return wantedSeconds < 0 ? -1 : Math.max(60, wantedSeconds);
}
