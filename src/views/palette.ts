/** The colour tokens for canvas and SVG. Key colours are the Okabe–Ito family: 1–6 the most frequent partition keys, 0 all others. */
export interface Palette {
  paper: string;
  panel: string;
  ink: string;
  ink2: string;
  /** Large or non-essential text only. */
  ink3: string;
  line: string;
  /** Ground of the hash-key axis and of empty budget bars. */
  trough: string;
  accent: string;
  accentGround: string;
  /** Throttled, at the ceiling, lost: always with a shape or a word as well. */
  limit: string;
  /** The same as text: 4.5 : 1 on `panel` and on `limitGround`. */
  limitText: string;
  limitGround: string;
  good: string;
  goodText: string;
  /** Slots 0–6. */
  key: readonly string[];
  /** A hairline round light hues, so that marks reach 3 : 1; null where the hue needs none. */
  keyEdge: readonly (string | null)[];
}

const light: Palette = {
  paper: '#FAF9F6',
  panel: '#FFFFFF',
  ink: '#1A1D26',
  ink2: '#5B6070',
  ink3: '#7A8090',
  line: '#E3E0D8',
  trough: '#EFEDE6',
  accent: '#1F4FD8',
  accentGround: '#E8EDFD',
  limit: '#D55E00',
  limitText: '#B84F00',
  limitGround: '#FFF4EC',
  good: '#009E73',
  goodText: '#007A59',
  key: ['#8B91A0', '#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#7A5FB5'],
  keyEdge: [null, null, '#B47B00', null, null, '#2E8CC2', null],
};

const dark: Palette = {
  paper: '#14161C',
  panel: '#1C1F27',
  ink: '#F2F3F7',
  ink2: '#B4B9C6',
  ink3: '#8A90A0',
  line: '#2D313B',
  trough: '#292D37',
  accent: '#7EA2FF',
  accentGround: '#232C47',
  limit: '#FF8A3D',
  limitText: '#FF9D5C',
  limitGround: '#2B211C',
  good: '#3CC79B',
  goodText: '#3CC79B',
  key: ['#8A90A0', '#3D9BD8', '#F0B43C', '#3CC79B', '#E09AC3', '#83CBF4', '#A48CE0'],
  keyEdge: [null, null, null, null, null, null, null],
};

export function paletteOf(theme: 'light' | 'dark'): Palette {
  return theme === 'dark' ? dark : light;
}

/** Tokens as custom properties, for the style sheets of the views. */
export function applyPalette(element: HTMLElement, palette: Palette): void {
  const tokens: [string, string][] = [
    ['paper', palette.paper],
    ['panel', palette.panel],
    ['ink', palette.ink],
    ['ink2', palette.ink2],
    ['ink3', palette.ink3],
    ['line', palette.line],
    ['trough', palette.trough],
    ['accent', palette.accent],
    ['accent-ground', palette.accentGround],
    ['limit', palette.limit],
    ['limit-text', palette.limitText],
    ['limit-ground', palette.limitGround],
    ['good', palette.good],
    ['good-text', palette.goodText],
  ];
  for (const [name, value] of tokens) element.style.setProperty(`--view-${name}`, value);
}
