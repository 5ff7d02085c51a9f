/**
 * exp, log, power and cosine from +, −, ×, ÷ and √ alone. JavaScript leaves the last bits of Math.exp and its kin
 * to the browser; a run that must be the same to the byte everywhere cannot use them. Accurate to about 1e-14.
 */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SQRT_HALF = 0.7071067811865476;

/** Natural logarithm of a positive finite number. */
export function log(x: number): number {
  let exponent = 0;
  let mantissa = x;
  while (mantissa >= 2 * SQRT_HALF) {
    mantissa /= 2;
    exponent++;
  }
  while (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent--;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let term = s;
  let sum = 0;
  for (let k = 1; k < 40; k += 2) {
    sum += term / k;
    term *= square;
  }
  return 2 * sum + exponent * LN2_HIGH + exponent * LN2_LOW;
}

/** e^x for |x| < 700. */
export function exp(x: number): number {
  const k = Math.round(x / (LN2_HIGH + LN2_LOW));
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let term = 1;
  let sum = 1;
  for (let i = 1; i < 20; i++) {
    term *= r / i;
    sum += term;
  }
  let scale = 1;
  for (let i = 0; i < k; i++) scale *= 2;
  for (let i = 0; i > k; i--) scale /= 2;
  return sum * scale;
}

/** base^exponent for a positive base. */
export const power = (base: number, exponent: number): number => exp(exponent * log(base));

/** cos(2π·turns). */
export function cosineOfTurns(turns: number): number {
  const folded = Math.abs(turns - Math.round(turns)); // 0 … 0.5
  if (folded > 0.25) return -cosineOfTurns(0.5 - folded);
  const angle = folded * 6.283185307179586;
  const square = angle * angle;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 24; k += 2) {
    term *= -square / (k * (k + 1));
    sum += term;
  }
  return sum;
}
