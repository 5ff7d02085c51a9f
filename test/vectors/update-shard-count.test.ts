/**
 * UpdateShardCount's plans and limits against observed and computed cases. The section, or parts of a case, may be missing or
 * hold more. The totals of plan A (double, then merge) are an alternative that is not followed: B gives the shard ids that AWS
 * left in 2023. Where a limit check says that a target below half is refused, the answer recorded in September 2026 wins
 * (3 → 1 was accepted).
 */
import { expect, test } from 'vitest';
import { planScaling, type ScalingStep } from '../../src/engine/kinesis/plan-scaling.ts';
import { initialRanges } from '../../src/engine/index.ts';
import { allShardsOf, openShardsOf, serviceWithStream, shard, STREAM } from '../kinesis/service.ts';
import { readVectors } from './folder.ts';

type Op = ['split', shard: number, cut: string, low: number, high: number] | ['merge', lower: number, upper: number, child: number];
interface Plan {
  /** Indices of the shards that stay, by range. */
  open: number[];
  /** Shards that ever were. */
  total: number;
  splits?: number;
  merges?: number;
  ops?: Op[];
  ranges?: [start: string, end: string][];
}
interface Case {
  from: number;
  to: number;
  B?: Plan;
  aws_observed_open?: number[];
}
interface LimitCheck {
  open: number;
  target: number;
  ok: boolean;
}
const section =
  (readVectors('streams.json') as { update_shard_count?: { cases?: Case[]; limit_checks?: LimitCheck[] } }).update_shard_count ?? {};
const cases = (section.cases ?? []).filter(({ from, to, B }) => B !== undefined && Number.isInteger(from) && Number.isInteger(to));
const checks = (section.limit_checks ?? []).filter(
  ({ open, target, ok }) => Number.isInteger(open) && Number.isInteger(target) && ok !== undefined,
);

const planOf = (from: number, to: number) =>
  planScaling(
    initialRanges(from).map((range, index) => ({ index, ...range })),
    to,
    from,
  );
const asOp = (step: ScalingStep): Op =>
  step.kind === 'split' ? ['split', step.shard, String(step.cut), ...step.children] : ['merge', step.lower, step.upper, step.child];
const isWithinDouble = ({ from, to }: Case) => to <= 2 * from;

test('the section is there, or its absence is', () => {
  expect(cases.length + checks.length > 0 || section.cases === undefined).toBe(true);
});

test.for(cases)('the plan for $from → $to', ({ from, to, B }) => {
  const { total, splits, merges, ops } = B!;
  const plan = planOf(from, to);
  const count = (kind: ScalingStep['kind']) => plan.filter((step) => step.kind === kind).length;
  expect(from + plan.reduce((sum, step) => sum + (step.kind === 'split' ? 2 : 1), 0)).toBe(total);
  expect({ splits: count('split'), merges: count('merge') }).toEqual({
    splits: splits ?? count('split'),
    merges: merges ?? count('merge'),
  });
  if (ops !== undefined) expect(plan.map(asOp)).toEqual(ops);
});

test.for(cases.filter(isWithinDouble))('the service carries out $from → $to', async ({ from, to, B, aws_observed_open: observed }) => {
  const service = await serviceWithStream(from);
  const answer = await service.call('UpdateShardCount', { TargetShardCount: to, ScalingType: 'UNIFORM_SCALING' });
  expect(answer).toMatchObject({ CurrentShardCount: from, TargetShardCount: to, StreamName: STREAM });
  await service.wait(120 + 5 * B!.total);
  const open = await openShardsOf(service);
  const ids = open.map(({ ShardId }) => ShardId);
  expect(ids).toEqual(B!.open.map(shard));
  if (observed !== undefined) expect(ids).toEqual(observed.map(shard));
  expect(await allShardsOf(service)).toHaveLength(B!.total);
  if (B!.ranges !== undefined)
    expect(open.map(({ HashKeyRange: { StartingHashKey, EndingHashKey } }) => [StartingHashKey, EndingHashKey])).toEqual(B!.ranges);
});

test.for(checks)('the limits: $open → $target is allowed: $ok', async ({ open, target, ok }) => {
  const service = await serviceWithStream(open);
  const { status, body } = await service.api.handle('Kinesis_20131202.UpdateShardCount', {
    StreamName: STREAM,
    TargetShardCount: target,
    ScalingType: 'UNIFORM_SCALING',
  });
  const isBelowHalf = 2 * target < open;
  expect(status).toBe(ok || isBelowHalf ? 200 : 400);
  if (status === 400) expect(['LimitExceededException', 'InvalidArgumentException']).toContain(body['__type']);
});
