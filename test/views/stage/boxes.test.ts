/** Boxes of producers and consumers, also while a page is being resized to next to nothing: a negative size cannot be drawn. */
import { expect, test } from 'vitest';
import { stageColumns } from '../../../src/views/stage/columns.ts';
import { boxesOf } from '../../../src/views/stage/ends.ts';

const SIZES = [1, 10, 24, 60, 200, 390, 700, 1440];

test.each(SIZES.flatMap((width) => SIZES.map((height) => [width, height] as const)))('at %i × %i each has a size', (width, height) => {
  const columns = stageColumns(width, height);
  for (const side of ['producer', 'consumer'] as const)
    for (const amount of [1, 5, 12])
      for (const box of boxesOf(
        Array.from({ length: amount }, () => 3),
        columns,
        side,
      )) {
        expect(box.width).toBeGreaterThan(0);
        expect(box.height).toBeGreaterThan(0);
      }
});
