/** Hands a file to the browser's downloads. */
import { clock } from '../../views/wording.ts';

export function saveFile(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** `kinelab-first-light-stage-00-41.png`: what it is of, and of which moment. */
export function fileNameOf(scenario: string, what: string, atUs: number, ending: string): string {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
  return `kinelab-${plain(scenario)}-${plain(what)}-${plain(clock(atUs, 0))}.${ending}`;
}
