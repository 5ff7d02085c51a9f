/** Hands a parcel to its destination: one file and one line each. */
import type { DeliveryStreamSpec } from '../delivery-stream-spec.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import type { DeliveryAttempt } from '../steps.ts';
import type { DestinationState } from './destination-state.ts';
import { attemptHttp, backUpHttp } from './http.ts';
import { recordsThere } from './open-delivery.ts';
import { attemptOpenSearch } from './opensearch.ts';
import { attemptRedshift, skipFiles } from './redshift.ts';
import { attemptFailed, attemptS3, attemptSourceBackup, turnedAway } from './s3.ts';
import { attemptSplunk } from './splunk.ts';

/** Sends a sealed parcel to its destination, or to its bucket where it is a backup or failed. `body`: of a converted file. */
export function attemptDelivery(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, body: Uint8Array | null): DeliveryAttempt {
  if (parcel.way === 'source-backup') return attemptSourceBackup(firehose, stream, parcel);
  if (parcel.way === 'failed') return attemptFailed(firehose, stream, parcel, parcel.failures);
  if (parcel.state === 'backingUp') return attemptBackup(firehose, stream, parcel);
  switch (stream.spec.destination.kind) {
    case 's3':
      return attemptS3(firehose, stream, parcel, body);
    case 'redshift':
      return attemptRedshift(firehose, stream, parcel);
    case 'opensearch':
      return attemptOpenSearch(stream, parcel);
    case 'splunk':
      return attemptSplunk(stream, parcel);
    case 'http':
      return attemptHttp(firehose, stream, parcel);
  }
}

/** A parcel that the destination did not take in all the time there was. */
function attemptBackup(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): DeliveryAttempt {
  const { kind } = stream.spec.destination;
  if (kind === 'redshift') return skipFiles(firehose, stream, parcel);
  if (kind === 'http') return backUpHttp(firehose, stream, parcel);
  const there = kind === 'splunk' ? recordsThere(stream, parcel) : 0;
  const attempt = attemptFailed(firehose, stream, parcel, turnedAway(stream, parcel, parcel.batches));
  if (attempt.verdict !== 'delivered' || there === 0) return attempt;
  const { destination: state } = stream;
  if (state.kind === 'splunk') state.awaiting -= there;
  return { ...attempt, duplicates: there };
}

export function createDestination({ destination: { kind } }: DeliveryStreamSpec): DestinationState {
  switch (kind) {
    case 's3':
      return { kind, open: [] };
    case 'redshift':
      return { kind, open: [], rows: 0, copies: [], pending: [], busyUntilUs: 0 };
    case 'opensearch':
      return { kind, open: [], indexes: [], failed: 0 };
    case 'splunk':
      return { kind, open: [], events: 0, acknowledged: 0, awaiting: 0 };
    case 'http':
      return { kind, open: [], requests: [], records: 0 };
  }
}
