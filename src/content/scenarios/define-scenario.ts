/** Makes a shipped scenario. Checked against the schema by test/content, not at run time: the page stays small and starts at once. */
import type { FailurePolicy } from '../../engine/producers/producer-spec.ts';
import type { Scenario } from '../../engine/scenario.ts';

type Differing = Pick<Scenario, 'id' | 'title' | 'summary' | 'streams' | 'producers' | 'consumers'> & Partial<Scenario>;

export function defineScenario(scenario: Differing): Scenario {
  return {
    startEpochMs: Date.UTC(2026, 10, 20, 5, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    ...scenario,
  };
}

/**
 * Partition keys chosen by their MD5: of four shards FR and DE hash to the first, US and AR to the second, PL and NZ to the
 * third, IT and SE to the last; far enough from each other that their places on the axis can be told apart.
 */
export const COUNTRIES = ['FR', 'DE', 'US', 'IT', 'PL', 'SE', 'AR', 'NZ'];

/** What AWS advises a writer to do: send again only what failed, later and later, not all at the same instant. */
export const RESEND_FAILED: FailurePolicy = {
  resend: 'failed',
  backoff: { kind: 'exponential', baseMs: 100, maxMs: 5_000, jitter: true },
  maxAttempts: 10,
};

/** A stream whose every shard is written to at its record limit on average; some are just above it. */
export function shardsAtTheirLimit(id: string, title: string, shards: number): Scenario {
  return defineScenario({
    id,
    title,
    summary: `${shards},000 records a second over 100,000 keys on ${shards} shards: 1,000 for each shard on average. MD5 spreads keys well but not exactly evenly, so some shards are just above their limit.`,
    streams: [{ name: 'clicks', shardCount: shards, retentionHours: 24 }],
    producers: [
      {
        id: 'click-stream',
        stream: 'clicks',
        source: {
          kind: 'synthetic',
          size: { kind: 'log-normal', medianBytes: 200, sigma: 0.4 },
          keys: { kind: 'uniform', keys: 100_000, prefix: 'visitor-' },
        },
        rate: { kind: 'constant', perSecond: 1_000 * shards },
        calls: { api: 'PutRecords', batchSize: 500, lingerMs: 50 },
        failures: RESEND_FAILED,
      },
    ],
    consumers: [
      {
        kind: 'polling',
        id: 'sessions',
        stream: 'clicks',
        start: 'TRIM_HORIZON',
        pollIntervalMs: 1_000,
        limit: 10_000,
        processingUsPerRecord: 50,
      },
    ],
  });
}
