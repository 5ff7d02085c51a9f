/** What an exercise's lab takes at all: before a prediction nothing, then the kinds of command that are allowed. */
import { expect, test, vi } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import type { Command } from '../../src/engine/commands.ts';
import { commandLocks } from '../../src/lab/command-locks.ts';
import { EmbeddedLab } from '../../src/lab/embedded-lab.ts';
import { proposeMerge, proposeSplit } from '../../src/ui/stage/propose.ts';
import { lockedText } from '../../src/ui/stage/shard-lock-text.ts';

const ALLOWS = [{ command: 'split-shard' }, { command: 'update-producer', producer: 'p', parts: ['rate'] }] as const;
const TYPES = ['split-shard', 'merge-shards', 'update-producer', 'remove-consumer', 'inject-fault', 'put-record'] as const;

/** What a lab asks of a browser when it is made; its worker is not started. */
function labWith(isCommitted: boolean): EmbeddedLab {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('location', { search: '' });
  vi.stubGlobal('document', { addEventListener: () => {} });
  const lab = new EmbeddedLab();
  vi.unstubAllGlobals();
  lab.store.setState({ locks: commandLocks(ALLOWS, isCommitted) });
  return lab;
}
const SHARD = 'shardId-000000000000';
const SPLIT: Command = { type: 'split-shard', stream: 's', shardId: SHARD, newStartingHashKey: '1' };
const MERGE: Command = { type: 'merge-shards', stream: 's', shardId: SHARD, adjacentShardId: 'shardId-000000000001' };
const CUT = { shardId: SHARD, newStartingHashKey: '1' };
const noticeOf = (lab: EmbeddedLab) => lab.store.getState().notice?.text ?? null;

test('before a prediction every kind is locked, in every exercise', () => {
  for (const { allows } of exercises)
    for (const type of TYPES) expect(commandLocks(allows, false)(type)).toBe('Commit your prediction first.');
});

test('then those that are allowed are taken, and the sentence about another offers them', () => {
  const locks = commandLocks(ALLOWS, true);
  expect(locks('split-shard')).toBeNull();
  expect(locks('update-producer')).toBeNull();
  for (const type of ['merge-shards', 'remove-consumer', 'inject-fault', 'put-record'] as const)
    expect(locks(type)).toBe('This exercise is solved without that. You may split a shard; change the rate of p.');
});

test('a lab that is locked gives nothing to its engine', async () => {
  const lab = labWith(false);
  const give = vi.spyOn(lab.client, 'giveCommand').mockResolvedValue(null);
  expect(await lab.giveCommand(SPLIT)).toEqual({ error: 'Locked', message: 'Commit your prediction first.' });
  expect(give).not.toHaveBeenCalled();
  lab.store.setState({ locks: commandLocks(ALLOWS, true) });
  expect((await lab.giveCommand(MERGE))?.error).toBe('Locked');
  expect(give).not.toHaveBeenCalled();
});

test('nor does it open an editor, by pointer or by key; it says why', () => {
  const lab = labWith(false);
  lab.act({ type: 'propose-cut', cut: CUT });
  expect(lab.store.getState().proposedCut).toBeNull();
  expect(noticeOf(lab)).toBe('Commit your prediction first.');
  lab.store.setState({ notice: null });
  proposeSplit(lab, SHARD);
  expect(noticeOf(lab)).toBe('Commit your prediction first.');
  lab.store.setState({ notice: null, locks: commandLocks(ALLOWS, true) });
  proposeMerge(lab, SHARD);
  expect(noticeOf(lab)).toContain('This exercise is solved without that.');
  lab.act({ type: 'propose-cut', cut: CUT });
  expect(lab.store.getState().proposedCut).toEqual(CUT);
  // An editor that stands open can always be closed.
  lab.store.setState({ locks: commandLocks(ALLOWS, false) });
  lab.act({ type: 'propose-cut', cut: null });
  expect(lab.store.getState().proposedCut).toBeNull();
});

test('the menu of a shard says which of its items stand still', () => {
  expect(lockedText(null, null)).toBeNull();
  expect(lockedText('No.', 'No.')).toBe('Split and merge are locked. No.');
  expect(lockedText(null, 'No.')).toBe('Merge is locked. No.');
  expect(lockedText('No.', null)).toBe('Split is locked. No.');
});
