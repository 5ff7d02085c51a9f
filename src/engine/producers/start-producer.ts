/** Adds, changes and removes producers. */
import { createRandom } from '../kernel/random.ts';
import { addGeneratedKeys, addGivenKeys } from '../kinesis/key-table.ts';
import { makeRecordsUntil, planFlush, recordAfter } from './collect.ts';
import { keyFieldOf, timeFieldOf, type DatasetRows } from './dataset.ts';
import { nothingUntold } from './fates.ts';
import type { ProducerSpec, SourceSpec } from './producer-spec.ts';
import type { ProducerState } from './producer-state.ts';
import type { Producers } from './producers.ts';
import { keyCount } from './workload/keys.ts';
import { ratePerSecond } from './workload/rate.ts';

/** What stands in the way of this producer, as a sentence, or null. */
export function whyUnfit({ state, kinesis, datasets, directPut }: Producers, spec: ProducerSpec, isNew: boolean): string | null {
  if (isNew && state.list.some((producer) => producer.spec.id === spec.id))
    return `A producer named ${spec.id} exists already; choose another name.`;
  if (!isNew && !state.list.some((producer) => producer.spec.id === spec.id)) return `There is no producer named ${spec.id}.`;
  if (spec.to === 'delivery-stream') {
    if (!directPut.takes(spec.stream)) return `There is no delivery stream named ${spec.stream} that takes records by Direct PUT.`;
  } else if (!kinesis.state.streams.some((stream) => stream.name === spec.stream)) return `There is no stream named ${spec.stream}.`;
  if (spec.source.kind === 'synthetic')
    return spec.rate.kind === 'timestamps' ? 'Only rows of a file can be replayed by their timestamps.' : null;
  return whyFileUnfit(datasets, spec.id, spec.source, spec.rate);
}

/** What is missing of the file of a producer, as a sentence, or null. */
export function whyFileUnfit(
  datasets: ReadonlyMap<string, DatasetRows>,
  producer: string,
  source: Extract<SourceSpec, { kind: 'dataset' }>,
  rate: ProducerSpec['rate'],
): string | null {
  const dataset = datasets.get(source.dataset);
  if (dataset === undefined) return `The file of producer ${producer} is missing.`;
  if (keyFieldOf(dataset, source.keyField) === undefined)
    return `The file ${dataset.name} was not prepared with ${source.keyField ?? 'the whole row'} as its partition key.`;
  if (rate.kind === 'timestamps' && timeFieldOf(dataset, rate.field) === undefined)
    return `The file ${dataset.name} was not prepared with ${rate.field} as its time.`;
  return null;
}

export function addProducer(producers: Producers, spec: ProducerSpec): void {
  const { sim, state } = producers;
  const stream = (purpose: string) => createRandom(sim.seed, `${purpose}:${spec.id}`);
  const producer: ProducerState = {
    spec: Object.freeze({ ...spec }),
    number: state.nextNumber++,
    removed: false,
    source: addSource(producers, spec),
    rateSetUs: sim.nowUs,
    plan: 0,
    firstKey: firstKeyOf(producers, spec.source),
    random: { keys: stream('keys'), sizes: stream('sizes'), network: stream('network'), backoff: stream('backoff') },
    nextRecordUs: null,
    nextIndex: 0,
    waiting: { keyId: [], sizeBytes: [], index: [], firstUs: 0 },
    lastArrivalUs: sim.nowUs,
    inFlight: 0,
    lostAnswers: null,
    totals: { made: 0, sent: 0, accepted: 0, refused: 0, retried: 0, lost: 0, duplicated: 0 },
    untold: { ignored: 0, attempts: 0, duplicated: 0, unanswered: 0 },
    untoldMore: { ignored: nothingUntold(), attempts: nothingUntold(), duplicated: nothingUntold(), unanswered: nothingUntold() },
    ended: false,
  };
  state.list.push(producer);
  producer.nextRecordUs = firstRecordUs(producers, producer);
  planFlush(producers, producer);
}

/** The first record is sent at once, if the workload sends any at its start. */
function firstRecordUs(producers: Producers, producer: ProducerState): number | null {
  const { sim } = producers;
  const { rate } = producer.spec;
  const sendsNow = rate.kind === 'timestamps' || ratePerSecond(rate, 0, sim.startEpochMs + sim.nowUs / 1000) > 0;
  return sendsNow ? sim.nowUs : recordAfter(producers, producer, -1, sim.nowUs);
}

/** The new specification holds from now on; what was due before is made by the old one. */
export function updateProducer(producers: Producers, spec: ProducerSpec): void {
  const { sim, state } = producers;
  const producer = state.list.find(({ spec: { id } }) => id === spec.id)!;
  makeRecordsUntil(producers, producer, sim.nowUs);
  const before = producer.spec;
  producer.spec = Object.freeze({ ...spec });
  if (JSON.stringify(before.source) !== JSON.stringify(spec.source)) {
    producer.firstKey = firstKeyOf(producers, spec.source);
    if (datasetOf(before.source) !== datasetOf(spec.source)) {
      producer.source = addSource(producers, spec);
      producer.nextIndex = 0;
    }
    producer.ended = false;
    producer.nextRecordUs ??= recordAfter(producers, producer, producer.nextIndex - 1, sim.nowUs);
  }
  if (JSON.stringify(before.rate) !== JSON.stringify(spec.rate)) {
    producer.rateSetUs = sim.nowUs;
    const dueUs = recordAfter(producers, producer, producer.nextIndex - 1, sim.nowUs);
    // never later than before: moving a slider all the time must not starve a slow producer
    producer.nextRecordUs = dueUs === null || spec.rate.kind === 'timestamps' ? dueUs : Math.min(dueUs, producer.nextRecordUs ?? dueUs);
  }
  planFlush(producers, producer);
}

/** Takes the producer away: what it has sent arrives, what waits for its call is dropped with it. */
export function removeProducer({ state }: Producers, id: string): boolean {
  const at = state.list.findIndex(({ spec }) => spec.id === id);
  if (at < 0) return false;
  const [producer] = state.list.splice(at, 1);
  producer!.removed = true;
  producer!.plan++;
  if (producer!.inFlight > 0) state.leaving.push(producer!);
  return true;
}

/** The smallest power of two that is at least n. */
const powerOfTwoFrom = (n: number): number => (n <= 1 ? 1 : 2 ** (32 - Math.clz32(n - 1)));

const datasetOf = (source: SourceSpec): string | null => (source.kind === 'dataset' ? source.dataset : null);

function addSource({ state, kinesis }: Producers, spec: ProducerSpec): number {
  const number = state.sources.push({ producer: spec.id, dataset: datasetOf(spec.source) }) - 1;
  kinesis.state.producerNames[number] = spec.id;
  return number;
}

/** Key ids are shared by equal sources and given out in powers of two, so that moving a slider does not pile up keys. */
function firstKeyOf({ state, kinesis, datasets }: Producers, source: SourceSpec): number {
  const table = kinesis.state.keys;
  if (source.kind === 'dataset') {
    const name = JSON.stringify([source.dataset, source.keyField]);
    return (state.datasetKeys[name] ??= addGivenKeys(table, keyFieldOf(datasets.get(source.dataset)!, source.keyField)!.dictionary));
  }
  const { prefix, names = [] } = source.keys;
  const wanted = keyCount(source.keys);
  for (const block of table.blocks)
    if (block.kind === 'generated' && block.prefix === prefix && block.count >= wanted && block.names.join('\n') === names.join('\n'))
      return block.first;
  return addGeneratedKeys(table, prefix, names, powerOfTwoFrom(wanted));
}
