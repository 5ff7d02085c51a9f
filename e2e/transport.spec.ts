/** Time is the learner's: it stands, goes on in exact steps, runs fast, and never jumps by itself. */
import { expect, test, type Page } from '@playwright/test';
import { LabDriver } from './support/lab.ts';

/** What the browser tells a page whose tab goes to the background, or comes back; `press` names a button that is pressed at once after it. */
async function setHidden(page: Page, hidden: boolean, press = ''): Promise<void> {
  await page.evaluate(
    ({ isHidden, name }) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (isHidden ? 'hidden' : 'visible') });
      document.dispatchEvent(new Event('visibilitychange'));
      if (name !== '') document.querySelector<HTMLElement>(`button[aria-label="${name}"]`)!.click();
    },
    { isHidden: hidden, name: press },
  );
}

/** Real time in which nothing may happen: there is no condition to wait for. */
function waitIdly(page: Page, ms: number): Promise<unknown> {
  return page.evaluate((durationMs) => new Promise((done) => setTimeout(done, durationMs)), ms);
}

/** The simulated instant that the engine names, in microseconds. */
const nowUs = async (lab: LabDriver): Promise<number> => (await lab.recipe()).untilUs;

test('pause, play, a step and a step back: the clock stands, goes on, and moves by exactly 100 ms', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await test.step('pause stops the clock, play lets it go on from there', async () => {
    await lab.reach(1);
    await lab.pause();
    const stoodAtUs = await nowUs(lab);
    await waitIdly(page, 500);
    expect(await nowUs(lab)).toBe(stoodAtUs);
    expect(await lab.clockMs()).toBe(Math.floor(stoodAtUs / 1000));
    await lab.play();
    await expect.poll(() => nowUs(lab)).toBeGreaterThan(stoodAtUs);
  });
  await test.step('a step is exactly 100 ms at any speed, and while the run plays it stops it', async () => {
    await lab.step();
    await lab.standsStill();
    for (const speed of [1, 1000])
      await test.step(`${speed}×`, async () => {
        await lab.setSpeed(speed);
        let expectedUs = await nowUs(lab);
        for (let n = 0; n < 5; n++) {
          await lab.step();
          expectedUs += 100_000;
          await expect.poll(() => nowUs(lab)).toBe(expectedUs);
          await expect.poll(() => lab.clockMs()).toBe(Math.floor(expectedUs / 1000));
        }
      });
  });
  await test.step('a step back is exactly 100 ms at any speed, a step leads to the same moment again, and while the run plays it stops it', async () => {
    const endUs = await lab.momentUs();
    const before = await lab.eventLog();
    const stepBack = lab.transport.getByRole('button', { name: 'Step back 100 ms' });
    for (const speed of [1, 1000])
      await test.step(`${speed}×`, async () => {
        await lab.setSpeed(speed);
        for (const backUs of [100_000, 200_000, 300_000]) {
          await stepBack.click();
          await expect.poll(() => lab.momentUs()).toBe(endUs - backUs);
          await expect.poll(() => lab.clockMs()).toBe(Math.floor((endUs - backUs) / 1000));
        }
        for (const backUs of [200_000, 100_000, 0]) {
          await lab.step();
          await expect.poll(() => lab.momentUs()).toBe(endUs - backUs);
        }
        expect(await lab.eventLog()).toEqual(before);
      });
    await lab.setSpeed(1);
    await lab.play();
    await stepBack.click();
    await lab.standsStill();
  });
});

test('a speed that the engine cannot keep is named, and so is the one it reaches', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('sixty-four-shards');
  await lab.setSpeed(1000);
  const reaches = lab.transport.getByText(/^reaches [\d.\s]+× of 1\s000×$/);
  await expect(reaches).toBeVisible({ timeout: 15_000 });
  const reached = Number(/reaches ([\d.]+)/.exec((await reaches.textContent())!.replace(/\s/g, ' '))![1]);
  expect(reached).toBeGreaterThan(0);
  expect(reached).toBeLessThan(1000);

  await test.step('slower than wished, but nothing is left out: every record that was due by now is accounted for', async () => {
    await lab.setSpeed(1);
    await lab.pause();
    await expect(reaches).toHaveCount(0);
    const { accepted, lost, waiting } = await lab.tally('click-stream');
    const due = (64_000 * (await nowUs(lab))) / 1e6;
    expect(accepted).toBeGreaterThan(64_000);
    // A batch is made when its call is due, and counts as accepted and as waiting while its answer is on the way back: 30 ms either side.
    expect(Math.abs(accepted + lost + waiting - due)).toBeLessThan(2000);
  });
});

test('reset returns to zero and plays the same run again', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('hot-key');
  await lab.setSpeed(5);
  await lab.until('write-throttling-started');
  await lab.reach(6);
  await lab.pause();
  await lab.setSpeed(1);
  const [untilUs, before] = [await nowUs(lab), await lab.eventLog()];

  await lab.button('Reset').click();
  await expect(lab.transport.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(() => nowUs(lab)).toBeLessThan(untilUs);
  await lab.setSpeed(5);
  await lab.reach(untilUs / 1e6);
  await lab.pause();
  const again = (await lab.eventLog()).filter(({ atUs }) => atUs <= untilUs);
  expect(JSON.stringify(again)).toBe(JSON.stringify(before));
});

test('the memory can be looked at; a reset asks for what; another seed starts another run', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await test.step('the memory in use can be looked at, with its budget', async () => {
    await lab.button(/^Memory \d+ MiB$/).click();
    await expect(lab.dialog).toContainText('Near its budget the run pauses and says what to change');
    await expect(lab.dialog.locator('dt', { hasText: 'Budget' }).locator('xpath=following-sibling::dd[1]')).toHaveText('512.00 MiB');
    await page.keyboard.press('Escape');
    await expect(lab.dialog).toBeHidden();
  });
  await test.step('after changes, reset offers the scenario as it was or with the changes at their times', async () => {
    await lab.reach(1);
    await lab.setFigure('Rate', 500);
    const given = await lab.until('command-given');
    // Let it stand well behind the change, so that coming to it again can only be a second time.
    await lab.setSpeed(5);
    await lab.reach(given.atUs / 1e6 + 3);
    // Slowly, or it has come as far again before anybody looks.
    await lab.setSpeed(1);
    const before = await nowUs(lab);
    await lab.button('Reset').click();
    await lab.dialog.getByRole('button', { name: 'With my changes at their times' }).click();
    await expect.poll(() => nowUs(lab)).toBeLessThan(before);
    expect(await lab.until('command-given')).toEqual(given);
    await expect(lab.figure('Rate')).toHaveValue('500');
    await lab.button('Reset').click();
    await lab.dialog.getByRole('button', { name: 'As the scenario was' }).click();
    await expect(lab.figure('Rate')).toHaveValue('1850');
    expect((await lab.recipe()).commands).toEqual([]);
  });
  await test.step('another seed starts another run, and nonsense is refused in words', async () => {
    await lab.button('Seed 7f3a').click();
    const seed = lab.dialog.getByRole('textbox', { name: 'Seed' });
    await seed.fill('xyz');
    await seed.press('Enter');
    await expect(lab.dialog.getByRole('alert')).toHaveText('A seed has 1 to 8 hexadecimal digits, for example 7f3a.');
    await seed.fill('beef');
    await seed.press('Enter');
    await expect(lab.button('Seed beef')).toBeVisible();
    expect((await lab.recipe()).seed).toBe('beef');
  });
});

test('a hidden tab rests and does not jump when it is seen again', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1);
  await lab.setSpeed(50);
  await setHidden(page, true);
  const hiddenUs = await nowUs(lab);
  await waitIdly(page, 1000);
  expect(await nowUs(lab)).toBe(hiddenUs);

  await test.step('seen again and paused in the same breath, it stands where it stood, not 50 s later', async () => {
    await setHidden(page, false, 'Pause');
    await lab.standsStill();
    expect(await nowUs(lab)).toBeLessThan(hiddenUs + 25_000_000);
  });
  await test.step('and it can go on', async () => {
    const stoodAtUs = await nowUs(lab);
    await lab.play();
    await expect.poll(() => nowUs(lab)).toBeGreaterThan(stoodAtUs);
  });
});

test('near its memory budget the run pauses, says so, and says what to do', async ({ page }) => {
  // The engine keeps the budget that it was last told; here it is told a small one before anything else.
  await page.addInitScript(
    (bytes) => {
      const Original = window.Worker;
      window.Worker = class extends Original {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          if (options?.name === 'kinelab-engine') this.postMessage({ type: 'set-memory-budget', bytes });
        }
      };
    },
    3 * 1024 * 1024,
  );
  const lab = new LabDriver(page);
  await lab.openScenario('hot-key');
  await lab.setSpeed(100);
  const state = lab.stage.getByRole('alert').filter({ hasText: 'memory budget' });
  await expect(state).toBeVisible({ timeout: 20_000 });
  await expect(state).toContainText('Paused: the memory budget is used up');
  await expect(state).toContainText(/[\d.]+ of 3\.00 MiB\. .*(retention|Shorten).*send less/is);
  await expect(lab.transport.getByRole('button', { name: 'Play' })).toBeVisible();
  const stoodAtUs = await nowUs(lab);
  await lab.transport.getByRole('button', { name: 'Play' }).click();
  expect(await nowUs(lab)).toBe(stoodAtUs);

  await test.step('more memory lets it go on', async () => {
    await state.getByRole('button', { name: /^Allow [\d.]+ MiB and go on$/ }).click();
    await expect.poll(() => nowUs(lab)).toBeGreaterThan(stoodAtUs);
  });
  await test.step('reset starts over within the budget', async () => {
    await expect(state).toBeVisible({ timeout: 20_000 });
    // It plays at once: slowly, so that it is seen before it has come as far again.
    await lab.setSpeed(1);
    await state.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => nowUs(lab)).toBeLessThan(stoodAtUs);
    await expect(state).toHaveCount(0);
  });
});
