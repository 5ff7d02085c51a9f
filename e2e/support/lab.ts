/** A learner at the Lab: what they do there, as verbs, and what they can read from the page. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { EngineEvent } from '../../src/engine/events.ts';
import type { KinelabScripting } from '../../src/lab/scripting.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import type { RecordQuery } from '../../src/protocol/to-worker.ts';
import { waitForMark } from './marks.ts';

/** Long enough for a run at high speed on a busy machine; a wait ends as soon as its condition holds. */
const PATIENCE_MS = 30_000;

/** How often is asked: a run that plays longer than a test needs it takes the machine from the other tests. */
const SOON = [50, 100, 150];

export class LabDriver {
  readonly page: Page;
  readonly stage: Locator;
  readonly bench: Locator;
  readonly readings: Locator;
  readonly transport: Locator;
  readonly clock: Locator;
  readonly dialog: Locator;
  readonly notice: Locator;

  constructor(page: Page) {
    this.page = page;
    this.stage = page.getByRole('main', { name: 'Stage' });
    this.bench = page.getByRole('complementary', { name: /^Bench/ });
    this.readings = page.getByRole('complementary', { name: /readings$/i });
    this.transport = page.getByRole('region', { name: 'Transport' });
    this.clock = page.getByRole('timer', { name: 'Simulated time' });
    this.dialog = page.getByRole('dialog');
    this.notice = this.stage
      .locator('[data-tone="information"], [data-tone="problem"]')
      .filter({ has: page.getByRole('button', { name: 'Close this message' }) });
  }

  /** Opens the Lab at an address of the app and waits until its controls act on a run. */
  async open(address = '/'): Promise<void> {
    await this.page.goto(address);
    await waitForMark(this.page, 'kinelab:usable');
  }

  async openScenario(id: string): Promise<void> {
    await this.open(`/#/lab?scenario=${id}`);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** A lane of the stage as the thing that can be selected; its accessible name says how the shard is. */
  shard(index: number): Locator {
    return this.stage.getByRole('button', { name: new RegExp(`^shard ${index},`) });
  }

  /** All that is drawn of one lane in front of its cells: words, budgets, buttons. */
  lane(index: number): Locator {
    return this.stage.locator(`[data-state][data-shard="${shardId(index)}"]`);
  }

  get lanes(): Locator {
    return this.stage.locator('[data-state][data-shard]');
  }

  /** The editor above the stage in which a split or a merge is prepared. */
  editor(kind: 'Split' | 'Merge'): Locator {
    return this.stage.getByRole('region', { name: new RegExp(`^${kind} shard-`) });
  }

  /** A figure that can be typed; its slider has the same name. */
  figure(label: string): Locator {
    return this.bench.getByRole('textbox', { name: label, exact: true });
  }

  async setFigure(label: string, value: number): Promise<void> {
    await this.figure(label).fill(String(value));
    await this.figure(label).press('Enter');
  }

  /** A sentence of "What happened". */
  sentence(text: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'What happened' }).getByRole('listitem').filter({ hasText: text });
  }

  async play(): Promise<void> {
    await this.transport.getByRole('button', { name: 'Play' }).click();
    await expect(this.transport.getByRole('button', { name: 'Pause' })).toBeVisible();
  }

  async pause(): Promise<void> {
    await this.transport.getByRole('button', { name: 'Pause' }).click();
    await this.standsStill();
  }

  async step(): Promise<void> {
    await this.transport.getByRole('button', { name: 'Step 100 ms' }).click();
  }

  async standsStill(): Promise<void> {
    await expect(this.transport.getByRole('button', { name: 'Play' })).toBeVisible();
    // The engine's word, not the page's: nothing moves between two answers.
    await expect.poll(async () => (await this.momentUs()) === (await this.momentUs()), { intervals: SOON }).toBe(true);
    await expect.poll(async () => (await this.clockMs()) === Math.floor((await this.momentUs()) / 1000), { intervals: SOON }).toBe(true);
  }

  /** The moment on screen: in the past it is earlier than the end of what was run. */
  async momentUs(): Promise<number> {
    const { momentUs, untilUs } = await this.recipe();
    return momentUs ?? untilUs;
  }

  /** Speeds are notches of one slider: 1 is `1×`, 1000 the last. */
  async setSpeed(factor: number): Promise<void> {
    const slider = this.transport.getByRole('slider', { name: 'speed' });
    const notch = SPEEDS.indexOf(factor);
    await slider.fill(String(notch));
    await expect(slider).toHaveAttribute('aria-valuetext', `${factor} times`);
  }

  /** What the transport's clock shows, in milliseconds. */
  async clockMs(): Promise<number> {
    return readClock((await this.clock.textContent()) ?? '');
  }

  /** Waits until the run has come to a simulated time. */
  async reach(seconds: number): Promise<void> {
    await expect.poll(() => this.clockMs(), { timeout: PATIENCE_MS, intervals: SOON }).toBeGreaterThanOrEqual(seconds * 1000);
  }

  /** Painted pixels between the hash-key axis and the lanes, where nothing is drawn but records on their way. */
  async paintedOnTheWay(): Promise<number> {
    const lane = (await this.shard(0).boundingBox())!;
    return this.stage
      .locator('canvas')
      .first()
      .evaluate((element, laneX) => {
        const canvas = element as HTMLCanvasElement;
        const box = canvas.getBoundingClientRect();
        const ratio = canvas.width / box.width;
        const [left, width] = [Math.floor((laneX - box.x - 38) * ratio), Math.floor(32 * ratio)];
        // Read from a copy: reading the canvas itself would make the browser draw it differently from then on.
        const copy = new OffscreenCanvas(width, canvas.height).getContext('2d', { willReadFrequently: true })!;
        copy.drawImage(canvas, -left, 0);
        const { data } = copy.getImageData(0, 0, width, canvas.height);
        let painted = 0;
        for (let i = 3; i < data.length; i += 4) if (data[i] > 0) painted++;
        return painted;
      }, lane.x);
  }

  /** What became of all records of a producer, read from the stage in words. */
  async tally(producer: string): Promise<{ accepted: number; lost: number; waiting: number }> {
    await this.button('The stage in words').click();
    const item = this.stage
      .getByRole('group', { name: 'Description' })
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^${producer} `) });
    const words = plain(await item.textContent());
    await this.button('Hide the words').click();
    const amount = (pattern: RegExp) => Number(pattern.exec(words)?.[1].replaceAll(' ', '') ?? 0);
    return {
      accepted: amount(/since the start: ([\d ]+) accepted/),
      lost: amount(/retried, ([\d ]+) lost/),
      waiting: amount(/([\d ]+) waiting/),
    };
  }

  recipe(): Promise<RunRecipe> {
    return this.page.evaluate(() => window.__kinelab!.recipe());
  }

  eventLog(): Promise<EngineEvent[]> {
    return this.page.evaluate(() => window.__kinelab!.eventLog());
  }

  records(query: RecordQuery): ReturnType<KinelabScripting['records']> {
    return this.page.evaluate((asked) => window.__kinelab!.records(asked), query);
  }

  /** Waits until an event that is meant has happened; answers with the first such one. */
  async until<Type extends EngineEvent['type']>(
    type: Type,
    isMeant: (event: EventOf<Type>) => boolean = () => true,
  ): Promise<EventOf<Type>> {
    const find = async () =>
      (await this.eventLog()).find((event): event is EventOf<Type> => event.type === type && isMeant(event as EventOf<Type>));
    const patience = { message: `${type} has happened`, timeout: PATIENCE_MS, intervals: SOON };
    await expect.poll(async () => (await find()) !== undefined, patience).toBe(true);
    return (await find())!;
  }
}

export type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

const SPEEDS = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** `shardId-000000000002` of 2. */
export function shardId(index: number): string {
  return `shardId-${String(index).padStart(12, '0')}`;
}

/** `00:41.263` and `1:02:41` in milliseconds. */
export function readClock(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Math.round(Number(part) * 1000), 0);
}

/** Numbers are grouped with narrow spaces; a test reads them as one would write them: `1 000`. */
export function plain(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
