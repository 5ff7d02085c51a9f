import type { Compression, S3Spec } from '../../engine/firehose/delivery-stream-spec.ts';
import { Choice } from '../controls/Choice.tsx';
import { TextRow } from './TextRow.tsx';

interface S3PlaceProps {
  s3: S3Spec;
  onChange(s3: S3Spec): void;
}

const COMPRESSIONS: readonly { value: Compression; label: string }[] = [
  { value: 'UNCOMPRESSED', label: 'none' },
  { value: 'GZIP', label: 'GZIP' },
  { value: 'ZIP', label: 'ZIP' },
  { value: 'Snappy', label: 'Snappy' },
  { value: 'HADOOP_SNAPPY', label: 'Hadoop-Snappy' },
];

/** Where in a bucket objects are written, and how they are packed. */
export function S3Place({ s3, onChange }: S3PlaceProps) {
  const text = (member: 'bucket' | 'prefix' | 'errorOutputPrefix' | 'fileExtension') => (value: string) => {
    if (member === 'bucket' && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value))
      return 'A bucket name has 3–63 characters of a–z, 0–9, . -';
    onChange({ ...s3, [member]: value });
    return null;
  };
  return (
    <>
      <TextRow label="Bucket" value={s3.bucket} isMono onCommit={text('bucket')} />
      <TextRow
        label="Prefix"
        value={s3.prefix}
        hint="YYYY/MM/dd/HH/ in UTC follows it, unless it says !{timestamp:…} itself."
        isMono
        onCommit={text('prefix')}
      />
      <TextRow
        label="ErrorOutputPrefix"
        value={s3.errorOutputPrefix}
        hint="Must name !{firehose:error-output-type} as soon as it holds an expression."
        isMono
        onCommit={text('errorOutputPrefix')}
      />
      <Choice
        label="Compression"
        value={s3.compression}
        options={COMPRESSIONS}
        onChange={(compression) => onChange({ ...s3, compression })}
      />
      <TextRow
        label="File extension"
        value={s3.fileExtension}
        hint="In place of the format’s own, e.g. .json.gz"
        isMono
        onCommit={text('fileExtension')}
      />
    </>
  );
}
