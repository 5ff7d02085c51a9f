import { beforeEach, describe, expect, it } from 'vitest';
import { scenarios } from '../../src/content/scenarios/index.ts';
import type { AddressBar } from '../../src/lab/address-bar.ts';
import type { DatasetShelf, DatasetsFound } from '../../src/lab/datasets.ts';
import { writeRunFile } from '../../src/lab/run-file.ts';
import { readAddress } from '../../src/lab/lab-address.ts';
import { runAddress } from '../../src/lab/run-link.ts';
import { RunOpener } from '../../src/lab/run-opener.ts';
import { createLabStore, type LabStore, type RunInfo } from '../../src/lab/store.ts';
import type { WorkerClient } from '../../src/lab/worker-client.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import { isOneSentence } from './one-sentence.ts';

const HERE = '0.2.0';
const RUN: RunRecipe = { engineVersion: HERE, scenario: 'hot-key', seed: '1', commands: [], untilUs: 5_000_000, datasets: [] };
const LINK = runAddress(RUN);
const cutOff = LINK.slice(0, -9);
const file = (text: string) => new File([text], 'kinelab-hot-key-00-05.json');

/** The page around the opener: a worker that opens what it is not told to refuse, and an address that can be looked at. */
class Page {
  hash = '';
  standing: string | null = null;
  asked: RunRecipe[] = [];
  refuses: string | null = null;
  found: DatasetsFound = { ok: true, datasets: [] };
  failed: string[] = [];
  /** What happens when a worker is started. */
  startWorker = (): void => void this.opener.begin(HERE);
  readonly store: LabStore = createLabStore({ themeChoice: 'system', motionChoice: 'system', theme: 'light', motion: 'full' });
  readonly opener = new RunOpener({
    scenarios,
    shippedReferences: [],
    shelf: { findAll: async () => this.found } as unknown as DatasetShelf,
    client: {
      openRun: (recipe: RunRecipe) => this.openRun(recipe),
      post: () => {},
      start: () => this.startWorker(),
    } as unknown as WorkerClient,
    store: this.store,
    address: {
      read: () => readAddress(this.hash),
      write: (hash: string) => (this.hash = this.standing = hash),
      putBack: () => (this.hash = this.standing ?? this.hash),
    } as unknown as AddressBar,
    fail: (message) => this.failed.push(message),
  });

  get state() {
    return this.store.getState();
  }

  /** The address is changed by hand. */
  async follow(hash: string): Promise<void> {
    this.hash = hash;
    await this.opener.openAddress();
  }

  private async openRun(recipe: RunRecipe): Promise<string | null> {
    this.asked.push(recipe);
    await Promise.resolve();
    if (this.refuses !== null) return this.refuses;
    this.store.setState({ run: { recipe, title: '', summary: '', quotas: [] } satisfies RunInfo });
    return null;
  }
}

let page: Page;
beforeEach(() => {
  page = new Page();
});

const unopened: [string, string, RegExp][] = [
  ['a link that lost its end', cutOff, /incomplete or was changed on the way/],
  ['a link of another version', LINK.replace('=v1.', '=v7.'), /another version of Kinelab \(v7/],
  ['nonsense', '#/lab?run=hello', /does not hold a run of Kinelab/],
  ['a run of another engine', runAddress({ ...RUN, engineVersion: '9.9.9' }), /made with version 9\.9\.9 of the engine.*0\.2\.0/],
  ['a run of a scenario that is not here', runAddress({ ...RUN, scenario: 'atlantis' }), /does not have \(atlantis\)/],
  ['a scenario that is not here', '#/lab?scenario=atlantis', /no scenario called atlantis/],
];

describe('while a run stands', () => {
  beforeEach(async () => {
    await page.opener.begin(HERE);
    await page.follow(LINK);
    page.store.setState({ selection: { kind: 'shard', id: 'shardId-000000000001' }, commandCount: 7 });
  });

  /** All that is open, as it was before. */
  function expectUntouched(before: ReturnType<LabStore['getState']>): void {
    expect({ ...page.state, notice: null }).toEqual({ ...before, notice: null, status: { kind: 'running' } });
    expect(page.hash).toBe(LINK);
    expect(page.failed).toEqual([]);
  }

  it.each(unopened)('%s changes nothing but the sentence', async (_, hash, says) => {
    const before = page.state;
    const asked = page.asked.length;
    await page.follow(hash);
    expectUntouched(before);
    expect(page.asked).toHaveLength(asked);
    expect(page.state.notice).toMatchObject({ tone: 'problem', missing: null, text: expect.stringMatching(says) });
    expect(page.state.notice!.text).toSatisfy(isOneSentence);
  });

  it('a file that cannot be read changes nothing, and tells whoever asked', async () => {
    const before = page.state;
    const sentence = await page.opener.openFile(file(writeRunFile(RUN).slice(0, 200)), false);
    expect(sentence).toBe('This file cannot be opened: it ends too early.');
    expect(page.state).toBe(before);
    expect(await page.opener.openFile(file('{}'), true)).toBe('This file cannot be opened: it is not a run of Kinelab.');
    expectUntouched(before);
    expect(page.state.notice!.text).toBe('This file cannot be opened: it is not a run of Kinelab.');
  });

  it('what the worker refuses leaves the run, its address and its state', async () => {
    const before = page.state;
    page.refuses = 'There is no such thing.';
    await page.follow(runAddress({ ...RUN, seed: '2' }));
    expect(page.asked.at(-1)!.seed).toBe('2');
    expectUntouched(before);
    expect(page.state.notice!.text).toContain('There is no such thing.');
  });

  it('a run whose file is not here is offered, and the one that stands goes on', async () => {
    const before = page.state;
    const reference = { id: `sha256:${'0'.repeat(32)}`, name: 'orders.csv', rows: 1234 };
    page.found = { ok: false, missing: reference };
    const wanted = { ...RUN, seed: '2', datasets: [reference] };
    await page.follow(runAddress(wanted));
    expectUntouched(before);
    expect(page.state.notice).toMatchObject({ tone: 'problem', missing: { reference, recipe: wanted } });
    expect(page.state.notice!.text).toContain('orders.csv (1\u202F234 rows)');
    expect(page.state.notice!.text).toSatisfy(isOneSentence);
  });

  it('a run that was broken by a rule stays there to be reported', async () => {
    const status = { kind: 'failed' as const, origin: 'model' as const, message: 'A rule was broken.', recipe: RUN };
    page.store.setState({ status });
    page.refuses = 'No.';
    await page.follow(cutOff);
    expect(page.state.status).toBe(status);
    await page.follow(runAddress({ ...RUN, seed: '2' }));
    expect(page.state.status).toBe(status);
  });

  const died = { kind: 'failed' as const, origin: 'worker' as const, message: 'It has ended.', recipe: RUN };

  it('a worker that has died is replaced for the next run that is opened', async () => {
    page.store.setState({ status: died });
    const other = { ...RUN, seed: '2' };
    await page.follow(runAddress(other));
    expect(page.state).toMatchObject({ status: { kind: 'running' }, run: { recipe: other } });
    expect(page.hash).toBe(runAddress(other));
  });

  it('where no worker starts any more, the page goes on saying that it has ended', async () => {
    page.store.setState({ status: died });
    page.startWorker = () => page.store.setState({ status: { ...died, message: 'Again.' } });
    await page.follow(runAddress({ ...RUN, seed: '2' }));
    expect(page.state.status).toMatchObject({ kind: 'failed', origin: 'worker', message: 'Again.' });
    expect(page.hash).toBe(LINK);
  });

  it('another run takes its place, and the address with it', async () => {
    const other = { ...RUN, seed: 'abc', momentUs: 3_000_000 };
    await page.follow(runAddress(other));
    expect(page.state.run!.recipe).toEqual(other);
    expect(page.hash).toBe(runAddress(other));
    expect(page.state.notice).toMatchObject({ tone: 'information', text: expect.stringContaining('at a moment of its past') });
  });

  it('the last of several that are asked for at once stands, whatever became of the others', async () => {
    const seeds = ['a', 'b', 'c'].map((seed) => runAddress({ ...RUN, seed }));
    await Promise.all(seeds.map((hash) => page.follow(hash)));
    expect(page.state.run!.recipe.seed).toBe('c');
    expect(page.hash).toBe(seeds[2]);
    expect(page.state.status.kind).toBe('running');
  });

  it('tells each run that stands by the very recipe that was handed in', async () => {
    const stood: RunRecipe[] = [];
    page.opener.opened = (recipe) => stood.push(recipe);
    const recipe = { ...RUN, seed: 'd' };
    await page.opener.open({ recipe, source: { kind: 'run' }, replay: true, play: true });
    page.refuses = 'No.';
    await page.opener.open({ recipe: RUN, source: { kind: 'run' }, replay: true, play: true });
    expect(stood).toHaveLength(1);
    expect(stood[0]).toBe(recipe);
  });

  it('starts again without what belonged to the moment', async () => {
    await page.follow(runAddress({ ...RUN, momentUs: 3_000_000, view: 'stage', selection: { kind: 'key', label: 'FR' } }));
    await page.opener.startAgain();
    expect(page.state.run!.recipe).toEqual({ ...RUN, untilUs: 0 });
  });
});

describe('while nothing stands', () => {
  it.each(unopened)('%s opens the default and says why', async (_, hash, says) => {
    page.hash = hash;
    await page.opener.begin(HERE);
    expect(page.state.run!.recipe).toMatchObject({ scenario: scenarios[0].id, commands: [], untilUs: 0 });
    expect(page.hash).toBe('#/lab');
    expect(page.state.notice).toMatchObject({ tone: 'problem', text: expect.stringMatching(says) });
    expect(page.state.notice!.text).toMatch(/; the default runs instead\.$/);
    expect(page.state.notice!.text).toSatisfy(isOneSentence);
  });

  it('a default that cannot be opened either is a failure', async () => {
    page.refuses = 'Its file did not come.';
    await page.opener.begin(HERE);
    expect(page.failed).toEqual(['The run could not be opened: Its file did not come.']);
  });

  it('a run of this tab that cannot be looked up does not stand in the way', async () => {
    page.hash = LINK;
    page.opener.resume = () => Promise.reject(new Error('The storage is closed.'));
    await page.opener.begin(HERE);
    expect(page.state.run!.recipe).toEqual(RUN);
  });

  it('the run of this tab comes before the address', async () => {
    page.hash = LINK;
    page.opener.resume = async (address) => {
      expect(address.kind).toBe('run');
      return (
        (await page.opener.open({ recipe: { ...RUN, seed: 'cafe' }, source: { kind: 'run' }, replay: true, play: false })).kind === 'opened'
      );
    };
    await page.opener.begin(HERE);
    expect(page.asked.map(({ seed }) => seed)).toEqual(['cafe']);
  });
});
