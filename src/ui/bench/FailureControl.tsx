import type { FailurePolicy } from '../../engine/producers/producer-spec.ts';
import { count } from '../../views/wording.ts';
import { Choice, type Option } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Fold } from './Fold.tsx';

const RESENDS: readonly Option<FailurePolicy['resend']>[] = [
  { value: 'ignore', label: 'ignore' },
  { value: 'all', label: 'resend the call' },
  { value: 'failed', label: 'resend the failed' },
];
const IN_WORDS = { ignore: 'ignored', all: 'resend all', failed: 'resend failed' } as const;

type BackoffChoice = 'none' | 'plain' | 'jitter';
const BACKOFFS: readonly Option<BackoffChoice>[] = [
  { value: 'none', label: 'none' },
  { value: 'plain', label: 'exponential' },
  { value: 'jitter', label: 'with jitter' },
];

function backoffChoice({ backoff }: FailurePolicy): BackoffChoice {
  if (backoff.kind === 'none') return 'none';
  return backoff.jitter ? 'jitter' : 'plain';
}

function backoffOf(choice: BackoffChoice, { backoff }: FailurePolicy): FailurePolicy['backoff'] {
  if (choice === 'none') return { kind: 'none' };
  const { baseMs, maxMs } = backoff.kind === 'none' ? { baseMs: 100, maxMs: 5000 } : backoff;
  return { kind: 'exponential', baseMs, maxMs, jitter: choice === 'jitter' };
}

interface FailureControlProps {
  failures: FailurePolicy;
  onCommit(failures: FailurePolicy): void;
}

export function FailureControl({ failures, onCommit }: FailureControlProps) {
  const { resend, backoff, maxAttempts } = failures;
  const value = resend === 'ignore' ? IN_WORDS.ignore : `${IN_WORDS[resend]} · ${count(maxAttempts)}×`;
  return (
    <Fold label="Failures" value={value}>
      <Choice label="After a refusal" value={resend} options={RESENDS} onChange={(next) => onCommit({ ...failures, resend: next })} />
      {resend !== 'ignore' && (
        <>
          <Choice
            label="Backoff"
            value={backoffChoice(failures)}
            options={BACKOFFS}
            onChange={(choice) => onCommit({ ...failures, backoff: backoffOf(choice, failures) })}
          />
          {backoff.kind === 'exponential' && <Waits backoff={backoff} onCommit={(next) => onCommit({ ...failures, backoff: next })} />}
          <NumberRow
            label="Attempts in all"
            value={maxAttempts}
            unit="attempts"
            min={1}
            max={20}
            onCommit={(attempts) => onCommit({ ...failures, maxAttempts: attempts })}
          />
        </>
      )}
    </Fold>
  );
}

type Exponential = Extract<FailurePolicy['backoff'], { kind: 'exponential' }>;

function Waits({ backoff, onCommit }: { backoff: Exponential; onCommit(backoff: Exponential): void }) {
  const { baseMs, maxMs } = backoff;
  return (
    <>
      <NumberRow
        label="First wait"
        value={baseMs}
        unit="ms"
        unitInWords="milliseconds"
        min={1}
        max={10_000}
        fieldMax={60_000}
        scale="log"
        onCommit={(next) => onCommit({ ...backoff, baseMs: next, maxMs: Math.max(next, maxMs) })}
      />
      <NumberRow
        label="Longest wait"
        value={maxMs}
        unit="ms"
        unitInWords="milliseconds"
        min={1}
        max={60_000}
        fieldMax={600_000}
        scale="log"
        onCommit={(next) => onCommit({ ...backoff, maxMs: next, baseMs: Math.min(next, baseMs) })}
      />
    </>
  );
}
