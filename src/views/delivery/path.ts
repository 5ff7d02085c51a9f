/** The way of records through a delivery stream, as stations and branches; no places yet. */
import type { FailureFolder } from '../../engine/firehose/account.ts';
import type { DeliveryStreamSpec, DestinationSpec, S3Spec } from '../../engine/firehose/delivery-stream-spec.ts';
import type { DeliveryFrame, StepFrame } from '../../protocol/delivery-frame.ts';
import { DESTINATION_NAMES } from '../delivery-words.ts';

export type Step = StepFrame['step'];
export const STEPS: readonly Step[] = ['source', 'transform', 'partition', 'convert', 'deliver'];

export interface Station {
  step: Step;
  title: string;
  /** What it is there: a stream, a function, a bucket. */
  name: string;
  isOn: boolean;
  /** What stands broken there, in the fault's words; null: nothing. */
  fault: string | null;
  frame: StepFrame;
}

export interface Branch {
  id: string;
  /** The station that it leaves. */
  from: Step;
  /** failed: an error folder · backup: as the records came in, or all of them · lost: nowhere. */
  kind: 'failed' | 'backup' | 'lost';
  title: string;
  records: number;
  perSecond: number;
  /** Of the bucket browser; null where nothing lies anywhere. */
  place: { bucket: string; prefix: string } | null;
}

export function stationsOf(frame: DeliveryFrame): Station[] {
  return STEPS.map((step) => {
    const of = frame.steps.find((one) => one.step === step) ?? { step, isOn: false, in: 0, out: 0, inPerSecond: 0, within: 0, errors: 0 };
    return { step, ...wordsOf(step, frame.spec), isOn: of.isOn, fault: faultOf(step, frame), frame: of };
  });
}

function wordsOf(
  step: Step,
  { source, transform, partitioning, conversion, destination }: DeliveryStreamSpec,
): { title: string; name: string } {
  switch (step) {
    case 'source':
      return { title: 'Source', name: source.kind === 'direct-put' ? 'Direct PUT' : source.stream };
    case 'transform':
      return { title: 'Transform', name: transform?.functionName ?? 'none' };
    case 'partition':
      return { title: 'Partition', name: partitioning === null ? 'none' : (partitioning.query ?? 'by the function') };
    case 'convert':
      return { title: 'Convert', name: conversion === null ? 'none' : 'JSON to Parquet' };
    case 'deliver':
      return { title: DESTINATION_NAMES[destination.kind], name: destinationName(destination) };
  }
}

export function destinationName(destination: DestinationSpec): string {
  switch (destination.kind) {
    case 's3':
      return destination.s3.bucket;
    case 'redshift':
      return destination.table;
    case 'opensearch':
      return destination.index;
    case 'splunk':
      return destination.endpoint;
    case 'http':
      return destination.url;
  }
}

const percentOf = (share: number): string => `${Math.round(share * 100)} %`;

function faultOf(step: Step, { broken, spec }: DeliveryFrame): string | null {
  if (step === 'transform') return spec.transform === null ? null : broken.transform;
  if (step !== 'deliver') return null;
  const faults = [
    broken.destination ? 'out of reach' : null,
    broken.rejects > 0 ? `refuses ${percentOf(broken.rejects)}` : null,
    broken.lostAnswers > 0 ? `${percentOf(broken.lostAnswers)} of answers lost` : null,
    broken.backup ? 'backup bucket out of reach' : null,
  ].filter((fault) => fault !== null);
  return faults.length === 0 ? null : faults.join(', ');
}

const STEP_OF_FOLDER: Record<FailureFolder, Step> = {
  'processing-failed': 'transform',
  'decompression-failed': 'transform',
  'metadata-extraction-failed': 'partition',
  'format-conversion-failed': 'convert',
  AmazonOpenSearchService_failed: 'deliver',
  'splunk-failed': 'deliver',
  'http-endpoint-failed': 'deliver',
  'redshift-skipped': 'deliver',
};

/** Folders that a delivery stream of these settings may write to. */
function possibleFolders({ transform, partitioning, conversion, destination }: DeliveryStreamSpec): FailureFolder[] {
  const folders: FailureFolder[] = [];
  if (transform !== null) folders.push('processing-failed');
  if (partitioning !== null) folders.push('metadata-extraction-failed');
  if (conversion !== null) folders.push('format-conversion-failed');
  if (destination.kind === 'redshift') folders.push('redshift-skipped');
  if (destination.kind === 'opensearch') folders.push('AmazonOpenSearchService_failed');
  if (destination.kind === 'splunk') folders.push('splunk-failed');
  if (destination.kind === 'http') folders.push('http-endpoint-failed');
  return folders;
}

/** The bucket that error folders are in. */
export function errorPlace(destination: DestinationSpec): S3Spec {
  return 'backup' in destination ? destination.backup : destination.s3;
}

/** As far as a prefix is the same for every object. */
export function fixedPart(prefix: string): string {
  const expression = prefix.indexOf('!{');
  return expression < 0 ? prefix : prefix.slice(0, expression);
}

/** Those that failed, in the order of the way; then what is lost. A folder is there before anything lies in it. */
export function branchesOf(frame: DeliveryFrame): Branch[] {
  const { spec, folders, losses } = frame;
  const { bucket, errorOutputPrefix } = errorPlace(spec.destination);
  const ids = [...new Set([...possibleFolders(spec), ...folders.map(({ folder }) => folder)])];
  const failed = ids.map((folder): Branch => {
    const is = folders.find((one) => one.folder === folder);
    const place = { bucket, prefix: is?.prefix ?? fixedPart(errorOutputPrefix) };
    const { records, perSecond } = is ?? { records: 0, perSecond: 0 };
    return { id: folder, from: STEP_OF_FOLDER[folder], kind: 'failed', title: `${folder}/`, records, perSecond, place };
  });
  failed.sort((a, b) => STEPS.indexOf(a.from) - STEPS.indexOf(b.from));
  const lost = losses.reduce((sum, { records }) => sum + records, 0);
  if (lost > 0) failed.push({ id: 'lost', from: 'deliver', kind: 'lost', title: 'lost', records: lost, perSecond: 0, place: null });
  return failed;
}

/** The branch above: records as they came in, or all that was sent; null where none is kept. */
export function sourceBackupOf({ spec: { destination }, account }: DeliveryFrame): Branch | null {
  const place = sourceBackupPlace(destination);
  if (place === null) return null;
  const { bucket, prefix } = place;
  return {
    id: 'source-backup',
    from: 'source',
    kind: 'backup',
    title: 'source backup',
    records: account.sourceBackup,
    perSecond: 0,
    place: { bucket, prefix: fixedPart(prefix) },
  };
}

function sourceBackupPlace(destination: DestinationSpec): S3Spec | null {
  if ('sourceBackup' in destination) return destination.sourceBackup;
  return destination.backupMode.startsWith('All') ? destination.backup : null;
}
