/** The file that the tests have written, in this page's own chunk. */
import type { Conformance } from '../../content/reference/conformance.ts';

const files = import.meta.glob<Conformance>('../../content/reference/conformance.json', { eager: true, import: 'default' });

export const conformance: Conformance = Object.values(files)[0];
