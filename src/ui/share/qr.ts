/** A text as a QR code: its modules, and the outline that draws them. */
import { encode } from 'uqr';

/** How much of a code may be unreadable. L 7 %, M 15 %, Q 25 %. */
export type QrLevel = 'L' | 'M' | 'Q';

export interface QrCode {
  level: QrLevel;
  /** Modules along one side, the quiet zone included. */
  size: number;
  /** By row, `true` is dark. */
  modules: boolean[][];
}

/** What one code can hold, in bytes: version 40, level L. */
export const QR_BYTES_MAX = 2953;
/** The standard asks for four light modules on each side. */
export const QUIET_ZONE = 4;

/** The strictest level whose modules stay large enough to be read from a screen; null where the text is too long. */
export function qrLevel(bytes: number): QrLevel | null {
  if (bytes <= 300) return 'Q';
  if (bytes <= 1200) return 'M';
  return bytes <= QR_BYTES_MAX ? 'L' : null;
}

export function qrCode(text: string): QrCode | null {
  const level = qrLevel(new TextEncoder().encode(text).length);
  if (level === null) return null;
  const { data, size } = encode(text, { ecc: level, border: QUIET_ZONE });
  return { level, size, modules: data };
}

/** The dark modules as one path, a stroke for each run of them in a row; one module is one unit. */
export function qrPath({ modules }: QrCode): string {
  let path = '';
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      path += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
    }
  });
  return path;
}
