/**
 * Which item comes next: numbers that were had are not dealt again. A template without numbers is dealt once; when nothing new is
 * left the dealing ends, which with a template of a few hundred draws takes long.
 */
import { drawItem } from '../../content/learning/draw-item.ts';
import { shuffled } from '../../content/learning/draw.ts';
import type { Item, QuestionTemplate } from '../../content/questions/question.ts';
import type { DealtItem } from './answer.ts';

/** Seeds that are tried before a template counts as used up. */
const TRIES_MAX = 30;

/** What makes two items the same to a learner: the template with its numbers. */
export const keyOf = ({ template, numbers }: Pick<Item, 'template' | 'numbers'>): string => `${template} ${JSON.stringify(numbers)}`;

/** The keys of what was dealt before; templates that are gone are passed over. */
export function keysOf(dealt: readonly DealtItem[], templates: readonly QuestionTemplate[]): Set<string> {
  const byId = new Map(templates.map((template) => [template.id, template]));
  return new Set(
    dealt.flatMap(({ template: id, seed }) => {
      const template = byId.get(id);
      return template === undefined ? [] : [keyOf(drawItem(template, seed))];
    }),
  );
}

/** A fresh draw of one template, whose key is then in `had`; null where it is used up. */
export function dealFrom(template: QuestionTemplate, had: Set<string>, random: () => number): DealtItem | null {
  for (let i = 0; i < TRIES_MAX; i++) {
    const seed = Math.floor(random() * 2 ** 32).toString(16);
    const key = keyOf(drawItem(template, seed));
    if (had.has(key)) continue;
    had.add(key);
    return { template: template.id, seed };
  }
  return null;
}

/** For a drill: what was asked least in this session first, never the template of just now while there is another. */
export function dealNext(
  templates: readonly QuestionTemplate[],
  asked: readonly DealtItem[],
  had: Set<string>,
  random: () => number,
): DealtItem | null {
  const timesAsked = (id: string) => asked.filter(({ template }) => template === id).length;
  const last = asked.at(-1)?.template;
  const ranked = shuffled(templates, random).sort((a, b) => timesAsked(a.id) - timesAsked(b.id));
  const order = [...ranked.filter(({ id }) => id !== last), ...ranked.filter(({ id }) => id === last)];
  for (const template of order) {
    const item = dealFrom(template, had, random);
    if (item !== null) return item;
  }
  return null;
}
