/** The learner's function of a delivery stream: written, tried on the newest records, and saved as a change of the delivery stream. */
import { useState } from 'react';
import { blueprints } from '../../content/blueprints/index.ts';
import type { DeliveryStreamSpec, TransformSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { newTransform } from '../../lab/new-delivery-stream.ts';
import type { TransformTrial } from '../../protocol/delivery-frame.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { Refused } from '../controls/Refused.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import { useCommand } from '../use-command.ts';
import { useLab, useLabState, useShallowLabState } from '../use-lab.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { draftOf, keepDraft } from './drafts.ts';
import styles from './transform.module.css';
import { TransformSettings } from './TransformSettings.tsx';
import { Trial } from './Trial.tsx';

interface TransformDialogProps {
  deliveryStream: string;
  onClose(): void;
}

export function TransformDialog({ deliveryStream, onClose }: TransformDialogProps) {
  const [spec] = useShallowLabState(({ slow }) => [slow?.deliveryStreams.find((one) => one.spec.id === deliveryStream)?.spec ?? null]);
  return (
    <Sheet title={`Transform of ${deliveryStream}`} onClose={onClose} isWide>
      {spec === null ? <p>There is no delivery stream named {deliveryStream} at this moment.</p> : <Function spec={spec} />}
    </Sheet>
  );
}

const isSame = (a: TransformSpec, b: TransformSpec | null): boolean => JSON.stringify(a) === JSON.stringify(b);

function Function({ spec }: { spec: DeliveryStreamSpec }) {
  const run = useLabState((state) => state.run);
  const [begun] = useState(() => draftOf(run, spec.id) ?? spec.transform ?? newTransform());
  const [draft, setDraft] = useState(begun);
  const [wasKept] = useState(() => draftOf(run, spec.id) !== null);
  const { give, refusal } = useCommand();
  const isChanged = !isSame(draft, spec.transform);
  const change = (next: TransformSpec) => {
    setDraft(next);
    keepDraft(run, spec.id, isSame(next, spec.transform) ? null : next);
  };
  const save = async () => {
    const refused = await give({ type: 'update-delivery-stream', deliveryStream: { ...spec, transform: draft } });
    if (refused === null) keepDraft(run, spec.id, null);
  };
  const { trial, isTrying, tryIt, isOfThis } = useTrial(spec.id, draft);
  const problem = isOfThis && trial?.error?.line != null ? trial.error : null;
  return (
    <div className={styles.transform}>
      <div className={styles.bar}>
        <Blueprints onChoose={(code) => change({ ...draft, code })} />
        <p className={styles.state} role="status">
          {saysState(isChanged, wasKept, spec.transform === null)}
        </p>
        {isChanged && spec.transform !== null && (
          <Button look="quiet" onPress={() => change(spec.transform!)}>
            Discard changes
          </Button>
        )}
        <Button onPress={() => void tryIt()} isDisabled={isTrying}>
          Try on the last records
        </Button>
        <Button look={isChanged ? 'primary' : 'plain'} onPress={() => void save()} isDisabled={!isChanged}>
          Save
        </Button>
      </div>
      <Refused refusal={refusal} />
      <div className={styles.halves}>
        <div className={styles.writing}>
          <CodeEditor
            code={draft.code}
            problem={asDiagnostic(problem)}
            onChange={(code) => code !== draft.code && change({ ...draft, code })}
          />
          <p className={styles.quiet}>Tab indents. Escape, then Tab, leaves the editor.</p>
        </div>
        <Trial trial={trial} isOfThis={isOfThis} isTrying={isTrying} />
      </div>
      <TransformSettings deliveryStream={spec.id} transform={draft} onChange={change} />
    </div>
  );
}

function saysState(isChanged: boolean, wasKept: boolean, isNew: boolean): string {
  if (!isChanged) return 'Saved.';
  if (isNew) return 'Not in the delivery stream yet.';
  return wasKept ? 'Not saved: your changes from before are kept here.' : 'Not saved.';
}

/** The same object for the same problem: the editor marks it anew when it changes. */
function asDiagnostic(problem: { message: string; line: number | null } | null): { line: number; message: string } | null {
  return problem?.line == null ? null : (problem as { line: number; message: string });
}

function useTrial(id: string, draft: TransformSpec) {
  const lab = useLab();
  const [tried, setTried] = useState<{ trial: TransformTrial; code: string } | null>(null);
  const [isTrying, setTrying] = useState(false);
  const tryIt = async () => {
    setTrying(true);
    try {
      const trial = await lab.client.tryTransform(id, draft);
      setTried({ trial, code: draft.code });
    } finally {
      setTrying(false);
    }
  };
  return { trial: tried?.trial ?? null, isOfThis: tried?.code === draft.code, isTrying, tryIt };
}

const CHOOSE = '';

function Blueprints({ onChoose }: { onChoose(code: string): void }) {
  const [id, setId] = useState(CHOOSE);
  const chosen = blueprints.find((one) => one.id === id);
  return (
    <div className={styles.blueprints}>
      <Choice
        label="Blueprint"
        value={id}
        options={[{ value: CHOOSE, label: 'Start from one…' }, ...blueprints.map(({ id: value, title }) => ({ value, label: title }))]}
        onChange={(next) => {
          setId(next);
          const blueprint = blueprints.find((one) => one.id === next);
          if (blueprint !== undefined) onChoose(blueprint.code);
        }}
      />
      {chosen !== undefined && <p className={styles.quiet}>{chosen.about}</p>}
    </div>
  );
}
