/** Consumers that the learner adds: the engine has their kind, a link can carry them. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ConsumerSchema } from '../../src/content/schemas/consumer-schema.ts';
import { kindOf } from '../../src/engine/consumers/kinds.ts';
import { newKclConsumer, newLambdaConsumer, newWorker, OFFERED_CONSUMERS, readingBy } from '../../src/lab/new-specs.ts';

describe('the menu of consumers', () => {
  it.each(OFFERED_CONSUMERS)('offers $label: the engine has it, and the schema lets it through', ({ kind, make }) => {
    const spec = make('orders', []);
    expect(spec.kind).toBe(kind);
    expect(() => kindOf(spec)).not.toThrow();
    expect(v.parse(ConsumerSchema, spec)).toEqual(spec);
  });

  it.each(OFFERED_CONSUMERS)('gives $label a name that is free', ({ make }) => {
    const first = make('orders', []);
    expect(make('orders', [first.id]).id).not.toBe(first.id);
  });

  it('begins an application with two workers apart, and the defaults of KCL 3.x', () => {
    const spec = newKclConsumer('orders', []);
    expect(v.parse(ConsumerSchema, spec)).toEqual(spec);
    expect(new Set(spec.workers.map(({ instance }) => instance)).size).toBe(2);
    expect(new Set(spec.workers.map(({ zone }) => zone)).size).toBe(2);
    // facts/clients.md 1.3: failoverTimeMillis, idleTimeBetweenReadsInMillis of 3.x, maxLeasesToStealAtOneTime, PAY_PER_REQUEST, TRIM_HORIZON.
    expect(spec).toMatchObject({
      failoverTimeMs: 10_000,
      idleTimeBetweenReadsMs: 1500,
      maxLeasesToSteal: 1,
      leaseTable: { billing: 'on-demand' },
      start: 'TRIM_HORIZON',
    });
  });

  it('begins a mapping with the defaults of AWS', () => {
    // facts/clients.md 5.
    expect(newLambdaConsumer('orders', [])).toMatchObject({
      batchSize: 100,
      windowSeconds: 0,
      parallelizationFactor: 1,
      maximumRetryAttempts: -1,
      maximumRecordAgeSeconds: -1,
      bisectBatchOnFunctionError: false,
    });
  });
});

describe('a new worker', () => {
  it('takes the first name that is free', () => {
    expect(newWorker(['worker-1', 'worker-3']).id).toBe('worker-2');
  });
});

describe('the switch between polling and fan-out', () => {
  it.each(OFFERED_CONSUMERS)('leaves name, start and work of $label as they are, and back it is itself', ({ make }) => {
    const spec = { ...make('orders', []), id: 'mine', start: 'TRIM_HORIZON' as const, processingUsPerRecord: 7 };
    for (const way of ['polling', 'fan-out'] as const) {
      const other = readingBy(spec, way);
      expect(other).toMatchObject({ id: 'mine', stream: 'orders', start: 'TRIM_HORIZON', processingUsPerRecord: 7 });
      expect(v.is(ConsumerSchema, other)).toBe(true);
      expect('retrieval' in other ? other.retrieval : other.kind).toBe(way);
    }
  });
});
