/**
 * The examiner: judges the present branch by the rules of an exercise. A run counts only if it is that exercise's own, with these
 * numbers, and if every command in it is allowed; what the address or a file says of results is never asked.
 */
import type { TimedCommand } from '../engine/commands.ts';
import type { Interpreter } from '../engine/firehose/transform/interpreter.ts';
import { advanceRun, createWorld, historyOf, SECOND } from '../engine/index.ts';
import { exercises } from '../content/exercises/index.ts';
import { startRound, type Round } from '../content/learning/round.ts';
import { whyLocked, type Specs } from '../judge/allowed.ts';
import type { Verdict } from '../judge/goal.ts';
import { judge } from '../judge/judge.ts';
import type { ExamineeId } from '../protocol/to-worker.ts';
import type { Session } from './session.ts';

/** The round by whose rules a session's run is judged, and whether the run is that round's own. */
export interface Watched {
  round: Round;
  isOwn: boolean;
}

/** Null where there is no such exercise. A session's scenario and seed never change: they are compared once. */
export function watch({ scenario, seed }: Pick<Session, 'scenario' | 'seed'>, examinee: ExamineeId): Watched | null {
  const round = roundOf(examinee);
  return round === null ? null : { round, isOwn: isOwn(round, scenario, seed) };
}

/** Null where there is no such exercise. */
function roundOf({ exercise, seed }: ExamineeId): Round | null {
  const found = exercises.find(({ id }) => id === exercise);
  return found === undefined ? null : startRound(found, seed);
}

export function examine({ head, branch }: Session, { round, isOwn: counts }: Watched): Verdict {
  const { world } = head;
  const refused = counts ? whyNotAllowed(round, branch.commands.slice(0, head.given)) : NOT_OWN;
  const record = world.record ?? { everySeconds: 1, rows: 0, columns: {} };
  return judge({ record, history: historyOf(world) }, round.rules, refused);
}

/** Simulated time between two looks at the clock, and the real time after which a scratch run is given up. */
const PIECE_SECONDS = 30;
const SCRATCH_MS_MAX = 20_000;

/** Plays these commands on a world of its own to the end of the window; null where there is no such exercise, or it takes too long. */
export function judgeCommands(
  examinee: ExamineeId,
  commands: readonly TimedCommand[],
  interpreter: Interpreter | null,
  now: () => number,
): Verdict | null {
  const round = roundOf(examinee);
  if (round === null) return null;
  const { scenario, rules, seed } = round;
  const inOrder = commands.toSorted((a, b) => a.at - b.at);
  const world = createWorld(scenario, { seed, interpreter });
  const giveUpMs = now() + SCRATCH_MS_MAX;
  const { toSeconds } = rules.window;
  for (let [seconds, given] = [0, 0]; seconds < toSeconds;) {
    if (now() > giveUpMs) return null;
    seconds = Math.min(toSeconds, seconds + PIECE_SECONDS);
    given = advanceRun(world, inOrder, given, seconds * SECOND);
  }
  return judge({ record: world.record!, history: historyOf(world) }, rules, whyNotAllowed(round, inOrder));
}

const NOT_OWN = 'This is not the exercise’s own run: it is not judged.';

const isOwn = (round: Round, scenario: Session['scenario'], seed: string): boolean =>
  seed === round.seed && JSON.stringify(scenario) === JSON.stringify(round.scenario);

/** Each command is held against what stood when it was given: the scenario's specifications, as the commands before have left them. */
function whyNotAllowed({ exercise, scenario }: Round, commands: Session['branch']['commands']): string | null {
  const specs = {
    producers: [...scenario.producers],
    consumers: [...scenario.consumers],
    deliveryStreams: [...(scenario.deliveryStreams ?? [])],
  };
  for (const { command } of commands) {
    const why = whyLocked(exercise.allows, command, specs);
    if (why !== null) return why;
    follow(specs, command);
  }
  return null;
}

type Followed = { [Kind in keyof Specs]: Specs[Kind][number][] };

/** As the engine does: it adds nothing under a name that is taken, and changes nothing that is not there. */
function follow(specs: Followed, command: Session['branch']['commands'][number]['command']): void {
  const put = (list: { id: string }[], spec: { id: string }) => {
    const at = list.findIndex(({ id }) => id === spec.id);
    const isAdded = command.type.startsWith('add-');
    if (at < 0 && isAdded) list.push(spec);
    else if (at >= 0 && !isAdded) list[at] = spec;
  };
  const drop = (list: { id: string }[], id: string) => {
    const at = list.findIndex((one) => one.id === id);
    if (at >= 0) list.splice(at, 1);
  };
  if (command.type === 'add-producer' || command.type === 'update-producer') put(specs.producers, command.producer);
  else if (command.type === 'add-consumer' || command.type === 'update-consumer') put(specs.consumers, command.consumer);
  else if (command.type === 'add-delivery-stream' || command.type === 'update-delivery-stream')
    put(specs.deliveryStreams, command.deliveryStream);
  else if (command.type === 'remove-producer') drop(specs.producers, command.id);
  else if (command.type === 'remove-consumer') drop(specs.consumers, command.id);
  else if (command.type === 'remove-delivery-stream') drop(specs.deliveryStreams, command.id);
}

/** The sentence with which a command is refused before it is given; null where it may be. */
export function whyLockedNow({ head }: Session, { exercise }: Round, command: Parameters<typeof whyLocked>[1]): string | null {
  const { producers, consumers, firehose } = head.world;
  const specsOf = (list: readonly { spec: { id: string } }[]) => list.map(({ spec }) => spec);
  return whyLocked(exercise.allows, command, {
    producers: specsOf(producers.list),
    consumers: specsOf(consumers.list),
    deliveryStreams: specsOf(firehose.list),
  });
}
