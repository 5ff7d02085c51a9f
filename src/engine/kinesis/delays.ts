/**
 * How long the control plane takes, in milliseconds. Defaults fit the recorded answers of September 2026
 * (radkawar/stackd, us-east-1 and us-east-2); the bounds of each are behind it. AWS documents none of them.
 */
export interface ControlPlaneDelays {
  /** CREATING to ACTIVE. 3.48 < d ≤ 3.92 s, 11 times. */
  createStreamMs: number;
  /** DELETING until gone. 2.4 < d ≤ 5.4 s, 8 times. */
  deleteStreamMs: number;
  /** Retention, encryption, mode: UPDATING to ACTIVE. 1.0 < d ≤ 3.9 s, 7 times. */
  updateStreamMs: number;
  /** Enable and DisableEnhancedMonitoring. 2.80 < d ≤ 3.78 s, twice. */
  monitoringMs: number;
  /** UpdateMaxRecordSize. 3.80 < d ≤ 4.74 s, twice. */
  maxRecordSizeMs: number;
  /** SplitShard and MergeShards, until ACTIVE and listed. 3.49 < d ≤ 6.2 s, twice. */
  reshardMs: number;
  /** From a split or merge to the second in which the parent closes. 24.3–26.1 s, 9 times. */
  reshardSettleMs: number;
  /** A step of UpdateShardCount until it is listed. Both splits of 2 → 3 by +4.5 s, the merge by +9.6 s. */
  scalingListMs: number;
  /** UpdateShardCount, until ACTIVE, beside its steps. In all 9.0–11.8 s for one step, 15.0–17.7 s for three. */
  updateShardCountMs: number;
  /** UpdateShardCount, for each of its first ten steps. The rest count one second each, as the steps themselves are apart (a choice). */
  updateShardCountStepMs: number;
  /**
   * Registered consumer, CREATING to ACTIVE. 3.24 < d ≤ 3.50 s, 6 times; 2.7 s because a replayed recording
   * (efo_client_close) finds a consumer ACTIVE that long after its registration. A number to lengthen when that is settled.
   */
  registerConsumerMs: number;
  /** Registered consumer, DELETING until gone. 3.2 < d ≤ 4.1 s, 3 times. */
  deregisterConsumerMs: number;
}

export const OBSERVED_DELAYS: ControlPlaneDelays = {
  createStreamMs: 3700,
  deleteStreamMs: 3800,
  updateStreamMs: 3600,
  monitoringMs: 3400,
  maxRecordSizeMs: 4000,
  reshardMs: 3800,
  reshardSettleMs: 25_000,
  scalingListMs: 3400,
  updateShardCountMs: 6000,
  updateShardCountStepMs: 3600,
  registerConsumerMs: 2700,
  deregisterConsumerMs: 3600,
};

export interface DelaySource {
  key: keyof ControlPlaneDelays;
  title: string;
  source: string;
  asOf: string;
  older: string | null;
}

const OBSERVED = 'recorded answers of the service (radkawar/stackd, us-east-1)';

/** The delays that are shown to learners, with their origin. */
export const DELAY_SOURCES: readonly DelaySource[] = [
  { key: 'createStreamMs', title: 'CreateStream until ACTIVE', source: `${OBSERVED}: 3.5 to 3.9 s`, asOf: '2026-09', older: null },
  {
    key: 'reshardMs',
    title: 'SplitShard or MergeShards until ACTIVE',
    source: `${OBSERVED}: 3.5 to 6.2 s`,
    asOf: '2026-09',
    older: 'Notes count 30 s for each split.',
  },
  {
    key: 'reshardSettleMs',
    title: 'From SplitShard to the second in which the parent closes',
    source: `${OBSERVED}: 24.3 to 26.1 s over nine steps`,
    asOf: '2026-09',
    older: 'Not in the documentation: notes picture the split as immediate.',
  },
];
