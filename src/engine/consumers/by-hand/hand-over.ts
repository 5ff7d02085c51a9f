/**
 * A consumer written by hand turns from polling to fan-out, or back, while it runs: it keeps its positions, what it has counted, and
 * the work in hand. What was on its way to it is not taken, and read again the other way.
 */
import { createLatencyHistogram } from '../../kernel/latency-histogram.ts';
import { createRandom } from '../../kernel/random.ts';
import type { Consumers, ConsumerTotals } from '../consumer-state.ts';
import { createSink } from '../sink.ts';
import type { Hand, HandConsumer, HandReader, HandSpec } from './by-hand-state.ts';

const noTotals = (): ConsumerTotals => ({ records: 0, bytes: 0, calls: 0, refusedCalls: 0, trimmedUnread: 0 });

function frozen<Spec extends HandSpec>(spec: Spec): Spec {
  const copy = { ...spec };
  Object.freeze(copy);
  return copy;
}

/** One that is new. */
export const beginAnew = <Spec extends HandSpec>({ sim, state }: Consumers, spec: Spec) => ({
  spec: frozen(spec),
  number: state.nextNumber++,
  addedUs: sim.nowUs,
  random: createRandom(sim.seed, `${spec.kind}:${spec.id}`),
  readers: [],
  sink: createSink(),
  totals: noTotals(),
  putToRead: createLatencyHistogram(),
  turn: 0,
  slowdown: 1,
});

/** One that goes on from where `before` is. */
export const goOn = <Spec extends HandSpec, R extends HandReader>(before: HandConsumer, spec: Spec, hand: Hand<R>) => ({
  spec: frozen(spec),
  number: before.number,
  addedUs: before.addedUs,
  random: before.random,
  readers: before.readers.map((reader) => hand.complete(bareReader(reader))),
  sink: before.sink,
  totals: before.totals,
  putToRead: before.putToRead,
  turn: before.turn + 1,
  slowdown: before.slowdown,
});

/** Without what belongs to one kind. */
function bareReader(reader: HandReader): HandReader {
  return {
    shard: reader.shard,
    parents: reader.parents,
    state: reader.state === 'waiting' || reader.state === 'drained' ? reader.state : 'starting',
    from: reader.from,
    position: reader.position,
    startPosition: reader.startPosition,
    startedUs: reader.startedUs,
    lastArrivalUs: reader.lastArrivalUs,
    lastSequenceNumber: reader.lastSequenceNumber,
    work: reader.work,
    refusals: 0,
    recordsRead: reader.recordsRead,
    bytesRead: reader.bytesRead,
    calls: reader.calls,
    refusedCalls: reader.refusedCalls,
    lastRefusedUs: reader.lastRefusedUs,
    page: reader.page,
    behind: reader.behind,
    wasBehind: reader.wasBehind,
  };
}
