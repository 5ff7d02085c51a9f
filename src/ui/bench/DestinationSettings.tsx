/** What can be set at a destination, by its kind. */
import type { DestinationSpec, S3Spec } from '../../engine/firehose/delivery-stream-spec.ts';
import { newPlace } from '../../lab/new-delivery-stream.ts';
import { Choice } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Fold } from './Fold.tsx';
import { LockedPart } from './Locked.tsx';
import { S3Place } from './S3Place.tsx';
import { TextRow } from './TextRow.tsx';
import { YesNo } from './YesNo.tsx';

type Of<Kind extends DestinationSpec['kind']> = Extract<DestinationSpec, { kind: Kind }>;

interface DestinationSettingsProps<Spec extends DestinationSpec = DestinationSpec> {
  deliveryStream: string;
  destination: Spec;
  onChange(destination: DestinationSpec): void;
}

export function DestinationSettings({ deliveryStream, destination, onChange }: DestinationSettingsProps) {
  switch (destination.kind) {
    case 's3':
      return <ToS3 deliveryStream={deliveryStream} destination={destination} onChange={onChange} />;
    case 'redshift':
      return <ToRedshift deliveryStream={deliveryStream} destination={destination} onChange={onChange} />;
    case 'opensearch':
      return <ToOpenSearch deliveryStream={deliveryStream} destination={destination} onChange={onChange} />;
    case 'splunk':
      return <ToSplunk deliveryStream={deliveryStream} destination={destination} onChange={onChange} />;
    case 'http':
      return <ToHttp deliveryStream={deliveryStream} destination={destination} onChange={onChange} />;
  }
}

const place = ({ bucket, prefix }: S3Spec): string => `${bucket}/${prefix}`;

function ToS3({ deliveryStream, destination, onChange }: DestinationSettingsProps<Of<'s3'>>) {
  return (
    <>
      <Fold label="Place" value={place(destination.s3)}>
        <S3Place
          deliveryStream={deliveryStream}
          path="destination.s3"
          s3={destination.s3}
          onChange={(s3) => onChange({ ...destination, s3 })}
        />
      </Fold>
      <SourceBackup deliveryStream={deliveryStream} destination={destination} onChange={onChange} />
    </>
  );
}

/** Everything as it came in, beside what is delivered. AWS does not let it be turned off again. */
function SourceBackup({ deliveryStream, destination, onChange }: DestinationSettingsProps<Of<'s3'> | Of<'redshift'>>) {
  const { sourceBackup } = destination;
  return (
    <Fold label="Source backup" value={sourceBackup === null ? 'off' : place(sourceBackup)}>
      <LockedPart of="delivery-stream" id={deliveryStream} path="destination.sourceBackup">
        <YesNo
          label="Keep all records as they came in"
          value={sourceBackup !== null}
          onChange={(isOn) =>
            onChange({
              ...destination,
              sourceBackup: isOn ? { ...newPlace('source/', 'GZIP'), hints: { sizeMiB: 5, intervalSeconds: 60 } } : null,
            })
          }
        />
      </LockedPart>
      {sourceBackup !== null && (
        <S3Place
          deliveryStream={deliveryStream}
          path="destination.sourceBackup"
          s3={sourceBackup}
          onChange={(s3) => onChange({ ...destination, sourceBackup: { ...sourceBackup, ...s3 } })}
        />
      )}
    </Fold>
  );
}

function RetryRow({ seconds, onCommit }: { seconds: number; onCommit(seconds: number): void }) {
  return <NumberRow label="Retry duration" value={seconds} unit="s" unitInWords="seconds" min={0} max={7200} onCommit={onCommit} />;
}

function line(set: (text: string) => void) {
  return (text: string): null => {
    set(text);
    return null;
  };
}

function ToRedshift({ deliveryStream, destination, onChange }: DestinationSettingsProps<Of<'redshift'>>) {
  return (
    <>
      <Fold label="Table" value={`${destination.cluster}.${destination.database}.${destination.table}`}>
        <TextRow label="Cluster" value={destination.cluster} onCommit={line((cluster) => onChange({ ...destination, cluster }))} />
        <TextRow label="Database" value={destination.database} onCommit={line((database) => onChange({ ...destination, database }))} />
        <TextRow label="Table" value={destination.table} onCommit={line((table) => onChange({ ...destination, table }))} />
        <TextRow
          label="COPY options"
          value={destination.copyOptions}
          isMono
          onCommit={line((copyOptions) => onChange({ ...destination, copyOptions }))}
        />
      </Fold>
      <RetryRow seconds={destination.retrySeconds} onCommit={(retrySeconds) => onChange({ ...destination, retrySeconds })} />
      <Fold label="Files for COPY" value={place(destination.s3)}>
        <S3Place
          deliveryStream={deliveryStream}
          path="destination.s3"
          s3={destination.s3}
          hasErrorPrefix={false}
          onChange={(s3) => onChange({ ...destination, s3 })}
        />
      </Fold>
      <SourceBackup deliveryStream={deliveryStream} destination={destination} onChange={onChange} />
    </>
  );
}

function Backup({ deliveryStream, destination, onChange }: DestinationSettingsProps<Of<'opensearch'> | Of<'splunk'> | Of<'http'>>) {
  return (
    <Fold label="Backup bucket" value={place(destination.backup)}>
      <S3Place
        deliveryStream={deliveryStream}
        path="destination.backup"
        s3={destination.backup}
        onChange={(backup) => onChange({ ...destination, backup })}
      />
    </Fold>
  );
}

function ToOpenSearch({ deliveryStream, destination, onChange }: DestinationSettingsProps<Of<'opensearch'>>) {
  return (
    <>
      <TextRow label="Index" value={destination.index} isMono onCommit={line((index) => onChange({ ...destination, index }))} />
      <Choice
        label="Index rotation"
        value={destination.rotation}
        options={[
          { value: 'NoRotation', label: 'none' },
          { value: 'OneHour', label: 'every hour' },
          { value: 'OneDay', label: 'every day' },
          { value: 'OneWeek', label: 'every week' },
          { value: 'OneMonth', label: 'every month' },
        ]}
        onChange={(rotation) => onChange({ ...destination, rotation })}
      />
      <RetryRow seconds={destination.retrySeconds} onCommit={(retrySeconds) => onChange({ ...destination, retrySeconds })} />
      <YesNo
        label="Back up all documents"
        value={destination.backupMode === 'AllDocuments'}
        onChange={(isAll) => onChange({ ...destination, backupMode: isAll ? 'AllDocuments' : 'FailedDocumentsOnly' })}
      />
      <Backup deliveryStream={deliveryStream} destination={destination} onChange={onChange} />
    </>
  );
}

function ToSplunk({ deliveryStream, destination, onChange }: DestinationSettingsProps<Of<'splunk'>>) {
  return (
    <>
      <TextRow
        label="HEC endpoint"
        value={destination.endpoint}
        isMono
        onCommit={line((endpoint) => onChange({ ...destination, endpoint }))}
      />
      <Choice
        label="Endpoint type"
        value={destination.endpointType}
        options={[
          { value: 'Event', label: 'Event' },
          { value: 'Raw', label: 'Raw' },
        ]}
        onChange={(endpointType) => onChange({ ...destination, endpointType })}
      />
      <NumberRow
        label="Acknowledgement timeout"
        value={destination.ackTimeoutSeconds}
        unit="s"
        unitInWords="seconds"
        min={180}
        max={600}
        onCommit={(ackTimeoutSeconds) => onChange({ ...destination, ackTimeoutSeconds })}
      />
      <RetryRow seconds={destination.retrySeconds} onCommit={(retrySeconds) => onChange({ ...destination, retrySeconds })} />
      <YesNo
        label="Back up all events"
        value={destination.backupMode === 'AllEvents'}
        onChange={(isAll) => onChange({ ...destination, backupMode: isAll ? 'AllEvents' : 'FailedEventsOnly' })}
      />
      <Backup deliveryStream={deliveryStream} destination={destination} onChange={onChange} />
    </>
  );
}

function ToHttp({ deliveryStream, destination, onChange }: DestinationSettingsProps<Of<'http'>>) {
  return (
    <>
      <TextRow label="URL" value={destination.url} isMono onCommit={line((url) => onChange({ ...destination, url }))} />
      <YesNo
        label="GZIP requests"
        value={destination.contentEncoding === 'GZIP'}
        onChange={(isOn) => onChange({ ...destination, contentEncoding: isOn ? 'GZIP' : 'NONE' })}
      />
      <RetryRow seconds={destination.retrySeconds} onCommit={(retrySeconds) => onChange({ ...destination, retrySeconds })} />
      <YesNo
        label="Back up all data"
        value={destination.backupMode === 'AllData'}
        onChange={(isAll) => onChange({ ...destination, backupMode: isAll ? 'AllData' : 'FailedDataOnly' })}
      />
      <Backup deliveryStream={deliveryStream} destination={destination} onChange={onChange} />
    </>
  );
}
