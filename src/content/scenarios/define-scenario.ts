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
