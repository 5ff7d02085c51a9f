/** The dialogs, each fetched when it is first opened. */
import { lazy, Suspense, useState } from 'react';
import type { Dataset } from '../../protocol/dataset.ts';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { useLab, useLabState } from '../use-lab.ts';

const Import = lazy(() => import('../import/ImportDialog.tsx').then(({ ImportDialog }) => ({ default: ImportDialog })));
const Records = lazy(() => import('../records/RecordInspector.tsx').then(({ RecordInspector }) => ({ default: RecordInspector })));
const Share = lazy(() => import('./ShareDialog.tsx').then(({ ShareDialog }) => ({ default: ShareDialog })));
const Export = lazy(() => import('../export/ExportDialog.tsx').then(({ ExportDialog }) => ({ default: ExportDialog })));
const Runs = lazy(() => import('../runs/RunsDialog.tsx').then(({ RunsDialog }) => ({ default: RunsDialog })));
const Faults = lazy(() => import('../faults/FaultsPanel.tsx').then(({ FaultsPanel }) => ({ default: FaultsPanel })));
const Transform = lazy(() => import('../transform/TransformDialog.tsx').then(({ TransformDialog }) => ({ default: TransformDialog })));
const Help = lazy(() => import('./HelpDialog.tsx').then(({ HelpDialog }) => ({ default: HelpDialog })));

export function Dialogs() {
  const lab = useLab();
  const dialog = useLabState((state) => state.dialog);
  const close = () => lab.store.setState({ dialog: null });
  if (dialog === null) return null;
  return (
    <Suspense>
      {dialog.kind === 'import' && <ImportHost file={dialog.file} onClose={close} />}
      {dialog.kind === 'records' && <Records query={dialog.query} onClose={close} />}
      {dialog.kind === 'share' && <Share onClose={close} />}
      {dialog.kind === 'export' && <Export onClose={close} />}
      {dialog.kind === 'runs' && <Runs onClose={close} />}
      {dialog.kind === 'faults' && <Faults consumer={dialog.consumer} onClose={close} />}
      {dialog.kind === 'transform' && <Transform deliveryStream={dialog.deliveryStream} onClose={close} />}
      {dialog.kind === 'help' && <Help onClose={close} />}
    </Suspense>
  );
}

function ImportHost({ file, onClose }: { file: File | null; onClose(): void }) {
  const lab = useLab();
  // The spread over the shards is drawn for those of the moment of opening: it must not jump while a field is chosen.
  const [slow] = useState(() => lab.feed.slow);
  const ready = async (dataset: Dataset, producer: ProducerSpec) => {
    onClose();
    const refusal = await lab.addDataset(dataset, producer);
    if (refusal === null) lab.store.setState({ selection: { kind: 'producer', id: producer.id } });
    else lab.notify(`${refusal.error}: ${refusal.message}`, 'problem');
  };
  return (
    <Import
      isOpen
      onClose={onClose}
      shards={slow?.shards ?? []}
      producers={slow?.producers ?? []}
      stream={slow?.stream.name}
      onReady={(dataset, producer) => void ready(dataset, producer)}
      initialFile={file ?? undefined}
    />
  );
}
