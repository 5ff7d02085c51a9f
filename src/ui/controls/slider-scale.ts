/** Slider positions and the values they mean. A logarithmic scale starts at zero: position p means (max + 1)^p − 1. */
export interface SliderScale {
  min: number;
  max: number;
  scale?: 'linear' | 'log';
  decimals?: number;
}

export const SLIDER_STEPS = 200;

export function positionOf(value: number, { min, max, scale = 'linear' }: SliderScale): number {
  const inside = Math.min(max, Math.max(min, value));
  const share = scale === 'log' ? Math.log1p(inside - min) / Math.log1p(max - min) : (inside - min) / (max - min);
  return Math.round(share * SLIDER_STEPS);
}

/** Rounded to what a person would say: two figures on a logarithmic scale, the step of the decimals on a linear one. */
export function valueAt(position: number, { min, max, scale = 'linear', decimals = 0 }: SliderScale): number {
  const share = position / SLIDER_STEPS;
  if (share <= 0) return min;
  if (share >= 1) return max;
  const raw = scale === 'log' ? min + Math.expm1(share * Math.log1p(max - min)) : min + share * (max - min);
  const value = scale === 'log' && raw >= 100 ? Number(raw.toPrecision(2)) : raw;
  const rounded = Number(value.toFixed(decimals));
  return Math.min(max, Math.max(min, rounded));
}
