/** What an event source mapping is doing, in a few words. */
import type { LambdaFrame, LambdaShardFrame } from '../protocol/lambda-frame.ts';
import { count, duration } from './wording.ts';

const REASONS: Record<NonNullable<LambdaShardFrame['blocked']>['by'], string> = {
  'poison-record': 'a poison record',
  'function-errors': 'function errors',
};

/** `shard 1 blocked`, `3 shards blocked`; empty where none is. */
export function blockedWords({ shards }: LambdaFrame): string {
  const blocked = shards.filter((shard) => shard.blocked !== null);
  if (blocked.length === 0) return '';
  return blocked.length === 1 ? `shard ${blocked[0].shardIndex} blocked` : `${count(blocked.length)} shards blocked`;
}

/** `shard 1 blocked by a poison record for 12 s`, one sentence part a shard. */
export function blockedReasons({ shards }: LambdaFrame, nowUs: number): string[] {
  return shards.flatMap(({ shardIndex, blocked }) =>
    blocked === null
      ? []
      : [`shard ${shardIndex} blocked by ${REASONS[blocked.by]} for ${duration(Math.max(0, nowUs - blocked.sinceUs) / 1000)}`],
  );
}

/** Invocations, errors and what was given up, since the mapping was made. */
export function accountWords(lambda: LambdaFrame): string {
  const parts = [`${count(lambda.invocations)} invocations`];
  if (lambda.errors > 0) parts.push(`${count(lambda.errors)} errors`);
  if (lambda.throttles > 0) parts.push(`${count(lambda.throttles)} throttled`);
  if (lambda.diverted > 0) parts.push(`${count(lambda.diverted)} records to the on-failure queue`);
  if (lambda.discarded > 0) parts.push(`${count(lambda.discarded)} records discarded`);
  return parts.join(', ');
}
