/** The steps of a delivery stream's way with their counts, and where records stand that are on it. */
import { SECOND } from '../../engine/index.ts';
import { sumOf, type FailureFolder } from '../../engine/firehose/account.ts';
import type { DeliveryStream, Parcel } from '../../engine/firehose/firehose-state.ts';
import type { DeliveryFrame, StepFrame } from '../../protocol/delivery-frame.ts';
import { isOpen, RATE_WINDOW_US, type Inflow } from './delivery-inflow.ts';

const recordsIn = ({ parcels }: DeliveryStream, where: (parcel: Parcel) => boolean): number =>
  parcels.reduce((sum, parcel) => (where(parcel) ? sum + parcel.records : sum), 0);

/** Folders of what fails before it comes to the destination. */
const BEFORE_DELIVERY: readonly FailureFolder[] = [
  'processing-failed',
  'format-conversion-failed',
  'metadata-extraction-failed',
  'decompression-failed',
];

/** Sealed for the destination, or given up by it and on its way into the backup. */
const isBeingDelivered = (parcel: Parcel): boolean =>
  parcel.way === 'main'
    ? !isOpen(parcel) && parcel.state !== 'converting'
    : parcel.way === 'failed' && !BEFORE_DELIVERY.some((folder) => folder === parcel.lane || folder === parcel.failures[0]?.folder);

export function stepFrames(stream: DeliveryStream, inflow: Inflow, nowUs: number): StepFrame[] {
  const { spec, counts, account } = stream;
  const transforms = spec.transform !== null;
  const partitions = spec.partitioning !== null;
  const converts = spec.conversion !== null;
  const failed = (folder: FailureFolder) => account.failed[folder] ?? 0;
  const intoMain = inflow.recordsPerSecond('main');
  const source = transforms ? inflow.recordsPerSecond('transform') : intoMain;
  const toPartition = transforms ? counts.transformedOk : counts.in;
  const inTransform = recordsIn(stream, ({ way }) => way === 'transform');
  const inConversion = recordsIn(stream, ({ way, state }) => way === 'main' && state === 'converting');
  const inDelivery = recordsIn(stream, (parcel) => isBeingDelivered(parcel));
  const failedAtDelivery = sumOf(account.failed) - BEFORE_DELIVERY.reduce((sum, folder) => sum + failed(folder), 0);
  const delivered = arrivalsPerSecond(stream, nowUs);
  const off = { in: 0, out: 0, inPerSecond: 0, within: 0, errors: 0 };
  return [
    { step: 'source', isOn: true, in: counts.in, out: counts.in, inPerSecond: source, within: 0, errors: 0 },
    {
      step: 'transform',
      isOn: transforms,
      in: counts.transformedIn,
      out: counts.transformedOk,
      inPerSecond: transforms ? source : 0,
      within: inTransform,
      errors: counts.invocationErrors,
    },
    {
      step: 'partition',
      isOn: partitions,
      ...off,
      ...(partitions && {
        in: toPartition,
        out: toPartition + account.split - failed('metadata-extraction-failed'),
        inPerSecond: intoMain,
        errors: failed('metadata-extraction-failed'),
      }),
    },
    {
      step: 'convert',
      isOn: converts,
      in: counts.convertedIn,
      out: counts.convertedOk,
      inPerSecond: converts ? delivered : 0,
      within: inConversion,
      errors: failed('format-conversion-failed'),
    },
    {
      step: 'deliver',
      isOn: true,
      in: account.delivered + failedAtDelivery + sumOf(account.lost) + inDelivery,
      out: account.delivered,
      inPerSecond: delivered,
      within: inDelivery,
      errors: counts.deliveryErrors,
    },
  ];
}

/** Records a second that came to the destination in the last ones. */
function arrivalsPerSecond({ flushes, createdUs }: DeliveryStream, nowUs: number): number {
  const fromUs = Math.max(nowUs - RATE_WINDOW_US, createdUs, 0);
  let records = 0;
  for (const { way, arrival, records: count } of flushes)
    if (way === 'main' && arrival !== null && arrival.atUs > fromUs && arrival.atUs <= nowUs) records += count;
  return (records * SECOND) / Math.max(SECOND, nowUs - fromUs);
}

export function machineFrame({ parcels }: DeliveryStream): DeliveryFrame['machine'] {
  const states = new Map<string, DeliveryFrame['machine'][number]>();
  for (const parcel of parcels) {
    let counted = states.get(parcel.state);
    if (counted === undefined) states.set(parcel.state, (counted = { state: parcel.state, parcels: 0, records: 0 }));
    counted.parcels++;
    counted.records += parcel.records;
  }
  return [...states.values()];
}

/** Error folders that records have landed in. */
export function folderFrames(stream: DeliveryStream, nowUs: number): DeliveryFrame['folders'] {
  const { account, recent, createdUs } = stream;
  const fromUs = Math.max(nowUs - RATE_WINDOW_US, createdUs, 0);
  return Object.entries(account.failed).map(([name, records]) => {
    const folder = name as FailureFolder;
    let fresh = 0;
    for (const failure of recent.failures) if (failure.folder === folder && failure.atUs > fromUs) fresh += failure.records;
    return { folder, records, perSecond: (fresh * SECOND) / Math.max(SECOND, nowUs - fromUs), prefix: folderPrefix(stream, folder) };
  });
}

/** What all keys of an error folder begin with: as the last of them does, or as the prefix says up to what changes with time. */
function folderPrefix({ spec, recent }: DeliveryStream, folder: FailureFolder): string {
  const last = recent.failures.findLast((failure) => failure.folder === folder && failure.key !== null);
  const at = last?.key?.indexOf(`${folder}/`) ?? -1;
  if (at >= 0) return last!.key!.slice(0, at + folder.length + 1);
  const { destination } = spec;
  const { prefix, errorOutputPrefix } = 'backup' in destination ? destination.backup : destination.s3;
  const wished = errorOutputPrefix.replaceAll('!{firehose:error-output-type}', folder);
  const [fixed] = wished.split('!{');
  return wished === '' ? `${prefix.split('!{')[0]}${folder}/` : fixed;
}
