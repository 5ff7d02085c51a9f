/** A worker of a KCL application dies, while others stand still for seconds now and then: how soon may a worker be called dead? */
import type { KclConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import type { Fault } from '../../engine/faults/fault.ts';
import { defineExercise } from './exercise.ts';

const WORKERS = ['worker-1', 'worker-2', 'worker-3'] as const;
/** Of a worker whose memory is tidied up. */
const PAUSE_MS = 4000;

const APPLICATION: KclConsumerSpec = {
  kind: 'kcl',
  id: 'fraud-check',
  stream: 'payments',
  start: 'TRIM_HORIZON',
  processingUsPerRecord: 500,
  version: '2.x',
  retrieval: 'polling',
  workers: WORKERS.map((id, i) => ({ id, instance: `i-${i + 1}`, zone: `us-east-1${'abc'[i]}` })),
  idleTimeBetweenReadsMs: 1000,
  maxRecords: 1000,
  checkpoint: { kind: 'interval', everyMs: 60_000 },
  failoverTimeMs: 40_000,
  maxLeasesToSteal: 6,
  leaseTable: { billing: 'on-demand' },
};

const set = (parts: Partial<KclConsumerSpec>) => ({
  at: 20_000_000,
  command: { type: 'update-consumer' as const, consumer: { ...APPLICATION, ...parts } },
});

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

const pause = (atSeconds: number, worker: string): { atMs: number; id: string; fault: Fault } => ({
  atMs: atSeconds * 1000,
  id: `pause-${atSeconds}`,
  fault: { kind: 'worker-freeze', consumer: APPLICATION.id, worker, forMs: PAUSE_MS },
});

export const workerFailover = defineExercise({
  id: 'worker-failover',
  title: 'Dead, or only slow?',
  topic: 'consumers',
  level: 'advanced',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: '2026-11-20',
  sources: [
    { title: 'Kinesis Client Library', url: 'https://docs.aws.amazon.com/streams/latest/dev/kcl.html' },
    {
      title: 'LeaseManagementConfig of the Kinesis Client Library',
      url: 'https://github.com/awslabs/amazon-kinesis-client/blob/master/amazon-kinesis-client/src/main/java/software/amazon/kinesis/leases/LeaseManagementConfig.java',
    },
  ],
  numbers: { perSecond: { from: 60, to: 120, step: 10 }, crashAt: { from: 180, to: 190, step: 5 } },
  brief: ({ perSecond, crashAt }) => [
    `Three [[worker|workers]] check ${perSecond} payments a second from six shards. Now and then one stands still for 4 s, while its memory is tidied up. At ${clock(crashAt)} worker-2 will die, and nobody starts it again.`,
    'Set the application up within the first minute: no payment may wait longer than 45 s, a pause must cost no worker its [[lease|leases]], and hardly a payment may be checked twice.',
  ],
  scenario: ({ perSecond, crashAt }) => ({
    id: 'exercise-worker-failover',
    title: 'Dead, or only slow?',
    summary: 'A KCL application of three workers, one of which dies.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'payments', shardCount: 6, retentionHours: 24 }],
    producers: [
      {
        id: 'tills',
        stream: 'payments',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 500 }, keys: { kind: 'uniform', keys: 5000, prefix: 'card-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 100, lingerMs: 200 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 },
      },
    ],
    consumers: [APPLICATION],
    faults: [
      ...[130, 142, 154, 166, 232].map((at, i) => pause(at, i % 2 === 0 ? 'worker-1' : 'worker-3')),
      { atMs: crashAt * 1000, id: 'crash', fault: { kind: 'worker-crash', consumer: APPLICATION.id, worker: 'worker-2' } },
    ],
  }),
  window: { fromSeconds: 120, toSeconds: 240 },
  allows: [
    {
      command: 'update-consumer',
      consumer: APPLICATION.id,
      parts: ['failoverTimeMs', 'checkpoint', 'idleTimeBetweenReadsMs', 'maxRecords'],
    },
  ],
  goals: ({ perSecond }) => [
    { id: 'taken-over', measure: { kind: 'iterator-age', consumer: APPLICATION.id }, is: 'at-most', value: 10_000, over: 'end', star: 1 },
    { id: 'soon', measure: { kind: 'iterator-age', consumer: APPLICATION.id }, is: 'at-most', value: 45_000, over: 'always', star: 2 },
    {
      id: 'leases-stay',
      measure: { kind: 'events', type: 'leases-taken', consumer: APPLICATION.id },
      is: 'at-most',
      value: 4,
      over: 'total',
      star: 2,
    },
    {
      id: 'checked-once',
      measure: { kind: 'consumer-duplicates', consumer: APPLICATION.id },
      is: 'at-most',
      value: 2 * perSecond,
      over: 'total',
      star: 3,
    },
  ],
  par: 1,
  predict: () => ({
    kind: 'choice',
    question: 'KCL 2.x with a failover time of 8 s: how long after its last renewal are the leases of a dead worker taken over?',
    options: ['within 8 s', 'after 8 to 16 s', 'after 16 to 32 s', 'after 2 minutes, whatever is set'],
  }),
  outcome: () => 2,
  hints: {
    'taken-over': [
      'Look at the leases of worker-2 after its death: who holds them, and for how long does nobody renew them?',
      'A worker is dead when its leases have not been renewed for the failover time. The others look every two failover times, and must look twice.',
      'Set failoverTimeMillis well below the 40 s, within the first minute.',
    ],
    soon: [
      'Look at the oldest payment on the shards of worker-2, and at where reading goes on after the takeover.',
      'A takeover takes two to four failover times, and begins at the last checkpoint: what lies behind it is old.',
      'Set failoverTimeMillis to 8,000 and checkpoint after each batch.',
    ],
    'leases-stay': [
      'Look at the leases during a pause of 4 s: do they change hands though nobody died?',
      'A worker that stands still does not renew. Renewals come every third of the failover time, so it must hold the pause and a third of itself.',
      'Take more than 6 s for failoverTimeMillis: 8,000 leaves some room.',
    ],
    'checked-once': [
      'Look at how far the last checkpoint lies behind what was processed.',
      'Whoever takes a lease over begins at its checkpoint. All that was processed after it is processed again.',
      'Checkpoint after each batch instead of once a minute.',
    ],
  },
  solution: () => [set({ failoverTimeMs: 8000, checkpoint: { kind: 'batch' } })],
  nearMisses: [
    {
      id: 'two-seconds',
      title: 'Sets the failover time to 2 s',
      misconception: 'The shorter the failover time, the better',
      commands: () => [set({ failoverTimeMs: 2000, checkpoint: { kind: 'batch' } })],
      fails: 'leases-stay',
      why: 'After 2 s of a pause the worker’s leases count as abandoned. The others take them, it takes them back, and with each move there is a gap and something comes twice.',
    },
    {
      id: 'failover-alone',
      title: 'Shortens the failover time and leaves the checkpoints',
      misconception: 'A takeover goes on where the dead worker stopped',
      commands: () => [set({ failoverTimeMs: 8000 })],
      fails: 'checked-once',
      why: 'It goes on where the dead worker last checkpointed, up to a minute earlier.',
    },
    {
      id: 'checkpoint-alone',
      title: 'Checkpoints after each batch and leaves the failover time',
      misconception: 'With frequent checkpoints a takeover is quick',
      commands: () => [set({ checkpoint: { kind: 'batch' } })],
      fails: 'taken-over',
      why: 'A checkpoint says where to go on. When to go on is said by the failover time: with 40 s it takes 80 s to 160 s.',
    },
    {
      id: 'ask-more-often',
      title: 'Shortens the pause between reads',
      misconception: 'A worker is found dead by reading more often',
      commands: () => [set({ idleTimeBetweenReadsMs: 200, checkpoint: { kind: 'batch' } })],
      fails: 'taken-over',
      why: 'Reads say nothing of a worker’s life. What the others look at is the counter of its leases in the lease table.',
    },
  ],
  explanation: ({ crashAt }) => [
    `In KCL 2.x every worker scans the lease table once in two failover times. To call a lease abandoned it must have seen its counter stand still for longer than the failover time. From the last renewal before ${clock(crashAt)} that is more than two and at most four failover times: 16 s to 32 s with 8 s, 20 s to 40 s with the default of 10 s. The first reads of the new owner come some seconds later.`,
    'A lease is renewed every third of the failover time. A pause of 4 s after a third of 8 s is 6.7 s without renewal, which is less than 8 s; after a third of 2 s it is 4.7 s, which is more than 2 s.',
    'Checkpoints decide what comes twice. Each is a write to the lease table: after each batch is a fair price here, after each record would not be.',
  ],
  readNext: [
    { kind: 'exercise', id: 'poison-pill' },
    { kind: 'lesson', id: 'reading' },
  ],
});
