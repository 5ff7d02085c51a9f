/** The room in which an exercise is done: a Lab of its own that is judged as this exercise, and the learner's way through it. */
import { createActor, type ActorRefFrom } from 'xstate';
import { predictionWasRight } from '../content/learning/predicted.ts';
import type { Round } from '../content/learning/round.ts';
import type { Verdict } from '../judge/goal.ts';
import { missText } from '../judge/goal-text.ts';
import type { Frame } from '../protocol/from-worker.ts';
import { commandLocks, UNCOMMITTED } from './command-locks.ts';
import type { EmbeddedLab } from './embedded-lab.ts';
import { createEmbeddedLab } from './embedded-lab.ts';
import { SPEEDS } from './lab.ts';
import { exerciseMachine, type ExerciseContext } from './machines/exercise.machine.ts';
import { keepOpenedHints, openedHints } from './opened-hints.ts';
import { noteResult, noteSolutionSeen, progressStore } from './progress/progress.ts';
import type { LabStore } from './store.ts';

/** A figure that changes more often cannot be read. */
const VERDICT_PAUSE_MS = 240;
const SOLUTION_NAME = 'Solution';

export class ExerciseRoom {
  readonly round: Round;
  readonly lab: EmbeddedLab;
  readonly actor: ActorRefFrom<typeof exerciseMachine>;
  private toldAt = -Infinity;
  private wasFinal = false;
  /** Whether the window was last ended by playing, not by a jump to its end. */
  endedByPlaying = false;
  private readonly stops: (() => void)[];

  /** `leave`: other numbers are wished. */
  constructor(round: Round, looks: LabStore, leave: () => void) {
    this.round = round;
    this.lab = createEmbeddedLab(looks);
    const { exercise, seed } = round;
    const machine = exerciseMachine.provide({
      actions: {
        pause: () => this.lab.client.pause(),
        note: ({ context }, { verdict }) => noteResult(resultOf(round, context, verdict)),
        leave,
      },
    });
    this.actor = createActor(machine);
    // From the beginning: before a prediction is committed nothing can be given.
    const lock = (isCommitted: boolean) => this.lab.store.setState({ locks: commandLocks(exercise.allows, isCommitted) });
    lock(false);
    let wasCommitted = false;
    this.actor.subscribe((snapshot) => {
      const isCommitted = snapshot.matches('tried');
      if (isCommitted === wasCommitted) return;
      wasCommitted = isCommitted;
      lock(isCommitted);
      if (isCommitted) this.recallHints();
      // What was asked for has been done.
      if (this.lab.store.getState().notice?.text === UNCOMMITTED) this.lab.store.setState({ notice: null });
    });
    let hints = {};
    this.actor.subscribe(({ context }) => {
      if (context.hints === hints) return;
      hints = context.hints;
      if (hintsOf(context) > 0) keepOpenedHints(`${exercise.id}:${seed}`, context.hints);
    });
    this.actor.start();
    // What is kept of former visits may still be being read.
    const recall = () => {
      if (progressStore.getState().solutionsSeen.includes(`${exercise.id}:${seed}`) && !this.actor.getSnapshot().context.sawSolution)
        this.actor.send({ type: 'solution-shown' });
    };
    recall();
    this.stops = [
      progressStore.subscribe(recall),
      this.lab.feed.subscribe((frame) => this.hear(frame)),
      // Also after a reset: a run that is set up anew is not judged until that is asked for.
      this.lab.store.subscribe((now, before) => {
        if (now.run === null || now.run === before.run) return;
        this.lab.client.watchVerdict({ exercise: exercise.id, seed });
        this.wasFinal = false;
        this.actor.send({ type: 'stood' });
      }),
    ];
    this.lab.store.setState({ wishedSpeed: usualSpeed(round.rules.window.toSeconds) });
    void this.lab.open({ scenario: round.scenario, seed }, { play: false, replay: false });
  }

  /** Plays the reference solution as a branch of its own, to be watched beside the learner's. Null where it stands, else a sentence. */
  async watchSolution(): Promise<string | null> {
    const { exercise, numbers, seed, rules } = this.round;
    noteSolutionSeen(exercise.id, seed);
    this.actor.send({ type: 'solution-shown' });
    const known = this.actor.getSnapshot().context.solutionBranch;
    const stands = this.lab.store.getState().slow?.travel.branches.some(({ id }) => id === known) ?? false;
    if (known !== null && stands) return this.compare(known);
    const { branchId, refusal } = await this.lab.client.addBranch(
      SOLUTION_NAME,
      exercise.solution(numbers),
      rules.window.toSeconds * 1_000_000,
    );
    if (branchId === null) return refusal ?? 'The solution could not be played.';
    this.actor.send({ type: 'solution-played', branchId });
    return this.compare(branchId);
  }

  goTo(seconds: number): void {
    this.lab.time.seek(seconds * 1_000_000);
  }

  destroy(): void {
    for (const stop of this.stops) stop();
    this.actor.stop();
    this.lab.destroy();
  }

  /** Of former visits with these numbers: who has read them has read them. */
  private recallHints(): void {
    const { exercise, seed } = this.round;
    for (const [goal, count] of Object.entries(openedHints(`${exercise.id}:${seed}`)))
      if (Object.hasOwn(exercise.hints, goal)) for (let i = 0; i < count; i++) this.actor.send({ type: 'hint-opened', goal });
  }

  private compare(branchId: number): null {
    this.lab.store.setState({ comparedWith: branchId, view: 'compare' });
    return null;
  }

  /** The judge's marks: the first moment at which each goal was missed. */
  private mark({ goals }: Verdict): void {
    const marks = goals
      .flatMap((goal) =>
        goal.missedAtSeconds === null ? [] : [{ atUs: goal.missedAtSeconds * 1_000_000, text: `missed: ${missText(goal)}` }],
      )
      .toSorted((a, b) => a.atUs - b.atUs);
    const { store } = this.lab;
    if (JSON.stringify(store.getState().marks) !== JSON.stringify(marks)) store.setState({ marks });
  }

  private hear({ verdict, slow, playing }: Frame): void {
    if (verdict === undefined || slow === null) return;
    const now = performance.now();
    const isDue = !playing || verdict.isFinal !== this.wasFinal || now - this.toldAt >= VERDICT_PAUSE_MS;
    if (!isDue) return;
    this.toldAt = now;
    if (verdict.isFinal && !this.wasFinal) this.endedByPlaying = playing;
    this.wasFinal = verdict.isFinal;
    this.mark(verdict);
    this.actor.send({ type: 'verdict', verdict, branchId: slow.travel.branchId });
  }
}

/** At this many real seconds for the whole window, in the notches of the speed control. */
const WINDOW_PLAYS_SECONDS = 30;
const usualSpeed = (seconds: number): number => SPEEDS.findLast((speed) => speed <= Math.max(1, seconds / WINDOW_PLAYS_SECONDS)) ?? 1;

/** Hints of all goals together. */
export const hintsOf = ({ hints }: Pick<ExerciseContext, 'hints'>): number => Object.values(hints).reduce((sum, opened) => sum + opened, 0);

function resultOf(round: Round, context: ExerciseContext, verdict: Verdict) {
  return {
    exercise: round.exercise.id,
    seed: round.seed,
    atEpochMs: Date.now(),
    stars: verdict.stars,
    hints: hintsOf(context),
    sawSolution: context.sawSolution,
    predictionWasRight: predictionWasRight(round, verdict, context.predicted),
    missed: verdict.goals.filter(({ state }) => state === 'missed').map(({ goal }) => goal.id),
    moves: verdict.moves,
  };
}
