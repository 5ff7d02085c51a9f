/**
 * The client libraries' rules against recorded and computed cases: who takes which lease, which leases a sync creates, what a shard
 * consumer goes through, the KPL's bytes. A section may be missing or hold more cases; cases are told by their shape.
 */
import { expect, test } from 'vitest';
import { testKplAggregation, type KplAggregation } from './clients/kpl-aggregation.ts';
import { testLeaseAssignment, type LeaseAssignment } from './clients/lease-assignment.ts';
import { testLeaseTaking, type LeaseTaking } from './clients/lease-taking.ts';
import { testShardConsumer, type ShardConsumerSection } from './clients/shard-consumer.ts';
import {
  testLeaseAuditor,
  testLeaseCleanup,
  testShardSync,
  type CleanupCase,
  type LeaseAuditor,
  type ShardSync,
} from './clients/shard-sync.ts';
import { readVectors } from './folder.ts';

interface Sections {
  leaseTaking?: LeaseTaking;
  leaseAssignmentManager?: LeaseAssignment;
  shardSync?: ShardSync;
  leaseAuditor?: LeaseAuditor;
  leaseCleanup?: CleanupCase[];
  shardConsumer?: ShardConsumerSection;
  kplAggregation?: KplAggregation;
}
const vectors = readVectors('clients.json') as Sections;

test('the file holds sections that are run here', () => {
  const known: (keyof Sections)[] = ['leaseTaking', 'leaseAssignmentManager', 'shardSync', 'shardConsumer', 'kplAggregation'];
  expect(known.filter((name) => vectors[name] !== undefined)).not.toEqual([]);
});

testLeaseTaking(vectors.leaseTaking ?? {});
testLeaseAssignment(vectors.leaseAssignmentManager ?? {});
testShardSync(vectors.shardSync ?? {});
testLeaseAuditor(vectors.leaseAuditor ?? {});
testLeaseCleanup(vectors.leaseCleanup);
testShardConsumer(vectors.shardConsumer ?? {});
testKplAggregation(vectors.kplAggregation ?? {});
