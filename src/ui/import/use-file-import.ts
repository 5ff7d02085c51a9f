/** The file that the dialog is about: from the choice through reading and looking to the data set. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  BuildWish,
  BuiltDataset,
  FieldKeys,
  FileRefusal,
  FileScan,
  FormatChoice,
  ImportProgress,
} from '../../protocol/import-messages.ts';
import { FileImport } from './import-client.ts';

export interface FileImportState {
  file: File | null;
  /** What has been found so far; stays while another format is tried. */
  scan: FileScan | null;
  /** Not null while the worker is busy. */
  progress: ImportProgress | null;
  refusal: FileRefusal | null;
}

const NOTHING: FileImportState = { file: null, scan: null, progress: null, refusal: null };

export function useFileImport() {
  const [state, setState] = useState(NOTHING);
  const running = useRef<FileImport | null>(null);

  const clear = useCallback(() => {
    running.current?.close();
    running.current = null;
    setState(NOTHING);
  }, []);
  useEffect(() => () => running.current?.close(), []);

  const scan = useCallback(async (choice: Partial<FormatChoice>) => {
    const job = running.current;
    if (job === null) return;
    const answer = await job.scan(choice);
    if (running.current !== job) return;
    setState((now) =>
      answer.ok ? { ...now, scan: answer.value, progress: null, refusal: null } : { ...now, progress: null, refusal: answer.refusal },
    );
  }, []);

  const open = useCallback(
    (file: File) => {
      running.current?.close();
      const job = new FileImport(file, file.name, (progress) => {
        if (running.current === job) setState((now) => ({ ...now, progress }));
      });
      running.current = job;
      setState({ file, scan: null, progress: { stage: 'reading', doneBytes: 0, totalBytes: file.size }, refusal: null });
      void scan({});
    },
    [scan],
  );

  const refuse = useCallback((refusal: FileRefusal) => setState((now) => ({ ...now, refusal })), []);

  const listKeys = useCallback(async (field: string): Promise<FieldKeys | null> => {
    const job = running.current;
    const answer = await job?.listKeys(field);
    return answer?.ok && running.current === job ? answer.value : null;
  }, []);

  const build = useCallback(async (choice: FormatChoice, wish: BuildWish): Promise<BuiltDataset | null> => {
    const job = running.current;
    if (job === null) return null;
    const answer = await job.build(choice, wish);
    if (running.current !== job) return null;
    if (answer.ok) return answer.value;
    setState((now) => ({ ...now, progress: null, refusal: answer.refusal }));
    return null;
  }, []);

  return { ...state, open, scanAgain: scan, listKeys, build, clear, refuse };
}

export type FileImportHandle = ReturnType<typeof useFileImport>;
