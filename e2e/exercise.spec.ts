/** An exercise from its brief to its result: solved, failed the tempting way, and not to be fooled. */
import { expect, test, type Page } from '@playwright/test';
import { ExerciseDriver } from './support/exercise.ts';

const HOT_KEY = '/#/exercises/hot-key?seed=7f3a';

async function begin(page: Page, address = HOT_KEY): Promise<ExerciseDriver> {
  const exercise = new ExerciseDriver(page);
  await exercise.open(address);
  return exercise;
}

test('solved with the mouse: three stars, once the judged part has ended', async ({ page }) => {
  const exercise = await begin(page);
  await test.step('nothing runs before a prediction is committed', async () => {
    await expect(exercise.lab.transport).toHaveCount(0);
    await expect(exercise.levers.getByRole('combobox', { name: 'Partition keys' })).toBeDisabled();
    await exercise.predict('change nothing for the hot key');
    await expect(exercise.brief).toContainText('You said: change nothing for the hot key.');
  });
  await test.step('what is locked is seen, and says why', async () => {
    await expect(exercise.levers.getByRole('textbox', { name: 'Retention' })).toBeDisabled();
    await exercise.levers.getByRole('button', { name: 'Locked' }).last().hover();
    await expect(exercise.levers.getByText('This exercise is solved without that. You may change the partition key').last()).toBeVisible();
  });
  await exercise.spreadKeys();
  await exercise.playToTheEnd();
  await expect(exercise.stars).toHaveAttribute('data-stars', '3');
  await expect(exercise.score).toContainText('3 stars of 3');
  await expect(exercise.brief).toContainText('You were right.');
  await test.step('it has paused by itself, at the end', async () => {
    await exercise.lab.transport.getByRole('button', { name: 'Play', exact: true }).waitFor();
    expect(await exercise.lab.clockMs()).toBeGreaterThanOrEqual(300_000);
  });
  await test.step('with other numbers it begins anew', async () => {
    await exercise.result.getByRole('button', { name: 'Again with other numbers' }).click();
    await expect(page).toHaveURL(/#\/exercises\/hot-key\?seed=(?!7f3a$)[0-9a-f]{1,8}$/);
    await expect(page.getByRole('heading', { name: 'Predict first' })).toBeVisible();
    await expect(exercise.result).toHaveCount(0);
  });
});

test('before a prediction the stage gives nothing either; after it, what is not allowed stays locked, with the reason', async ({
  page,
}) => {
  const exercise = await begin(page, '/#/exercises/worker-failover?seed=7f3a');
  const { stage } = exercise.lab;
  const lane = stage.locator('[data-shard="shardId-000000000000"]');
  const openMenu = async () => {
    await lane.locator('[data-action="shard"]').click({ button: 'right' });
    return page.getByRole('menu', { name: 'shard-0' });
  };
  await test.step('neither by pointer nor by key', async () => {
    const menu = await openMenu();
    await expect(menu.getByRole('menuitem', { name: 'Split…' })).toHaveAttribute('aria-disabled', 'true');
    await expect(menu).toHaveAccessibleDescription('Split and merge are locked. Commit your prediction first.');
    await page.keyboard.press('Escape');
    const split = lane.locator('[data-action="split"]');
    await expect(split).toHaveAccessibleName('Split shard 0: locked. Commit your prediction first.');
    await split.focus();
    await split.press('Enter');
    await expect(stage.getByText('Commit your prediction first.', { exact: true })).toBeVisible();
    await expect(stage.getByRole('region', { name: /^Split/ })).toHaveCount(0);
  });
  await exercise.predict(null);
  await expect(stage.getByText('Commit your prediction first.', { exact: true })).toHaveCount(0);
  await test.step('the menu says what may be done instead', async () => {
    await expect(await openMenu()).toHaveAccessibleDescription(/You may change the failover time/);
    await page.keyboard.press('Escape');
  });
  await test.step('and of the application only what is allowed is free', async () => {
    await exercise.levers.getByRole('button', { name: /^fraud-check/ }).click();
    await expect(exercise.levers.getByRole('radio', { name: 'KCL 3.x' })).toBeDisabled();
    await exercise.levers.getByText('Leases', { exact: true }).click();
    await exercise.setFigure('failoverTimeMillis', 10_000);
  });
});

test('failed the tempting way: which goal, when and why', async ({ page }) => {
  const exercise = await begin(page);
  await exercise.predict('cure it');
  await exercise.setFigure('Shards', 8);
  await exercise.playToTheEnd();
  await expect(exercise.stars).toHaveAttribute('data-stars', '0');
  const missed = exercise.score.getByRole('button', { name: /^Throttled records: missed at \d:\d\d, go there$/ }).first();
  const [, minutes, seconds] = /(\d):(\d\d)/.exec((await missed.getAttribute('aria-label'))!)!;
  await test.step('why: the belief behind it is named', async () => {
    await exercise.result.getByRole('button', { name: 'I do not know' }).click();
    await expect(exercise.result).toContainText('The hot key still hashes to one shard');
  });
  await test.step('the first moment of it is marked on the timeline', async () => {
    await exercise.lab.stage.getByText('The timeline in words').click();
    await expect(exercise.lab.stage.getByRole('row').filter({ hasText: 'missed: Throttled records' }).first()).toContainText(
      `0${minutes}:${seconds}`,
    );
  });
  await test.step('and one can go there; the result stays in sight', async () => {
    await missed.click();
    await expect.poll(() => exercise.lab.clockMs()).toBe((Number(minutes) * 60 + Number(seconds)) * 1000);
    await expect(exercise.score).toContainText('Score so far');
    await expect(exercise.result).toBeVisible();
  });
});

test('nothing in the address makes a run pass', async ({ page }) => {
  const won = '%5B%7B%22at%22%3A0%7D%5D';
  const exercise = await begin(page, `/#/exercises/hot-key?stars=3&commands=${won}&seed=7f3a&verdict=final`);
  await expect(page).toHaveURL(/#\/exercises\/hot-key\?seed=7f3a$/);
  await exercise.predict(null);
  await exercise.playToTheEnd();
  await expect(exercise.stars).toHaveAttribute('data-stars', '0');
  await test.step('another seed is another round, from its beginning', async () => {
    await page.evaluate(() => (location.hash = '#/exercises/hot-key?seed=1234&stars=3'));
    await expect(page).toHaveURL(/#\/exercises\/hot-key\?seed=1234$/);
    await expect(page.getByRole('heading', { name: 'Predict first' })).toBeVisible();
    await expect(exercise.score).not.toContainText('of 3');
  });
});

test('pausing before the end gives no star; a hint costs half a star and is asked for; the solution never counts', async ({ page }) => {
  const exercise = await begin(page);
  await exercise.predict(null);
  await exercise.spreadKeys();
  await exercise.lab.setSpeed(50);
  await exercise.lab.play();
  await test.step('pausing before the judged part ends gives no star', async () => {
    await exercise.lab.reach(150);
    await exercise.lab.transport.getByRole('button', { name: 'Pause' }).click();
    await exercise.lab.transport.getByRole('button', { name: 'Play', exact: true }).waitFor();
    expect(await exercise.lab.clockMs()).toBeLessThan(300_000);
    await expect(exercise.score).toContainText('3 stars in reach');
    await expect(exercise.score).not.toContainText('of 3');
    await expect(exercise.result).toHaveCount(0);
  });
  await exercise.lab.setSpeed(20);
  await exercise.lab.play();
  await exercise.brief.getByRole('button', { name: 'Hint 1 of 3 · −½ star' }).click();
  await exercise.brief.getByRole('button', { name: 'Open it' }).click();
  await expect(exercise.brief.getByRole('button', { name: 'Hint 2 of 3 · −½ star' })).toBeVisible();
  const hint = await exercise.brief.locator('ol > li').innerText();
  await exercise.playToTheEnd();
  await expect(exercise.score).toContainText('2.5 stars of 3');
  // By key: the verdict that has just come moves what lies under the pointer.
  await exercise.brief.getByRole('button', { name: 'Show the solution…' }).press('Enter');
  await exercise.lab.dialog.getByRole('button', { name: 'Show it' }).click();
  await expect(exercise.lab.stage.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
  await expect(exercise.lab.stage.getByRole('combobox')).toHaveText(/Solution/);
  await test.step('one stands at the stage, where it is', async () => {
    await expect(exercise.lab.stage).toBeFocused();
  });
  await test.step('these numbers count no more', async () => {
    await page.reload();
    await exercise.predict(null);
    // What was read stays read.
    await expect(exercise.brief.locator('ol > li')).toHaveText(hint);
    await exercise.spreadKeys();
    await exercise.playToTheEnd();
    await expect(exercise.stars).toHaveAttribute('data-stars', '3');
    await expect(exercise.score).toContainText('no star of 3');
  });
});

test('a curve is drawn or typed, and stays beside what came; verdicts are heard', async ({ page }) => {
  const exercise = await begin(page, '/#/exercises/five-readers-cheap?seed=7f3a');
  const field = exercise.brief.getByRole('textbox', { name: 'At 5:40, s' });
  await test.step('what each star asks for is said before', async () => {
    await expect(exercise.brief.getByRole('list', { name: 'Economy' }).getByRole('listitem')).toHaveText(/^Cost: at most \$0\.\d+\/h/);
  });
  await test.step('by pointer', async () => {
    const chart = exercise.brief.getByRole('img', { name: /^Iterator age, all consumers from 5:00 to 7:00/ });
    await chart.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await chart.boundingBox())!;
    await page.mouse.move(x + width * 0.2, y + height * 0.2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.9, y + height * 0.8, { steps: 5 });
    await page.mouse.up();
    const values = await exercise.brief.getByRole('group', { name: 'The curve in numbers, s' }).getByRole('textbox').all();
    const drawn = await Promise.all(values.map(async (value) => Number(await value.inputValue())));
    expect(drawn).toHaveLength(7);
    expect(drawn.at(-1)).toBeLessThan(drawn[1]! - 30);
  });
  await test.step('by keys; Enter takes the number and commits nothing', async () => {
    await field.fill('45');
    await field.press('Enter');
    await field.press('ArrowUp');
    await expect(field).toHaveValue('51');
    await expect(exercise.brief.getByRole('heading', { name: 'Predict first' })).toBeVisible();
  });
  await exercise.brief.getByRole('button', { name: 'Commit the prediction' }).click();
  await expect(exercise.brief).toContainText(/You drew a curve from 60\s?s to [\d.]+\s?s/);
  await exercise.playToTheEnd();
  await expect(exercise.brief).toContainText('That is not what you expected.');
  await expect(page.getByRole('status').filter({ hasText: 'The judged part has ended: no star of 3.' })).toHaveCount(1);
  await test.step('the explanation has the focus when it is asked for', async () => {
    await exercise.result.getByRole('button', { name: 'I do not know' }).click();
    await expect(exercise.result.getByRole('region', { name: 'Explanation' })).toBeFocused();
  });
});
