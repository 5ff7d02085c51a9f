import { useState } from 'react';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import type { Dataset } from '../../protocol/dataset.ts';
import type { ShardFrame } from '../../protocol/from-worker.ts';
import type { FileScan } from '../../protocol/import-messages.ts';
import { Button } from '../controls/Button.tsx';
import { BadRowReport } from './BadRowReport.tsx';
import { FieldList } from './FieldList.tsx';
import { FormatControls } from './FormatControls.tsx';
import { averageRate, type ImportSettings, nameProblem, producerFrom, proposedSettings } from './import-settings.ts';
import styles from './ImportDialog.module.css';
import { ImportProgressBar } from './ImportProgressBar.tsx';
import { KeySpread } from './KeySpread.tsx';
import { NameField } from './NameField.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { ReplayControls } from './ReplayControls.tsx';
import type { FileImportHandle } from './use-file-import.ts';

interface ImportFormProps {
  fileImport: FileImportHandle;
  scan: FileScan;
  shards: ShardFrame[];
  takenNames: string[];
  stream: string;
  onReady(dataset: Dataset, producer: ProducerSpec): void;
}

export function ImportForm({ fileImport, scan, shards, takenNames, stream, onReady }: ImportFormProps) {
  const { progress, refusal } = fileImport;
  const [settings, change] = useSettings(scan, takenNames);
  const problem = nameProblem(settings.name, takenNames);
  const submit = async (): Promise<void> => {
    const timeField = settings.replay === 'timestamps' ? settings.timeField : null;
    const built = await fileImport.build(scan.used, { keyFields: [settings.keyField ?? ''], timeField });
    if (built !== null) onReady(built.dataset, producerFrom(settings, built.dataset.id, stream));
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null && progress === null) void submit();
      }}
    >
      <FormatControls scan={scan} isBusy={progress !== null} onChange={(choice) => void fileImport.scanAgain(choice)} />
      {refusal !== null && (
        <p className={styles.refusal} role="alert">
          {refusal.sentence}
        </p>
      )}
      <PreviewTable scan={scan} keyField={settings.keyField} />
      <BadRowReport bad={scan.bad} goodRows={scan.rows} />
      <div className={styles.columns}>
        <FieldList scan={scan} keyField={settings.keyField} onChange={(keyField) => change({ keyField })} />
        <KeySpread
          scan={scan}
          keyField={settings.keyField}
          shards={shards}
          recordsPerSecond={averageRate(settings, scan)}
          listKeys={fileImport.listKeys}
        />
      </div>
      <ReplayControls scan={scan} settings={settings} onChange={change} />
      <div className={styles.actions}>
        <NameField name={settings.name} problem={problem} onChange={(name) => change({ name })} />
        {progress !== null && <ImportProgressBar progress={progress} fileName={scan.name} onCancel={null} />}
        <span className={styles.buttons}>
          <Button onPress={fileImport.clear}>Another file…</Button>
          <Button type="submit" look="primary" isDisabled={problem !== null || progress !== null || stream === ''}>
            Add producer
          </Button>
        </span>
      </div>
    </form>
  );
}

/** What was decided stays when the file is read in another way, except for fields that there are no more. */
function useSettings(scan: FileScan, takenNames: string[]) {
  const [settings, setSettings] = useState<ImportSettings>(() => proposedSettings(scan, takenNames));
  const [seen, setSeen] = useState(scan);
  if (seen !== scan) {
    const proposed = proposedSettings(scan, takenNames);
    const has = (name: string | null): boolean => name !== null && scan.fields.some((field) => field.name === name);
    setSeen(scan);
    setSettings({
      ...settings,
      keyField: has(settings.keyField) ? settings.keyField : proposed.keyField,
      ...(has(settings.timeField) ? {} : { timeField: proposed.timeField, speed: proposed.speed, replay: 'rate' }),
    });
  }
  return [settings, (part: Partial<ImportSettings>) => setSettings((now) => ({ ...now, ...part }))] as const;
}
