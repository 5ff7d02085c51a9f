import { useMemo } from 'react';
import { count } from '../../views/wording.ts';
import { QR_BYTES_MAX, qrCode, qrPath } from './qr.ts';
import styles from './share.module.css';

/** CSS pixels that the code may take at most, and those of one module at least and at most: whole ones, so that all are alike. */
const SIZE_MAX = 440;
const MODULE_MIN = 2;
const MODULE_MAX = 4;

/** Dark on light in both themes, as cameras expect it. `what` completes the text alternative. */
export function QrCode({ text, what }: { text: string; what: string }) {
  const code = useMemo(() => qrCode(text), [text]);
  if (code === null)
    return (
      <p className={styles.quiet}>
        The link is too long for a QR code: {count(text.length)} characters, and a code holds at most {count(QR_BYTES_MAX)}.
      </p>
    );
  const side = code.size * Math.max(MODULE_MIN, Math.min(MODULE_MAX, Math.floor(SIZE_MAX / code.size)));
  return (
    <figure className={styles.qr}>
      <svg
        role="img"
        aria-label={`QR code of the link. ${what}`}
        viewBox={`0 0 ${code.size} ${code.size}`}
        width={side}
        height={side}
        shapeRendering="crispEdges"
        data-level={code.level}
      >
        <rect className={styles.light} width={code.size} height={code.size} />
        <path className={styles.dark} d={qrPath(code)} />
      </svg>
      <figcaption className={styles.quiet}>Scanned, it opens this run on another device.</figcaption>
    </figure>
  );
}
