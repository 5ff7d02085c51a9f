/** A command that went through a link or a file is the same to the byte: its members come back in the order in which the page makes them. */
import { expect, test } from 'vitest';
import type { Command } from '../../src/engine/commands.ts';
import { OFFERED_CONSUMERS } from '../../src/lab/new-specs.ts';
import { readRunLink, writeRunLink } from '../../src/lab/run-link.ts';

test.each(OFFERED_CONSUMERS.map(({ kind, make }) => ({ kind, consumer: make('orders', []) })))('$kind', ({ consumer }) => {
  const command: Command = { type: 'add-consumer', consumer };
  const link = readRunLink(
    writeRunLink({ engineVersion: '0', scenario: 'empty', seed: '1', commands: [{ at: 1, command }], untilUs: 2, datasets: [] }),
  );
  expect(link.ok && JSON.stringify(link.recipe.commands[0].command)).toBe(JSON.stringify(command));
});
