/** What a KCL application writes to its lease table. */
import type { KclConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { leaseTableWrites } from '../../engine/formulas/client-capacity.ts';
import { figure } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, STREAM, writer } from './define-run.ts';
import { AS_OF, LEASES } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const perSecond = (count: number): string => `${figure(count, 1)} writes/s`;

const application = (failoverSeconds: number, checkpointSeconds: number): KclConsumerSpec => ({
  kind: 'kcl',
  id: 'invoices',
  stream: STREAM,
  start: 'TRIM_HORIZON',
  processingUsPerRecord: 0,
  version: '3.x',
  retrieval: 'polling',
  workers: ['a', 'b'].map((zone, i) => ({ id: `worker-${i + 1}`, instance: `host-${i + 1}`, zone: `us-east-1${zone}` })),
  idleTimeBetweenReadsMs: 1500,
  maxRecords: 10_000,
  checkpoint: { kind: 'interval', everyMs: checkpointSeconds * 1000 },
  failoverTimeMs: failoverSeconds * 1000,
  maxLeasesToSteal: 1,
  leaseTable: { billing: 'on-demand' },
});

export const leaseWrites = defineQuestion({
  id: 'lease-table-writes',
  title: 'Writes to the lease table',
  topic: 'consumers',
  level: 'advanced',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [LEASES],
  older:
    'Older notes give the table a provisioned capacity. Today the KCL makes it on demand unless told otherwise, as of November 2026; each write is billed then.',
  numbers: {
    leases: { from: 20, to: 300, step: 20 },
    failoverSeconds: { from: 10, to: 30, step: 5 },
    checkpointSeconds: { from: 5, to: 30, step: 5 },
  },
  ask: ({ leases, failoverSeconds, checkpointSeconds }) =>
    `A KCL application holds ${leases} leases. failoverTimeMillis is ${failoverSeconds} s, each lease is renewed three times within it, and each shard is checkpointed every ${checkpointSeconds} s. How many writes a second does its DynamoDB table take, about?`,
  options: ({ leases, failoverSeconds, checkpointSeconds }) => {
    const right = leaseTableWrites(leases, failoverSeconds, checkpointSeconds);
    const renewals = leases / (failoverSeconds / 3);
    const checkpoints = leases / checkpointSeconds;
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: perSecond(value), misconception, reason });
    return defineOptions(
      {
        value: right,
        text: perSecond(right),
        reason: `${figure(renewals, 1)} renewals and ${figure(checkpoints, 1)} checkpoints a second.`,
      },
      [
        wrong(checkpoints, 'Forgets the renewals', 'A worker renews each of its leases, also when nothing was read.'),
        wrong(renewals, 'Forgets the checkpoints', 'Each checkpoint is a write too.'),
        wrong(leases, 'One write a second for each lease', 'How often is decided by failoverTimeMillis and by your checkpoints.'),
        wrong(leases / 60, 'One write a minute for each lease', 'Renewals come every third of failoverTimeMillis.'),
        wrong(
          leases / failoverSeconds + checkpoints,
          'Renews once in the failover time',
          'A lease that is renewed only then would be lost at the least delay.',
        ),
      ],
    );
  },
  explain: ({ leases, failoverSeconds, checkpointSeconds }) => [
    `Renewals: ${leases} leases ÷ (${failoverSeconds} s ÷ 3) = ${figure(leases / (failoverSeconds / 3), 1)} a second.`,
    `Checkpoints: ${leases} ÷ ${checkpointSeconds} s = ${figure(leases / checkpointSeconds, 1)} a second. Together ${perSecond(leaseTableWrites(leases, failoverSeconds, checkpointSeconds))}.`,
    'A table with fewer provisioned write units refuses renewals: leases are lost, and workers begin again without end.',
  ],
  seeIt: ({ leases, failoverSeconds, checkpointSeconds }) => ({
    scenario: defineRun({
      id: 'lease-table-writes',
      summary: `Two workers and ${leases} shards: a lease each.`,
      shards: leases,
      producers: [writer(4 * leases, 200)],
      consumers: [application(failoverSeconds, checkpointSeconds)],
    }),
    view: 'leases',
    untilSeconds: 90,
    lookAt: 'The capacity of the lease table: what is written in a second, once all leases are taken.',
  }),
  teaches: { kind: 'exercise', id: 'worker-failover' },
});
