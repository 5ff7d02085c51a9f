/** Schema of a RunRecipe: what a link, a file or a stored run must be before anything is done with it. */
import * as v from 'valibot';
import { DatasetIdSchema, integerBetween, NameSchema, ShardIdSchema } from '../content/schemas/bounds.ts';
import { ScenarioSchema } from '../content/schemas/scenario-schema.ts';
import type { TimedCommand } from '../engine/commands.ts';
import type { BranchRecipe, RunRecipe } from '../protocol/run-recipe.ts';
import type { Selection } from '../protocol/selection.ts';
import { CommandSchema } from './command-schema.ts';

/** 400 days: more than the longest retention. */
const RUN_US_MAX = 400 * 86_400 * 1_000_000;
const COMMANDS_MAX = 100_000;
const BRANCHES_MAX = 200;
/** The log positions of a shard. */
const POSITION_MAX = Number.MAX_SAFE_INTEGER;

const MomentSchema = integerBetween(0, RUN_US_MAX);

function isInOrder(commands: readonly TimedCommand[]): boolean {
  return commands.every(({ at }, i) => i === 0 || commands[i - 1].at <= at);
}

const CommandsSchema = v.pipe(
  v.array(v.strictObject({ at: MomentSchema, command: CommandSchema })),
  v.maxLength(COMMANDS_MAX),
  v.check((commands) => isInOrder(commands), 'its commands are not in the order of time'),
);

const SelectionSchema = v.nullable(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('producer'), id: NameSchema }),
    v.strictObject({ kind: v.literal('shard'), id: ShardIdSchema }),
    v.strictObject({ kind: v.literal('consumer'), id: NameSchema }),
    v.strictObject({ kind: v.literal('delivery-stream'), id: NameSchema }),
    v.strictObject({ kind: v.literal('key'), label: v.pipe(v.string(), v.maxLength(300)) }),
    v.strictObject({ kind: v.literal('record'), shardId: ShardIdSchema, position: integerBetween(0, POSITION_MAX) }),
  ]),
) satisfies v.GenericSchema<unknown, Selection>;

const BranchNameSchema = v.pipe(
  v.string(),
  v.check(
    // oxlint-disable-next-line no-control-regex -- these are what a name must not hold
    (name) => /^[^\u0000-\u001f\u007f]{1,60}$/.test(name) && name.trim() !== '',
    'the name of a branch has 1–60 characters, none of them a control character',
  ),
);

const BranchSchema = v.pipe(
  v.strictObject({
    name: BranchNameSchema,
    parent: v.nullable(integerBetween(0, BRANCHES_MAX - 1)),
    forkUs: MomentSchema,
    shared: integerBetween(0, COMMANDS_MAX),
    commands: CommandsSchema,
    untilUs: MomentSchema,
  }),
  v.check(({ commands, forkUs }) => commands.length === 0 || commands[0].at >= forkUs, 'a command comes before its branch begins'),
  v.check(({ untilUs, forkUs }) => untilUs >= forkUs, 'a branch ends before it begins'),
) satisfies v.GenericSchema<unknown, BranchRecipe>;

const BranchesSchema = v.pipe(
  v.array(BranchSchema),
  v.minLength(1),
  v.maxLength(BRANCHES_MAX),
  v.check(
    (branches) => branches.every(({ parent }, i) => (i === 0 ? parent === null : parent !== null && parent < i)),
    'a branch comes before the one that it left',
  ),
  v.check(([first]) => first.forkUs === 0 && first.shared === 0, 'the first branch begins at the start of the run and shares nothing'),
  v.check(
    (branches) => branches.every(({ parent, shared }) => parent === null || shared <= commandCount(branches, parent)),
    'a branch shares more commands than the one that it left has',
  ),
  v.check(
    (branches) => branches.every(({ shared, forkUs }, i) => shared === 0 || commandAt(branches, i, shared - 1).at <= forkUs),
    'a branch shares a command that comes after it left',
  ),
);

const commandCount = (branches: readonly BranchRecipe[], i: number): number => branches[i].shared + branches[i].commands.length;

/** The command of that number, counted from the start of the run: its own, or one of a branch that it came from. */
function commandAt(branches: readonly BranchRecipe[], i: number, number: number): TimedCommand {
  let branch = branches[i];
  while (number < branch.shared) branch = branches[branch.parent!];
  return branch.commands[number - branch.shared];
}

const RecipeSchema = v.pipe(
  v.strictObject({
    engineVersion: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
    scenario: v.union([v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, 'a scenario id is kebab-case')), ScenarioSchema]),
    seed: v.pipe(v.string(), v.regex(/^[0-9a-f]{1,8}$/, 'a seed has 1–8 hex digits')),
    commands: CommandsSchema,
    untilUs: MomentSchema,
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
    momentUs: v.optional(MomentSchema),
    view: v.optional(v.picklist(['stage', 'read-budgets', 'leases', 'buffers', 'delivery', 'bucket', 'compare'])),
    selection: v.optional(SelectionSchema),
    branches: v.optional(BranchesSchema),
    branch: v.optional(integerBetween(0, BRANCHES_MAX - 1)),
  }),
  v.check(({ momentUs, untilUs }) => momentUs === undefined || momentUs <= untilUs, 'its moment lies after its end'),
  v.check(
    ({ branches, branch }) => (branches === undefined ? branch === undefined : branch !== undefined && branch < branches.length),
    'the branch that was chosen is not among its branches',
  ),
  v.check(
    ({ branches, branch, commands }) => branches === undefined || isBranch(branches, branch!, commands),
    'its commands are not those of the branch that was chosen',
  ),
) satisfies v.GenericSchema<unknown, RunRecipe>;

function isBranch(branches: readonly BranchRecipe[], i: number, commands: readonly TimedCommand[]): boolean {
  // The schema has put the members of both in the same order.
  const isOf = (command: TimedCommand, number: number) => JSON.stringify(command) === JSON.stringify(commandAt(branches, i, number));
  return commands.length === commandCount(branches, i) && commands.every(isOf);
}

/** The recipe, or where it first departs from the schema, in words. */
export function readRecipe(json: unknown): { ok: true; recipe: RunRecipe } | { ok: false; reason: string } {
  // The later checks rely on the earlier ones: the first issue ends it.
  const result = v.safeParse(RecipeSchema, json, { abortEarly: true });
  return result.success ? { ok: true, recipe: result.output } : { ok: false, reason: inWords(result.issues[0]) };
}

/** Says where and what was expected; never what stands there, which may be anything. */
function inWords(issue: v.BaseIssue<unknown>): string {
  const path = (v.getDotPath(issue) ?? '').replaceAll(/[^\w.-]/g, '').slice(0, 80);
  if (path !== '' && issue.received === 'undefined') return `${path} is missing`;
  if (path !== '' && issue.expected === 'never') return `${path} is not known`;
  const message = issue.message.replace(/ but received [^]*$/, '').replace(/^Invalid [^:]*: Expected /, 'expected ');
  return `${path === '' ? '' : `${path}: `}${message.slice(0, 120)}`;
}
