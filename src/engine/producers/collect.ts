/** Makes the records of a workload as they fall due, and gathers them into calls. */
import { emit, schedule } from '../kernel/simulation.ts';
import { HOUR, MILLISECOND } from '../kernel/time.ts';
import { keyFieldOf, timeFieldOf, type DatasetRows } from './dataset.ts';
import type { ProducerState, ProducerTimer } from './producer-state.ts';
import type { Producers } from './producers.ts';
import { sendWaiting } from './sdk/send.ts';
import { pickKey } from './workload/keys.ts';
import { nextRecordUs } from './workload/rate.ts';
import { pickSize } from './workload/sizes.ts';

/** Plans the next call: when its batch is full, or when its oldest record has lingered. */
export function planFlush(producers: Producers, producer: ProducerState): void {
  const { sim } = producers;
  const { calls } = producer.spec;
  producer.plan++;
  const size = calls.api === 'PutRecords' ? calls.batchSize : 1;
  const lingerUs = calls.api === 'PutRecords' ? calls.lingerMs * MILLISECOND : 0;
  let held = producer.waiting.index.length;
  let flushUs: number;
  if (held >= size) flushUs = sim.nowUs;
  else {
    let dueUs = producer.nextRecordUs;
    let index = producer.nextIndex;
    let deadlineUs = held > 0 ? producer.waiting.firstUs + lingerUs : Infinity;
    while (dueUs !== null && held < size && dueUs <= deadlineUs) {
      if (held === 0) deadlineUs = dueUs + lingerUs;
      if (++held === size) deadlineUs = dueUs;
      dueUs = recordAfter(producers, producer, index++, dueUs);
    }
    flushUs = deadlineUs === Infinity ? sim.nowUs + HOUR : deadlineUs;
  }
  schedule<ProducerTimer>(sim, Math.ceil(flushUs), { owner: 'producer', kind: 'flush', producer: producer.number, plan: producer.plan });
}

/** A flush is due: make what has fallen due, send it, plan the next. */
export function onFlush(producers: Producers, producer: ProducerState): void {
  makeRecordsUntil(producers, producer, producers.sim.nowUs);
  sendWaiting(producers, producer);
  planFlush(producers, producer);
}

/** Makes every record that is due by `untilUs`, in order. */
export function makeRecordsUntil(producers: Producers, producer: ProducerState, untilUs: number): void {
  const { spec, waiting } = producer;
  const { datasets, kinesis } = producers;
  const dataset = spec.source.kind === 'dataset' ? datasets.get(spec.source.dataset)! : null;
  const codes = dataset === null ? null : keyFieldOf(dataset, spec.source.kind === 'dataset' ? spec.source.keyField : null)!.codes;
  const maxBytes = kinesis.state.quotas.recordBytes - 4 * kinesis.state.quotas.partitionKeyCharacters;
  if (producer.nextRecordUs === null && !producer.ended)
    producer.nextRecordUs = recordAfter(producers, producer, producer.nextIndex - 1, untilUs);
  while (producer.nextRecordUs !== null && producer.nextRecordUs <= untilUs) {
    const index = producer.nextIndex++;
    if (waiting.index.length === 0) waiting.firstUs = producer.nextRecordUs;
    waiting.index.push(index);
    if (dataset !== null) {
      const row = index % dataset.rows;
      waiting.keyId.push(producer.firstKey + codes![row]);
      waiting.sizeBytes.push(dataset.ends[row] - dataset.starts[row]);
    } else if (spec.source.kind === 'synthetic') {
      waiting.keyId.push(producer.firstKey + pickKey(spec.source.keys, producer.random.keys, index));
      waiting.sizeBytes.push(pickSize(spec.source.size, producer.random.sizes, maxBytes));
    }
    producer.totals.made++;
    producer.nextRecordUs = recordAfter(producers, producer, index, producer.nextRecordUs);
    if (producer.nextRecordUs === null && isThrough(producer, dataset)) {
      producer.ended = true;
      emit(producers.sim, { type: 'dataset-ended', producer: spec.id, rows: dataset!.rows });
    }
  }
}

/** When the record after number `index` is due, given that that one was due at `fromUs`; null while none is. */
export function recordAfter(
  { sim, datasets }: Producers,
  { spec, rateSetUs }: ProducerState,
  index: number,
  fromUs: number,
): number | null {
  const dataset = spec.source.kind === 'dataset' ? datasets.get(spec.source.dataset)! : null;
  const next = index + 1;
  if (dataset !== null && spec.source.kind === 'dataset' && !spec.source.loop && next >= dataset.rows) return null;
  if (spec.rate.kind !== 'timestamps') return nextRecordUs(spec.rate, rateSetUs, sim.startEpochMs, fromUs);
  const { offsetsMs } = timeFieldOf(dataset!, spec.rate.field)!;
  const last = dataset!.rows - 1;
  const row = next % dataset!.rows;
  const gapMs = row === 0 ? Math.max(1, offsetsMs[last] / Math.max(1, last)) : offsetsMs[row] - offsetsMs[row - 1];
  return fromUs + (gapMs * MILLISECOND) / spec.rate.speed;
}

const isThrough = ({ spec, nextIndex }: ProducerState, dataset: DatasetRows | null): boolean =>
  dataset !== null && spec.source.kind === 'dataset' && !spec.source.loop && nextIndex >= dataset.rows;
