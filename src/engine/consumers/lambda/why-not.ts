/**
 * What CreateEventSourceMapping refuses. https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 * Ranges are AWS's. Choice: the texts are ours, except the one for a filter that is no pattern.
 */
import { whyNoClient } from '../../kinesis/actions/register-stream-consumer.ts';
import type { LambdaConsumerSpec } from '../consumer-spec.ts';
import type { Consumers } from '../consumer-state.ts';
import type { ConsumerRefusal } from '../kinds.ts';
import { parseFilter } from './filter.ts';

const invalid = (message: string): ConsumerRefusal => ({ error: 'InvalidParameterValueException', message });

/** Setting, AWS's name of it, least and most. */
const RANGES: [keyof LambdaConsumerSpec, string, number, number][] = [
  ['batchSize', 'BatchSize', 1, 10_000],
  ['windowSeconds', 'MaximumBatchingWindowInSeconds', 0, 300],
  ['parallelizationFactor', 'ParallelizationFactor', 1, 10],
  ['maximumRetryAttempts', 'MaximumRetryAttempts', -1, 10_000],
  ['tumblingWindowSeconds', 'TumblingWindowInSeconds', 0, 900],
  ['concurrencyLimit', 'ReservedConcurrentExecutions', 1, 100_000],
];

export function whyNot({ kinesis }: Consumers, spec: LambdaConsumerSpec): ConsumerRefusal | null {
  for (const [setting, name, least, most] of RANGES) {
    const value = spec[setting] as number;
    if (!Number.isInteger(value) || value < least || value > most)
      return invalid(`${name} is ${value}; whole numbers from ${least} to ${most} are taken.`);
  }
  const { maximumRecordAgeSeconds: age, start } = spec;
  if (!Number.isInteger(age) || (age !== -1 && (age < 60 || age > 604_800)))
    return invalid(`MaximumRecordAgeInSeconds is ${age}; -1 (as long as the record lives) or 60 to 604,800 are taken.`);
  if (typeof start === 'object' && start.type !== 'AT_TIMESTAMP')
    return invalid(`StartingPosition ${start.type} is not for event source mappings; TRIM_HORIZON, LATEST or AT_TIMESTAMP are.`);
  if (spec.filter !== null && parseFilter(spec.filter) === null) return invalid('Invalid filter pattern definition.');
  if (spec.retrieval === 'polling') return null;
  const refused = whyNoClient(kinesis, spec.stream, spec.id);
  return refused === null ? null : { error: refused.type, message: refused.message };
}
