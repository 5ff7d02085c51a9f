/** What the page says when a run was opened, or was not. Every refusal is one sentence. */
import type { DatasetReference, RunRecipe } from '../protocol/run-recipe.ts';

/** What a run came in. */
export type RunSource = { kind: 'link' } | { kind: 'file'; name: string } | { kind: 'run' };

export function otherEngine({ kind }: RunSource, needed: string, here: string): string {
  return `This ${kind} cannot be opened: it was made with version ${needed} of the engine, and version ${here}, which is here, would play it differently.`;
}

export function unknownScenario({ kind }: RunSource, scenario: RunRecipe['scenario']): string {
  const id = typeof scenario === 'string' ? scenario : scenario.id;
  return `This ${kind} cannot be opened: it is for a scenario that this version of Kinelab does not have (${id}).`;
}

export function missingFile({ name, rows }: DatasetReference): string {
  const size = rows > 0 ? ` (${rows.toLocaleString('en-US').replaceAll(',', '\u202F')} rows)` : '';
  return `This run uses the file ${name}${size}, which is not in this browser: choose it to open the run.`;
}

/** A refusal where nothing else is open. */
export function withDefault(refusal: string, isMeanwhile: boolean): string {
  return `${refusal.replace(/\.$/, '')}; ${isMeanwhile ? 'meanwhile the default runs' : 'the default runs instead'}.`;
}

export function whereItStands(source: RunSource, { momentUs, untilUs, branches = [] }: RunRecipe): string {
  const opened = `Opened from ${source.kind === 'file' ? source.name : `its ${source.kind}`}`;
  const others = branches.length > 1 ? `, with its ${branches.length} branches` : '';
  if (untilUs === 0) return `${opened}${others}.`;
  if (momentUs !== undefined && momentUs < untilUs)
    return `${opened}: the run stands at a moment of its past${others}. Play replays what was recorded.`;
  return `${opened}: the run stands where it stood${others}. Play goes on from here.`;
}
