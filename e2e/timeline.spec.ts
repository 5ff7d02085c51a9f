/** The timeline in a real browser: it tells, it is gone along by pointer, fingers and keys, it zooms, and it shows the past and the branches. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { ENGINE_VERSION } from '../src/engine/index.ts';
import { writeRunLink } from '../src/lab/run-link.ts';
import { scenarioNamed } from './support/node-run.ts';
import { LabDriver, plain, readClock } from './support/lab.ts';
import { violations } from './support/violations.ts';

/** The strip of a run, by its places in CSS pixels. */
class TimelineDriver {
  readonly lab: LabDriver;
  readonly page: Page;
  readonly slider: Locator;
  readonly strip: Locator;

  constructor(lab: LabDriver) {
    this.lab = lab;
    this.page = lab.page;
    this.strip = lab.transport.getByRole('group', { name: 'Timeline' });
    this.slider = this.strip.getByRole('slider', { name: 'Moment of the run' });
  }

  /** In microseconds. */
  async shownUs(): Promise<number> {
    return Math.round(Number(await this.slider.getAttribute('aria-valuenow')) * 1e6);
  }

  async endUs(): Promise<number> {
    return Math.round(Number(await this.slider.getAttribute('aria-valuemax')) * 1e6);
  }

  /** What the slider says, spaces as one would type them. */
  async says(): Promise<string> {
    return plain(await this.slider.getAttribute('aria-valuetext'));
  }

  /** The knob of the playhead. */
  async knobX(): Promise<number> {
    const box = (await this.strip.locator('[data-mark="playhead"] circle').boundingBox())!;
    return box.x + box.width / 2;
  }

  async place(): Promise<{ x: number; y: number; width: number; height: number }> {
    return (await this.slider.boundingBox())!;
  }

  /** Where a moment of the whole run lies: 0 is at the left end of the axis, and the playhead stands where it says. */
  async xOf(atUs: number): Promise<number> {
    const left = (await this.place()).x + 12;
    return left + ((await this.knobX()) - left) * (atUs / (await this.shownUs()));
  }

  tip(text: string | RegExp): Locator {
    return this.strip.locator('[aria-hidden="true"]').filter({ hasText: text });
  }

  async zoomed(): Promise<string> {
    return (await this.strip.locator('p').textContent())!;
  }

  async standsAt(atUs: number): Promise<void> {
    await expect.poll(() => this.lab.momentUs()).toBe(atUs);
    await expect.poll(() => this.shownUs()).toBe(Math.floor(atUs / 1000) * 1000);
  }
}

/** Twelve seconds that stand still, with a throttle, losses and a command: the same on every machine. */
async function playedRun(page: Page): Promise<TimelineDriver> {
  const lab = new LabDriver(page);
  const scenario = scenarioNamed('hot-key');
  const producer = { ...scenario.producers[0], rate: { kind: 'constant', perSecond: 900 } } as const;
  const commands = [{ at: 3_400_000, command: { type: 'update-producer', producer } as const }];
  const recipe = { engineVersion: ENGINE_VERSION, scenario: scenario.id, seed: '7f3a', commands, untilUs: 12_000_000, datasets: [] };
  await lab.open(`/#/lab?run=${writeRunLink(recipe)}`);
  await lab.standsStill();
  await expect.poll(() => lab.momentUs()).toBe(recipe.untilUs);
  return new TimelineDriver(lab);
}

/** Where the window begins, in seconds. */
const startOf = (zoomed: string): number => readClock(/00:\d\d\.\d/.exec(zoomed)?.[0] ?? '') / 1000;

test('by pointer: hovering tells, a click goes there, dragging scrubs; and the same in words', async ({ page }) => {
  const timeline = await playedRun(page);
  const { lab } = timeline;
  const { y } = await timeline.place();
  const command = (await lab.eventLog()).find(({ type }) => type === 'command-given')!;
  await test.step('the rate at a moment', async () => {
    await page.mouse.move(await timeline.xOf(3e6), y + 30);
    await expect(timeline.tip(/^00:0[23]\.\d\d.* records\/s accepted, .* records\/s throttled/)).toBeVisible();
  });
  await test.step('a click', async () => {
    await page.mouse.click(await timeline.xOf(3e6), y + 30);
    await expect.poll(async () => Math.abs((await lab.momentUs()) - 3e6)).toBeLessThan(150_000);
    await timeline.standsAt(await lab.momentUs());
    expect(await lab.clockMs()).toBe(Math.floor((await lab.momentUs()) / 1000));
    expect(await timeline.says()).toContain('in the past');
  });
  await test.step('a click on a pin goes to its very moment', async () => {
    await page.mouse.click(await timeline.xOf(command.atUs), await pinsY(timeline));
    await timeline.standsAt(command.atUs);
    expect(await timeline.says()).toContain('changed checkout-events');
  });
  await test.step('dragging scrubs: the playhead is under the pointer at every moment and stays where it is dropped', async () => {
    const [from, to] = [await timeline.xOf(2e6), await timeline.xOf(9e6)];
    await page.mouse.move(from, y + 30);
    await page.mouse.down();
    for (let step = 0; step <= 12; step++) {
      const x = from + ((to - from) * step) / 12;
      await page.mouse.move(x, y + 30);
      expect(Math.abs((await timeline.knobX()) - x)).toBeLessThan(1.5);
    }
    await test.step('the engine comes after it while it is held', async () => {
      await expect.poll(async () => Math.abs((await lab.momentUs()) - 9e6)).toBeLessThan(150_000);
    });
    await page.mouse.up();
    await timeline.standsAt(await lab.momentUs());
    expect(Math.abs((await timeline.knobX()) - to)).toBeLessThan(1.5);
    await test.step('beyond the end of the run there is nothing to go to', async () => {
      const endUs = await timeline.endUs();
      await page.mouse.move(to, y + 30);
      await page.mouse.down();
      await page.mouse.move(to + 900, y + 30, { steps: 5 });
      await page.mouse.up();
      await expect.poll(() => timeline.shownUs()).toBe(endUs);
      await expect.poll(() => timeline.says()).toContain('the end of the run');
    });
  });
  await test.step('the same in words, with a button to each moment', async () => {
    await lab.button('The timeline in words').click();
    const words = page.getByRole('group', { name: 'Description of the timeline' });
    await expect(words).toContainText('At the end: 00:');
    await words.getByRole('button', { name: /changed checkout-events$/ }).click();
    await timeline.standsAt(command.atUs);
    await expect(words).toContainText(/In the past: 00:0\d\.\d{3}, which has been run to 00:1\d/);
  });
});

async function pinsY(timeline: TimelineDriver): Promise<number> {
  const box = (await timeline.strip.locator('[data-mark="pins"] path').first().boundingBox())!;
  return box.y + box.height / 2;
}

test('everything by keys: 100 ms, from pin to pin, both ends; a zoomed window goes with a live run', async ({ page }) => {
  const timeline = await playedRun(page);
  const { lab, slider } = timeline;
  const endUs = await lab.momentUs();
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await timeline.standsAt(endUs - 100_000);
  await page.keyboard.press('ArrowLeft');
  await timeline.standsAt(endUs - 200_000);
  await page.keyboard.press('ArrowRight');
  await timeline.standsAt(endUs - 100_000);
  await page.keyboard.press('Home');
  await timeline.standsAt(0);
  await page.keyboard.press('End');
  await timeline.standsAt(endUs);
  await expect.poll(() => timeline.says()).toContain('the end of the run');

  await test.step('Shift and an arrow go to the pins, and say which', async () => {
    const events = await lab.eventLog();
    const command = events.find(({ type }) => type === 'command-given')!;
    const throttle = events.find(({ type }) => type === 'write-throttling-started')!;
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await timeline.standsAt(throttle.atUs);
    expect(await timeline.says()).toContain('shard 0 throttled');
    await expect.poll(async () => (await page.keyboard.press('Shift+ArrowRight'), lab.momentUs())).toBe(command.atUs);
    expect(await timeline.says()).toContain('changed checkout-events');
    await page.keyboard.press('Home');
    await timeline.standsAt(0);
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => timeline.says()).toContain('no pin before this');
  });
  await slider.press('End');
  await timeline.standsAt(endUs);
  await test.step('a zoomed window goes with a live run, and not after it was panned away', async () => {
    await timeline.slider.focus();
    for (let press = 0; press < 4; press++) await page.keyboard.press('+');
    const before = await timeline.zoomed();
    await timeline.lab.play();
    await expect.poll(() => timeline.zoomed()).not.toBe(before);
    expect(await timeline.strip.locator('[data-mark="playhead"]').getAttribute('visibility')).toBeNull();
    await timeline.slider.focus();
    const followed = await timeline.zoomed();
    await page.keyboard.press('PageUp');
    await expect.poll(async () => startOf(await timeline.zoomed())).toBeLessThan(startOf(followed) - 1);
    const once = await timeline.zoomed();
    await page.keyboard.press('PageUp');
    await expect.poll(() => timeline.zoomed()).not.toBe(once);
    const panned = await timeline.zoomed();
    await timeline.lab.setSpeed(5);
    await timeline.lab.reach((await timeline.lab.clockMs()) / 1000 + 5);
    expect(await timeline.zoomed()).toBe(panned);
    await expect(timeline.strip.locator('text', { hasText: 'playhead ▸' })).toBeVisible();
  });
});

test('the wheel zooms at the pointer and pans with Shift; keys and buttons do the same', async ({ page }) => {
  const timeline = await playedRun(page);
  const { strip, slider } = timeline;
  const { y } = await timeline.place();
  const x = await timeline.xOf(5e6);
  const underPointer = timeline.tip(/^00:0(4\.[6-9]|5\.[0-3])/);
  await page.mouse.move(x, y + 30);
  await expect(underPointer).toBeVisible();
  expect(await timeline.zoomed()).toBe('The whole run is shown.');
  for (let notch = 0; notch < 6; notch++) await page.mouse.wheel(0, -100);
  await expect.poll(() => timeline.zoomed()).toMatch(/^Zoomed: 00:0\d\.\d to 00:1\d\.\d is shown\.$/);
  await test.step('the moment under the pointer has stayed there', async () => {
    await expect(underPointer).toBeVisible();
  });
  await test.step('Shift and wheel', async () => {
    const before = await timeline.zoomed();
    await page.keyboard.down('Shift');
    await page.mouse.wheel(0, 200);
    await page.keyboard.up('Shift');
    await expect.poll(() => timeline.zoomed()).not.toBe(before);
  });
  await test.step('buttons', async () => {
    await strip.getByRole('button', { name: 'Show the whole run' }).click();
    await expect.poll(() => timeline.zoomed()).toBe('The whole run is shown.');
    const zoomIn = strip.getByRole('button', { name: 'Zoom the timeline in' });
    for (let press = 0; press < 3; press++) await zoomIn.click();
    await expect.poll(() => timeline.zoomed()).toBe('Zoomed: 00:10.5 to 00:18.0 is shown.');
    await strip.getByRole('button', { name: 'Show an earlier part' }).click();
    await expect.poll(() => timeline.zoomed()).toBe('Zoomed: 00:06.7 to 00:14.2 is shown.');
    await strip.getByRole('button', { name: 'Show a later part' }).click();
    await expect.poll(() => timeline.zoomed()).toBe('Zoomed: 00:10.5 to 00:18.0 is shown.');
    await test.step('not off into what has not been run', async () => {
      await strip.getByRole('button', { name: 'Show a later part' }).click();
      await expect.poll(() => timeline.zoomed()).toBe('Zoomed: 00:11.2 to 00:18.7 is shown.');
    });
    const zoomOut = strip.getByRole('button', { name: 'Zoom the timeline out' });
    for (let press = 0; press < 3; press++) await zoomOut.click();
    await expect.poll(() => timeline.zoomed()).toBe('The whole run is shown.');
    await expect(strip.getByRole('button', { name: 'Zoom the timeline out' })).toHaveAttribute('aria-disabled', 'true');
  });
  await test.step('keys', async () => {
    await slider.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await expect.poll(() => timeline.zoomed()).toMatch(/^Zoomed:/);
    const before = await timeline.zoomed();
    await page.keyboard.press('PageUp');
    await expect.poll(() => timeline.zoomed()).not.toBe(before);
    await page.keyboard.press('0');
    await expect.poll(() => timeline.zoomed()).toBe('The whole run is shown.');
  });
});

test.describe('by fingers', () => {
  test.use({ hasTouch: true });

  test('one scrubs, two zoom', async ({ page }) => {
    const timeline = await playedRun(page);
    const { y } = await timeline.place();
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', xs: number[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x, id) => ({ id, x, y: y + 30 })) });
    const [a, b] = [await timeline.xOf(4e6), await timeline.xOf(8e6)];

    await test.step('a drag', async () => {
      await touch('touchStart', [a]);
      for (let step = 1; step <= 5; step++) await touch('touchMove', [a + ((b - a) * step) / 5]);
      await touch('touchEnd', []);
      await expect.poll(async () => Math.abs((await timeline.lab.momentUs()) - 8e6)).toBeLessThan(150_000);
    });
    await test.step('a pinch moves nothing but the window', async () => {
      const stoodUs = await timeline.lab.momentUs();
      await touch('touchStart', [a]);
      await touch('touchStart', [a, b]);
      for (let step = 1; step <= 6; step++) await touch('touchMove', [a - step * 12, b + step * 12]);
      await touch('touchEnd', []);
      await expect.poll(() => timeline.zoomed()).toMatch(/^Zoomed:/);
      expect(await timeline.lab.momentUs()).toBe(stoodUs);
    });
  });
});

test('the past and the branches can be seen, and a branch is switched to by a click', async ({ page }) => {
  const timeline = await playedRun(page);
  const { lab, strip } = timeline;
  const firstEndUs = await timeline.endUs();
  const { y } = await timeline.place();
  await expect(strip.locator('text', { hasText: /^now 00:/ })).toHaveCount(0);
  await page.mouse.click(await timeline.xOf(2e6), y + 30);
  await expect(strip.locator('text', { hasText: /^now 00:1/ })).toBeVisible();
  // As it was then; what is typed before would be set back.
  await expect(lab.figure('Rate')).toHaveValue('2000');
  await lab.setFigure('Rate', 300);
  const second = strip.locator('text', { hasText: 'Branch 2' });
  await expect(second).toBeVisible();
  await expect.poll(() => timeline.endUs()).toBeLessThan(firstEndUs);
  const main = strip.locator('text', { hasText: /^Main$/ });
  const box = (await main.boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + box.height / 2);
  await expect(timeline.tip(/^Main.*The first history of the run/)).toBeVisible();
  await page.mouse.click(box.x + 4, box.y + box.height / 2);
  await expect.poll(() => timeline.endUs()).toBe(firstEndUs);
  // From the end of one branch to the end of the other.
  expect(Math.floor((await lab.momentUs()) / 1000) * 1000).toBe(firstEndUs);
  await expect(second).toBeVisible();
});

test('it is whole at every size and its buttons can be hit; axe finds nothing serious', async ({ page }) => {
  const timeline = await playedRun(page);
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ])
    await test.step(`${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      await timeline.slider.focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('+');
      await expect.poll(() => timeline.zoomed()).toMatch(/^Zoomed:/);
      const place = await timeline.place();
      expect(place.x).toBeGreaterThanOrEqual(0);
      expect(place.x + place.width).toBeLessThanOrEqual(width);
      for (const name of ['Zoom the timeline in', 'Zoom the timeline out', 'Show an earlier part', 'Show a later part']) {
        const box = (await timeline.strip.getByRole('button', { name }).boundingBox())!;
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
        expect(box.x + box.width).toBeLessThanOrEqual(place.x + place.width + 0.5);
        expect(box.y).toBeGreaterThanOrEqual(place.y - 0.5);
        expect(box.y + box.height).toBeLessThanOrEqual(place.y + place.height + 0.5);
      }
      expect(await violations(page, { within: '[aria-label="Timeline"]' })).toEqual([]);
    });
});
