/** What kind of reader a consumer is, and where it begins, in a few words. */
import type { ConsumerFrame } from '../protocol/from-worker.ts';
import { count, duration, shardName, shardNumber } from './wording.ts';

type Spec = ConsumerFrame['spec'];

/** How records come to a consumer: it asks and shares the shard's read budget, or it has a pipe of its own and they are pushed. */
export function retrievalOf(spec: Spec): 'polling' | 'fan-out' {
  switch (spec.kind) {
    case 'polling':
    case 'fan-out':
      return spec.kind;
    case 'firehose':
      return 'polling';
    case 'kcl':
    case 'lambda':
      return spec.retrieval;
  }
}

/** `1 worker`, `2 workers`. */
function workers(amount: number): string {
  return `${count(amount)} ${amount === 1 ? 'worker' : 'workers'}`;
}

/** The kind alone, in AWS's word. */
export function kindName(spec: Spec): string {
  switch (spec.kind) {
    case 'polling':
      return 'polling';
    case 'fan-out':
      return 'enhanced fan-out';
    case 'kcl':
      return 'KCL application';
    case 'lambda':
      return 'Lambda function';
    case 'firehose':
      return 'Firehose';
  }
}

/** `polling · 1.0 s`, `fan-out · push`, `KCL 3.x · 2 workers`, `Lambda · batch 100`. */
export function kindWords(spec: Spec): string {
  switch (spec.kind) {
    case 'polling':
      return `polling · ${duration(spec.pollIntervalMs)}`;
    case 'fan-out':
      return 'fan-out · push';
    case 'kcl':
      return `KCL ${spec.version} · ${workers(spec.workers.length)}`;
    case 'lambda':
      return `Lambda · batch ${count(spec.batchSize)}`;
    case 'firehose':
      return `Firehose · ${duration(spec.pollIntervalMs)}`;
  }
}

/** The same for who hears it. */
export function readingWords(spec: Spec): string {
  switch (spec.kind) {
    case 'polling':
      return `polling every ${duration(spec.pollIntervalMs)}, Limit ${count(spec.limit)}`;
    case 'fan-out':
      return 'enhanced fan-out, records are pushed';
    case 'kcl':
      return `KCL ${spec.version} with ${workers(spec.workers.length)}, ${spec.retrieval === 'fan-out' ? 'enhanced fan-out' : `polling every ${duration(spec.idleTimeBetweenReadsMs)}`}`;
    case 'lambda':
      return `Lambda in batches of up to ${count(spec.batchSize)}, ${spec.retrieval === 'fan-out' ? 'enhanced fan-out' : 'polling'}`;
    case 'firehose':
      return `Firehose, polling every ${duration(spec.pollIntervalMs)}`;
  }
}

/** `LATEST`, `AT_TIMESTAMP 05:03:41.500 UTC`, `AFTER_SEQUENCE_NUMBER …000017 of shard 2`. */
export function startWords(start: Spec['start']): string {
  if (typeof start === 'string') return start;
  if (start.type === 'AT_TIMESTAMP') return `${start.type} ${new Date(start.epochMs).toISOString().slice(11, 23)} UTC`;
  return `${start.type} …${start.sequenceNumber.slice(-6)} of ${shardName(shardNumber(start.shardId))}`;
}
