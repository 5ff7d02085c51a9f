/** Schema of a RunRecipe: what a link, a file or a stored run must be before anything is done with it. */
import * as v from 'valibot';
import { DatasetIdSchema, integerBetween, NameSchema, PartitionKeySchema, StreamNameSchema } from '../content/schemas/bounds.ts';
import { ConsumerSchema } from '../content/schemas/consumer-schema.ts';
import { ProducerSchema } from '../content/schemas/producer-schema.ts';
import { ScenarioSchema } from '../content/schemas/scenario-schema.ts';
import type { Command } from '../engine/commands.ts';
import type { RunRecipe } from '../protocol/run-recipe.ts';

/** 400 days: more than the longest retention. */
const RUN_US_MAX = 400 * 86_400 * 1_000_000;
const COMMANDS_MAX = 100_000;
/** A record by hand: 1 MiB at most counts on AWS; characters may take up to four bytes. */
const TEXT_CHARACTERS_MAX = 1_048_576;

const ShardIdSchema = v.pipe(v.string(), v.regex(/^shardId-\d{12}$/, 'a shard id is shardId- and 12 digits'));
/** Decimal digits; whether the key lies where it must is for the engine to say, in AWS's words. */
const HashKeySchema = v.pipe(v.string(), v.regex(/^(?:0|[1-9]\d{0,38})$/, 'a hash key is a decimal number'));

export const CommandSchema = v.variant('type', [
  v.strictObject({ type: v.literal('add-producer'), producer: ProducerSchema }),
  v.strictObject({ type: v.literal('update-producer'), producer: ProducerSchema }),
  v.strictObject({ type: v.literal('remove-producer'), id: NameSchema }),
  v.strictObject({ type: v.literal('add-consumer'), consumer: ConsumerSchema }),
  v.strictObject({ type: v.literal('update-consumer'), consumer: ConsumerSchema }),
  v.strictObject({ type: v.literal('remove-consumer'), id: NameSchema }),
  v.strictObject({ type: v.literal('split-shard'), stream: StreamNameSchema, shardId: ShardIdSchema, newStartingHashKey: HashKeySchema }),
  v.strictObject({ type: v.literal('merge-shards'), stream: StreamNameSchema, shardId: ShardIdSchema, adjacentShardId: ShardIdSchema }),
  v.strictObject({
    type: v.literal('update-shard-count'),
    stream: StreamNameSchema,
    targetShardCount: integerBetween(-1_000_000, 1_000_000),
  }),
  v.strictObject({ type: v.literal('set-retention'), stream: StreamNameSchema, hours: integerBetween(-1_000_000, 1_000_000) }),
  v.strictObject({
    type: v.literal('put-record'),
    stream: StreamNameSchema,
    partitionKey: PartitionKeySchema,
    explicitHashKey: v.optional(HashKeySchema),
    text: v.pipe(v.string(), v.maxLength(TEXT_CHARACTERS_MAX)),
  }),
]) satisfies v.GenericSchema<unknown, Command>;

const TimedCommandSchema = v.strictObject({ at: integerBetween(0, RUN_US_MAX), command: CommandSchema });

export const RecipeSchema = v.strictObject({
  engineVersion: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  scenario: v.union([v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, 'a scenario id is kebab-case')), ScenarioSchema]),
  seed: v.pipe(v.string(), v.regex(/^[0-9a-f]{1,8}$/, 'a seed has 1–8 hex digits')),
  commands: v.pipe(
    v.array(TimedCommandSchema),
    v.maxLength(COMMANDS_MAX),
    v.check((commands) => commands.every(({ at }, i) => i === 0 || commands[i - 1].at <= at), 'its commands are not in the order of time'),
  ),
  untilUs: integerBetween(0, RUN_US_MAX),
  datasets: v.pipe(
    v.array(
      v.strictObject({
        id: DatasetIdSchema,
        name: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
        rows: integerBetween(0, 1_000_000_000),
      }),
    ),
    v.maxLength(100),
  ),
}) satisfies v.GenericSchema<unknown, RunRecipe>;

/** The recipe, or where it first departs from the schema, in words. */
export function readRecipe(json: unknown): { ok: true; recipe: RunRecipe } | { ok: false; reason: string } {
  const result = v.safeParse(RecipeSchema, json, { abortEarly: true });
  if (result.success) return { ok: true, recipe: result.output };
  const issue = result.issues[0];
  const path = v.getDotPath(issue);
  const message = issue.message.slice(0, 120);
  return { ok: false, reason: path === null ? message : `${path.slice(0, 80)}: ${message}` };
}
