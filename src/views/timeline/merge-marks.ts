/** Marks that would cover each other become one. From the beginning of the run on, so that panning does not regroup them. */
export interface Placed {
  x: number;
  /** Half its width. */
  halfPx: number;
}

/** `marks` in the order of `x`; `join` takes the second into the first, which may grow by it. Nothing but the results' first marks is changed. */
export function mergeMarks<Mark extends Placed>(marks: readonly Mark[], gapPx: number, join: (into: Mark, from: Mark) => void): Mark[] {
  const merged: Mark[] = [];
  for (const mark of marks) {
    merged.push(mark);
    while (merged.length > 1) {
      const [before, last] = [merged[merged.length - 2], merged[merged.length - 1]];
      if (last.x - before.x >= before.halfPx + last.halfPx + gapPx) break;
      join(before, last);
      merged.pop();
    }
  }
  return merged;
}
