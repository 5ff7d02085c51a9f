/** Tags of streams and consumers: one case-sensitive map behind both families of actions, listed in code-unit order (recorded). */
import { invalidArgument, type Answer } from './errors.ts';
import type { KinesisState } from './stream-state.ts';
import { text, type Shape } from './validation.ts';

export const TAG_KEY: Shape = text({ min: 1, max: 128 });
export const TAG_MAP: Shape = { kind: 'map', min: 1, max: 200, keys: { min: 1, max: 128 }, values: { min: 0, max: 256 } };
export const TAG_KEYS: Shape = { kind: 'list', of: TAG_KEY, min: 1, max: 50 };

interface Tagged {
  arn: string;
  tags: Record<string, string>;
}

export function addTags(state: KinesisState, resource: Tagged, added: Record<string, string>): Answer<null> {
  const refusal = checkTags(resource.tags, added, state, resource.arn);
  if (refusal !== null) return refusal;
  resource.tags = { ...resource.tags, ...added };
  return { ok: true, value: null };
}

export function removeTags(state: KinesisState, resource: Tagged, keys: string[]): Answer<null> {
  const refusal = checkCharacters(keys, 'remove tags from', state, resource.arn);
  if (refusal !== null) return refusal;
  resource.tags = Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !keys.includes(key)));
  return { ok: true, value: null };
}

/** What stands in the way of adding `added` to `present`, as a refusal, or null. */
export function checkTags(present: Record<string, string>, added: Record<string, string>, state: KinesisState, arn: string) {
  const { quotas, accountId } = state;
  if (Object.keys(added).some((key) => key.startsWith('aws:')))
    return invalidArgument("Some tag keys in the request started with 'aws:'. System tags cannot be modified.");
  const badCharacters = checkCharacters(Object.entries(added).flat(), 'add tags to', state, arn);
  if (badCharacters !== null) return badCharacters;
  if (Object.keys({ ...present, ...added }).length > quotas.tagsPerResource)
    return invalidArgument(
      `Failed to add tags to resource ${arn} under account ${accountId} because a given resource cannot have more than ${quotas.tagsPerResource} tags associated with it.`,
    );
  return null;
}

/** `:` is not in the text and is accepted all the same, as in other services (a choice). Texts: kinesalite, whose tests ran on AWS. */
const CHARACTERS = /^[\p{L}\p{M}\p{N}\p{Z}_.:/=+\-%@]*$/u;

function checkCharacters(texts: string[], doing: string, { accountId }: KinesisState, arn: string) {
  if (!texts.every((one) => CHARACTERS.test(one)))
    return invalidArgument(
      'Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.',
    );
  if (!texts.some((one) => one.includes('%'))) return null;
  const resource = arn.includes('/consumer/') ? `resource ${arn}` : `stream ${arn.slice(arn.indexOf('/') + 1)}`;
  return invalidArgument(
    `Failed to ${doing} ${resource} under account ${accountId} because some tags contained illegal characters. ` +
      "The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.",
  );
}

export const tagList = (tags: Record<string, string>): { Key: string; Value: string }[] =>
  Object.keys(tags)
    .sort()
    .map((Key) => ({ Key, Value: tags[Key] }));
