/** What Firehose delivers to besides, and in what it differs; not in the lab. */
import styles from './delivery.module.css';

const DOCS = 'https://docs.aws.amazon.com/firehose/latest';

const OTHERS: readonly { name: string; differs: readonly string[]; source: string }[] = [
  {
    name: 'Snowflake',
    differs: [
      'Buffers 1–128\u00A0MiB (1 by default) and 0–900\u00A0s (0 by default: rows are there within seconds).',
      'One table. The keys of the JSON are its columns, or all of a record goes into one column and, if wished, its metadata into another.',
      'The Lambda buffer begins at 256\u00A0KB and 30\u00A0s.',
      'Backup to S3 of failed data only, or of all data, as with an HTTP endpoint.',
    ],
    source: `${DOCS}/APIReference/API_SnowflakeDestinationConfiguration.html`,
  },
  {
    name: 'Apache Iceberg tables',
    differs: [
      'Buffers 1–128\u00A0MiB (5 by default) and 0–900\u00A0s (300 by default), the same as S3.',
      'Records become rows of tables that the AWS Glue Data Catalog knows. The keys of the first level are the columns.',
      'One table, or many: JQ expressions, or otfMetadata in the answer of the function, name the database, the table and the operation of each record.',
      'Rows are inserted, or by their unique keys updated and deleted; an object in S3 is only ever added.',
      'Direct PUT begins at 5\u00A0MiB/s in us-east-1, us-west-2 and eu-west-1, at 1\u00A0MiB/s elsewhere.',
    ],
    source: `${DOCS}/dev/apache-iceberg-destination.html`,
  },
  {
    name: 'ORC in place of Parquet',
    differs: [
      'Compressed with Snappy, ZLIB or not at all; stripes of 64\u00A0MiB (at least 8), a row index for every 10,000 rows.',
      'The lab writes real files only, and no sound writer of ORC was found in JavaScript: convert to Parquet here.',
    ],
    source: `${DOCS}/APIReference/API_OrcSerDe.html`,
  },
];

export function OtherDestinations() {
  return (
    <details className={styles.others}>
      <summary>Other destinations</summary>
      <p>Not in the lab. What differs, as of 2026-11-20:</p>
      <ul className={styles.cards}>
        {OTHERS.map(({ name, differs, source }) => (
          <li key={name}>
            <h3>{name}</h3>
            <ul>
              {differs.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <a href={source} target="_blank" rel="noreferrer" aria-label={`AWS on ${name}`}>
              AWS’s page
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
