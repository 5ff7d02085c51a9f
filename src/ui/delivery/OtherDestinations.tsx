/** What Firehose delivers to besides, and in what it differs; not in the lab. */
import styles from './delivery.module.css';

const OTHERS: readonly { name: string; differs: readonly string[] }[] = [
  {
    name: 'Snowflake',
    differs: [
      'Buffers 1–128 MiB (1 by default) and 0–900 s (0 by default: rows are there within seconds).',
      'The Lambda buffer begins at 256 KB and 30 s.',
      'Backup to S3 of failed data only, or of all data, as with an HTTP endpoint.',
    ],
  },
  {
    name: 'Apache Iceberg tables',
    differs: [
      'Buffers 1–128 MiB (5 by default) and 0–900 s (300 by default), the same as S3.',
      'Records become rows of a table, where S3 takes an object of them. How a record names its table is not part of this lab.',
    ],
  },
  {
    name: 'ORC in place of Parquet',
    differs: [
      'Compressed with Snappy, ZLIB or not at all; stripes of 64 MiB (at least 8), a row index for every 10,000 rows.',
      'The lab writes real files only, and no sound writer of ORC was found in JavaScript: convert to Parquet here.',
    ],
  },
];

export function OtherDestinations() {
  return (
    <details className={styles.others}>
      <summary>Other destinations</summary>
      <p>Not in the lab. What differs:</p>
      <ul className={styles.cards}>
        {OTHERS.map(({ name, differs }) => (
          <li key={name}>
            <h3>{name}</h3>
            <ul>
              {differs.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}
