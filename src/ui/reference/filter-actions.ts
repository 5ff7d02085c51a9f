/** Which actions the list shows. */
import type { ConformingAction } from '../../content/reference/conformance.ts';

export const SHOWN = [
  { value: 'all', label: 'All actions' },
  { value: 'recorded', label: 'With recorded answers' },
  { value: 'simplified', label: 'With simplifications' },
  { value: 'left-out', label: 'With members left out' },
] as const;

export type Shown = (typeof SHOWN)[number]['value'];

/** `text` is looked for in names, members and texts; every word must be found. */
export function filterActions(actions: readonly ConformingAction[], text: string, shown: Shown): ConformingAction[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return actions.filter((action) => isOfKind(action, shown) && words.every((word) => wordsOf(action).includes(word)));
}

function isOfKind(action: ConformingAction, shown: Shown): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'recorded':
      return action.steps.of > 0;
    case 'simplified':
      return action.simplified.length > 0;
    case 'left-out':
      return leftOutOf(action).length > 0;
  }
}

/** StreamId is reserved in every request and means nothing: it does not count. */
export const leftOutOf = ({ members }: ConformingAction): ConformingAction['members'] =>
  members.filter(({ path, leftOut }) => leftOut !== null && path !== 'StreamId');

function wordsOf({ name, modelled, simplified, recorded, members, refusals }: ConformingAction): string {
  const texts = [
    name,
    ...modelled,
    ...simplified,
    ...recorded,
    ...members.map(({ path }) => path),
    ...refusals.flatMap(({ type, text }) => [type, text]),
  ];
  return texts.join('\n').toLowerCase();
}
