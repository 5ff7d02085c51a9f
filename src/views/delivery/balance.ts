/** "Nothing lost", as a sum: what came in is where it is, and every record counts once. */
import type { LossReason } from '../../engine/firehose/account.ts';
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';

type TermKind = 'delivered' | 'dropped' | 'failed' | 'lost' | 'on-its-way';

export interface Term {
  kind: TermKind;
  name: string;
  records: number;
  /** What it is made of, where that is more than one thing or says more. */
  parts: { name: string; records: number }[];
}

interface Balance {
  accepted: number;
  terms: Term[];
  /** Accepted less all terms: 0, or something is wrong here. */
  missing: number;
  /** Counted beside, for these are no further records: name and number. */
  beside: { name: string; records: number }[];
}

const LOSSES: Record<LossReason, string> = {
  retention: 'out of reach for longer than records are kept',
  'payload-too-large': 'the endpoint answered 413',
  'delivery-stream-deleted': 'the delivery stream was deleted',
  'copy-errors': 'COPY left rows out',
};

export function balanceOf({ account, onItsWay, losses }: DeliveryFrame): Balance {
  const folders = Object.entries(account.failed).map(([name, records]) => ({ name: `${name}/`, records }));
  const reasons = losses.map(({ reason, records }) => ({ name: LOSSES[reason], records }));
  const sum = (parts: Term['parts']) => parts.reduce((total, { records }) => total + records, 0);
  const terms: Term[] = [
    { kind: 'delivered', name: 'delivered', records: account.delivered, parts: [] },
    { kind: 'dropped', name: 'dropped', records: account.dropped, parts: [] },
    { kind: 'failed', name: 'in error folders', records: sum(folders), parts: folders },
    { kind: 'lost', name: 'lost', records: sum(reasons), parts: reasons },
    { kind: 'on-its-way', name: 'on their way', records: onItsWay, parts: [] },
  ];
  const beside = [
    { name: 'delivered more than once', records: account.duplicates },
    { name: 'in the source backup', records: account.sourceBackup },
    { name: 'made by de-aggregation, part of what was accepted', records: account.split },
  ];
  return { accepted: account.accepted, terms, missing: account.accepted - sum(terms), beside: beside.filter(({ records }) => records > 0) };
}
