/** What a link holds, in words. */
import type { RunRecipe } from '../../protocol/run-recipe.ts';
import type { Selection } from '../../protocol/selection.ts';
import { clock, count, shardName, shardNumber } from '../../views/wording.ts';

/** `Branch ‘Main’, 3 commands, at 00:12.300 of 00:41.263, with shard 2 selected.` */
export function whatItHolds(recipe: RunRecipe, branchName: string): string {
  const { commands, momentUs = recipe.untilUs, untilUs, selection = null } = recipe;
  const given = commands.length === 0 ? 'no commands' : `${count(commands.length)} ${commands.length === 1 ? 'command' : 'commands'}`;
  const moment = momentUs < untilUs ? `at ${clock(momentUs, 3)} of ${clock(untilUs, 3)}` : `at ${clock(untilUs, 3)}`;
  const selected = selection === null ? '' : `, with ${selectionName(selection)} selected`;
  return `Branch ‘${branchName}’, ${given}, ${moment}${selected}.`;
}

function selectionName(selection: NonNullable<Selection>): string {
  switch (selection.kind) {
    case 'shard':
      return shardName(shardNumber(selection.id));
    case 'key':
      return `partition key ${selection.label}`;
    case 'record':
      return `a record of ${shardName(shardNumber(selection.shardId))}`;
    case 'delivery-stream':
      return `delivery stream ${selection.id}`;
    case 'producer':
    case 'consumer':
      return `${selection.kind} ${selection.id}`;
  }
}
