/**
 * How much an invocation has worked, in steps. The interpreter asks only every ten thousand of its polls, which may be minutes where each
 * stands for one long call inside it (searching a text of megabytes, say, or an error with a deep stack). So its countdown is set
 * shorter, and what the polls between two questions add up to stays exactly the same: steps depend on the code, never on the clock.
 */
/** Of the interpreter: JS_INTERRUPT_COUNTER_INIT. */
export const POLLS_PER_STEP = 10_000;
/** Between two questions, as long as polls are as short as usual. */
const POLLS_PER_QUESTION = 50;
/** Far more than that many polls take. */
const LATE_MS = 0.2;
/**
 * A late question counts when another came within so many, each of them after one poll: long calls follow each other, while a machine that
 * is busy with something else interrupts seldom. So a busy machine does not make an honest function late.
 */
const QUESTIONS_NEAR = 8;

/** The interpreter's countdown to its next question, in its memory. */
export interface Countdown {
  read(): number;
  write(polls: number): void;
}

/** Real time: the last resort against work that no step counts. */
export interface Patience {
  /** Any steady clock. */
  nowMs: () => number;
  lateMsMax: number;
}

export interface WorkMeter {
  steps: number;
  /** At every question of the interpreter. */
  count(): void;
  isLate: boolean;
}

export function createWorkMeter(countdown: Countdown | null, { nowMs, lateMsMax }: Patience): WorkMeter {
  let askedMs = nowMs();
  let lateMs = 0;
  /** Questions that are still near to the last late one. */
  let near = 0;
  /** Polls from the last question to this one, and from it to the next step. The first question comes at once. */
  let polls = 0;
  let missing = 0;
  const isLateAgain = (tookMs: number): boolean => {
    if (tookMs > LATE_MS) {
      if (near > 0) lateMs += tookMs;
      near = QUESTIONS_NEAR + 1;
    } else if (near > 0) near--;
    return lateMs > lateMsMax;
  };
  return {
    steps: 0,
    isLate: false,
    count() {
      const wasMs = askedMs;
      askedMs = nowMs();
      this.isLate ||= isLateAgain(askedMs - wasMs);
      // Regular expressions count down for themselves, out of reach: theirs is a whole step.
      if (countdown?.read() !== POLLS_PER_STEP) {
        this.steps++;
        return;
      }
      missing -= polls;
      if (missing === 0) {
        this.steps++;
        missing = POLLS_PER_STEP;
      }
      polls = near > 1 ? 1 : Math.min(POLLS_PER_QUESTION, missing);
      countdown.write(polls);
    },
  };
}
