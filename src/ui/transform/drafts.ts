/** What was changed and not saved, by run and delivery stream: closing the editor does not lose it. */
import type { TransformSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import type { RunInfo } from '../../lab/store.ts';

const drafts = new WeakMap<RunInfo, Map<string, TransformSpec>>();

export const draftOf = (run: RunInfo | null, id: string): TransformSpec | null =>
  run === null ? null : (drafts.get(run)?.get(id) ?? null);

/** Null: there is none any more. */
export function keepDraft(run: RunInfo | null, id: string, draft: TransformSpec | null): void {
  if (run === null) return;
  const kept = drafts.get(run) ?? new Map<string, TransformSpec>();
  drafts.set(run, kept);
  if (draft === null) kept.delete(id);
  else kept.set(id, draft);
}
