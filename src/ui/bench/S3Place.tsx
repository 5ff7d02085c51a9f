import type { Compression, S3Spec } from '../../engine/firehose/delivery-stream-spec.ts';
import { Choice } from '../controls/Choice.tsx';
import { LockedPart } from './Locked.tsx';
import { TextRow } from './TextRow.tsx';

interface S3PlaceProps {
  deliveryStream: string;
  /** Where in the specification it stands: `destination.s3`. */
  path: string;
  s3: S3Spec;
  /** Redshift’s files have no folder of their own for errors. */
  hasErrorPrefix?: boolean;
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
export function S3Place({ deliveryStream, path, s3, hasErrorPrefix = true, onChange }: S3PlaceProps) {
  const text = (member: 'bucket' | 'prefix' | 'errorOutputPrefix' | 'fileExtension') => (value: string) => {
    if (member === 'bucket' && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value))
      return 'A bucket name has 3–63 characters of a–z, 0–9, . -';
    onChange({ ...s3, [member]: value });
    return null;
  };
  return (
    <>
      <LockedPart of="delivery-stream" id={deliveryStream} path={`${path}.bucket`}>
        <TextRow label="Bucket" value={s3.bucket} isMono onCommit={text('bucket')} />
      </LockedPart>
      <LockedPart of="delivery-stream" id={deliveryStream} path={`${path}.prefix`}>
        <TextRow
          label="Prefix"
          value={s3.prefix}
          hint="YYYY/MM/dd/HH/ in UTC follows it, unless it says !{timestamp:…} itself."
          isMono
          onCommit={text('prefix')}
        />
      </LockedPart>
      {hasErrorPrefix && (
        <LockedPart of="delivery-stream" id={deliveryStream} path={`${path}.errorOutputPrefix`}>
          <TextRow
            label="ErrorOutputPrefix"
            value={s3.errorOutputPrefix}
            hint="Must name !{firehose:error-output-type} as soon as it holds an expression."
            isMono
            onCommit={text('errorOutputPrefix')}
          />
        </LockedPart>
      )}
      <LockedPart of="delivery-stream" id={deliveryStream} path={`${path}.compression`}>
        <Choice
          label="Compression"
          value={s3.compression}
          options={COMPRESSIONS}
          onChange={(compression) => onChange({ ...s3, compression })}
        />
      </LockedPart>
      <LockedPart of="delivery-stream" id={deliveryStream} path={`${path}.fileExtension`}>
        <TextRow
          label="File extension"
          value={s3.fileExtension}
          hint="In place of the format’s own, e.g. .json.gz"
          isMono
          onCommit={text('fileExtension')}
        />
      </LockedPart>
    </>
  );
}
