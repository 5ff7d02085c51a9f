/** Figures of delivery streams in words. */
const KIB = 1024;
const MIB = KIB * KIB;

/** `412 B`, `17.1 KiB`, `3.6 MiB`. */
export function bytesWords(bytes: number): string {
  if (bytes < KIB) return `${Math.round(bytes)}\u202FB`;
  const [value, unit] = bytes < MIB ? [bytes / KIB, 'KiB'] : [bytes / MIB, 'MiB'];
  return `${value.toFixed(value < 100 && !Number.isInteger(value) ? 1 : 0)}\u202F${unit}`;
}

export const DESTINATION_NAMES = {
  s3: 'Amazon S3',
  redshift: 'Amazon Redshift',
  opensearch: 'OpenSearch Service',
  splunk: 'Splunk',
  http: 'HTTP endpoint',
} as const;
