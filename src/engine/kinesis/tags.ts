/** Tags of streams and consumers: one case-sensitive map behind both families of actions, listed in code-unit order (recorded). */
import { invalidArgument } from './errors.ts';
import type { KinesisState } from './stream-state.ts';
import { text, type Shape } from './validation.ts';

export const TAG_MAP: Shape = { kind: 'map', min: 1, max: 200 };
export const TAG_KEYS: Shape = { kind: 'list', of: text({ min: 1, max: 128 }), min: 1, max: 50 };

/** What stands in the way of adding `added` to `present`, as a refusal, or null. */
export function checkTags(present: Record<string, string>, added: Record<string, string>, { quotas, accountId }: KinesisState, arn: string) {
  if (Object.keys(added).some((key) => key.startsWith('aws:'))) return invalidArgument("Some tag keys in the request started with 'aws:'. System tags cannot be modified.");
  if (Object.keys({ ...present, ...added }).length > quotas.tagsPerResource)
    return invalidArgument(
      `Failed to add tags to resource ${arn} under account ${accountId} because a given resource cannot have more than ${quotas.tagsPerResource} tags associated with it.`,
    );
  return null;
}

export const tagList = (tags: Record<string, string>): { Key: string; Value: string }[] =>
  Object.keys(tags)
    .sort()
    .map((Key) => ({ Key, Value: tags[Key]! }));
