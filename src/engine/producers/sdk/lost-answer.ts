/** A call that is stored while its answer is lost on the way: the SDK waits until its time is over. */
import { nextFloat } from '../../kernel/random.ts';
import { schedule, type Simulation } from '../../kernel/simulation.ts';
import { SECOND } from '../../kernel/time.ts';
import type { PutOutcome } from '../../kinesis/put-batch.ts';
import type { ProducerState, ProducerTimer, SentBatch } from '../producer-state.ts';

/**
 * RequestTimeout of the Kinesis Producer Library, 6,000 ms. The SDKs' own are longer: the Java SDK waits 30 s at its socket, boto3 60 s,
 * unless it is told otherwise. Counted from the arrival of the call, a few milliseconds after it was sent.
 */
export const ANSWER_TIMEOUT_US = 6 * SECOND;

export const losesAnswer = ({ lostAnswers }: ProducerState): boolean =>
  lostAnswers !== null && nextFloat(lostAnswers.random) < lostAnswers.share;

export function awaitInVain(sim: Simulation, producer: ProducerState, batch: SentBatch, outcome: PutOutcome): void {
  schedule<ProducerTimer>(sim, sim.nowUs + ANSWER_TIMEOUT_US, {
    owner: 'producer',
    kind: 'put-times-out',
    producer: producer.number,
    batch,
    outcome,
    fault: producer.lostAnswers!.event,
  });
}
