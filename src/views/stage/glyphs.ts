/** The mark of each consumer: shape and colour, the same under the lanes and in its box. 24 differ; after that they begin again. */

export type GlyphShape = 'triangle' | 'diamond' | 'square' | 'disc';

export interface Glyph {
  shape: GlyphShape;
  tone: 'ink' | 'accent' | 'good';
  hollow: boolean;
}

const SHAPES: readonly GlyphShape[] = ['triangle', 'diamond', 'square', 'disc'];

const FACES: readonly Omit<Glyph, 'shape'>[] = [
  { tone: 'ink', hollow: false },
  { tone: 'accent', hollow: false },
  { tone: 'ink', hollow: true },
  { tone: 'accent', hollow: true },
  { tone: 'good', hollow: false },
  { tone: 'good', hollow: true },
];

export function glyphOf(consumer: number): Glyph {
  const face = FACES[consumer % FACES.length];
  return { ...face, shape: SHAPES[Math.floor(consumer / FACES.length) % SHAPES.length] };
}

/** An SVG path, of `Path2D` or of an element: `half` to each side of `x`, from `y` down. */
export function glyphPath(shape: GlyphShape, x: number, y: number, half: number): string {
  const height = 1.7 * half;
  const middle = y + height / 2;
  switch (shape) {
    case 'triangle':
      return `M${x - half},${y + height}L${x},${y}L${x + half},${y + height}Z`;
    case 'diamond':
      return `M${x - half},${middle}L${x},${middle - half}L${x + half},${middle}L${x},${middle + half}Z`;
    case 'square': {
      const side = 0.8 * half;
      return `M${x - side},${middle - side}h${2 * side}v${2 * side}h${-2 * side}Z`;
    }
    case 'disc': {
      const radius = 0.88 * half;
      return `M${x - radius},${middle}a${radius},${radius} 0 1 0 ${2 * radius},0a${radius},${radius} 0 1 0 ${-2 * radius},0Z`;
    }
  }
}
