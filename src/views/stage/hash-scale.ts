/** From a position in the key space to the page and back: a straight line with a kink at each shard boundary. */
import type { LanePlaces } from './lane-places.ts';
import type { HashScale } from './marks.ts';

export function hashScale(places: LanePlaces, top: number, bottom: number): HashScale {
  const { parts, gap } = places;
  const size = Math.max(1, parts.length);
  const scale: HashScale = {
    fractions: new Float64Array(size + 1),
    axisY: new Float64Array(size + 1),
    laneTop: new Float64Array(size),
    laneBottom: new Float64Array(size),
  };
  scale.fractions[size] = 1;
  scale.axisY[0] = top;
  scale.axisY[size] = bottom;
  scale.laneTop[0] = top;
  scale.laneBottom[0] = bottom;
  parts.forEach((part, i) => {
    scale.fractions[i] = part.startFraction;
    scale.axisY[i] = part.top;
    scale.laneTop[i] = part.laneTop + gap / 2;
    scale.laneBottom[i] = part.laneBottom - gap / 2;
  });
  return scale;
}

/** The part of the axis that owns a position. */
export function partAt(scale: HashScale, fraction: number): number {
  let low = 0;
  let high = scale.laneTop.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (scale.fractions[middle] <= fraction) low = middle;
    else high = middle - 1;
  }
  return low;
}

function within(scale: HashScale, part: number, fraction: number): number {
  const start = scale.fractions[part];
  const width = scale.fractions[part + 1] - start;
  return width > 0 ? Math.min(1, Math.max(0, (fraction - start) / width)) : 0;
}

export function axisYOf(scale: HashScale, fraction: number): number {
  const part = partAt(scale, fraction);
  return scale.axisY[part] + (scale.axisY[part + 1] - scale.axisY[part]) * within(scale, part, fraction);
}

export function laneYOf(scale: HashScale, fraction: number): number {
  const part = partAt(scale, fraction);
  return scale.laneTop[part] + (scale.laneBottom[part] - scale.laneTop[part]) * within(scale, part, fraction);
}
