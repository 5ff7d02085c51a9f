/** What kind of reader a consumer is, in a few words. */
import type { ConsumerFrame } from '../protocol/from-worker.ts';
import { count, duration } from './wording.ts';

type Spec = ConsumerFrame['spec'];

/** `polling · 1.0 s`, `fan-out · push`, `KCL 3.x · 2 workers`, `Lambda · batch 100`. */
export function kindWords(spec: Spec): string {
  switch (spec.kind) {
    case 'polling':
      return `polling · ${duration(spec.pollIntervalMs)}`;
    case 'fan-out':
      return 'fan-out · push';
    case 'kcl':
      return `KCL ${spec.version} · ${count(spec.workers.length)} ${spec.workers.length === 1 ? 'worker' : 'workers'}`;
    case 'lambda':
      return `Lambda · batch ${count(spec.batchSize)}`;
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
      return `KCL ${spec.version} with ${count(spec.workers.length)} ${spec.workers.length === 1 ? 'worker' : 'workers'}, ${spec.retrieval === 'fan-out' ? 'enhanced fan-out' : `polling every ${duration(spec.idleTimeBetweenReadsMs)}`}`;
    case 'lambda':
      return `Lambda in batches of up to ${count(spec.batchSize)}, ${spec.retrieval === 'fan-out' ? 'enhanced fan-out' : 'polling'}`;
  }
}
