/** Learn: a lesson is answered first, read with small runs beside the text, asked without the notes, and remembered. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { collectTroubles } from './support/page-troubles.ts';

const smallStage = (page: Page, title: string) => page.getByRole('figure', { name: `Small Stage: ${title}` });
const clockOf = (stage: Locator) => stage.getByRole('timer', { name: 'Simulated time' });
/** The engine of the Lab goes on existing beside those of the page. */
const LAB_WORKERS = 1;

async function openLesson(page: Page, id: string): Promise<void> {
  await page.goto(`/#/learn/${id}`);
  await expect(page.getByRole('region', { name: 'The question first' })).toBeVisible();
}

async function commit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'I do not know' }).click();
  await expect(page.getByRole('group', { name: 'The answer' })).toBeFocused();
}

test('the text stays folded until an answer is committed, and the answer stays as it was; no lesson is said so', async ({ page }) => {
  const troubles = collectTroubles(page);
  await test.step('a lesson that does not exist is said so', async () => {
    await page.goto('/#/learn/no-such-lesson');
    await expect(page.getByRole('heading', { name: 'No such lesson' })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'All lessons' }).click();
    await expect(page.getByText('0 of 6 lessons read')).toBeVisible();
  });
  await openLesson(page, 'partition-keys');
  const prose = page.getByRole('heading', { name: 'From a key to a place' });
  await expect(prose).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Commit this answer' })).toBeDisabled();
  await page.getByRole('radio', { name: 'Up to 4,000' }).check();
  await page.getByRole('button', { name: 'Commit this answer' }).click();
  await expect(prose).toBeVisible();
  await expect(page.getByRole('group', { name: 'The answer' })).toContainText('Not so.');
  await expect(page.getByRole('radio', { name: /^Up to 4,000/ })).toBeChecked();
  await expect(page.getByRole('radio', { name: /^1,000, as before/ })).toBeDisabled();
  expect(troubles).toEqual([]);
});

test('a small run begins in view, takes what is tried, ends out of view, and can be taken along into the Lab', async ({ page }) => {
  const troubles = collectTroubles(page);
  await openLesson(page, 'streams-and-shards');
  await commit(page);
  const stage = smallStage(page, 'Two shards');
  await expect(stage).toHaveAttribute('data-run', 'none');
  await stage.scrollIntoViewIfNeeded();
  await expect(clockOf(stage)).not.toHaveText(/^00:00\./);
  await stage.getByRole('button', { name: 'Send 2,600 a second' }).click();
  await expect(stage.getByRole('status')).toContainText('Both lanes turn to their limit');
  await stage.getByLabel('Speed').selectOption('5×');
  await stage.getByRole('button', { name: 'In words' }).click();
  await expect(stage.getByRole('group', { name: 'Description' })).toContainText(/of which [\d,\u202F]+\/s are throttled/);

  await stage.getByRole('button', { name: 'Pause' }).click();
  await expect(stage.getByRole('button', { name: 'Play' })).toBeVisible();
  await stage.getByRole('button', { name: 'Start this run again' }).click();
  await expect(stage.getByRole('status')).toBeEmpty();

  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await expect(stage).toHaveAttribute('data-run', 'none');
  await expect.poll(() => page.workers().length).toBe(LAB_WORKERS);
  expect(troubles).toEqual([]);

  await test.step('a run can be taken along into the Lab, with what was tried', async () => {
    await stage.scrollIntoViewIfNeeded();
    await stage.getByRole('button', { name: 'Double the shards' }).click();
    await expect(stage.getByRole('status')).not.toBeEmpty();
    await stage.getByRole('button', { name: 'Open in the Lab' }).click();
    await expect(page).toHaveURL(/#\/lab\?run=v1\./);
    await expect(page.getByRole('main', { name: 'Stage' })).toBeVisible();
    const commands = () => page.evaluate(async () => (await window.__kinelab!.recipe()).commands.map(({ command }) => command.type));
    await expect.poll(commands).toEqual(['update-shard-count']);
  });
});

test('the questions come without the notes, by keyboard; the end is remembered and leads on', async ({ page }) => {
  await openLesson(page, 'firehose');
  await commit(page);
  await page.getByRole('button', { name: 'Three questions, without the notes' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Size or time' })).toHaveCount(0);
  for (const place of [1, 2, 3]) {
    await expect(page.getByText(`Question ${place} of 3`)).toBeVisible();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    const next = page.getByRole('button', { name: place === 3 ? 'Finish the lesson' : 'Next question' });
    await next.press('Enter');
  }
  await expect(page.getByRole('heading', { name: 'The lesson is done' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'End of the lesson' }).getByText(/^[0-3] of 3 right/)).toBeVisible();

  await page.getByRole('link', { name: 'All lessons' }).click();
  await expect(page.getByText('1 of 6 lessons read')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Next step' }).getByRole('link')).toHaveText('Streams and shards');
  await page.reload();
  await expect(page.getByText('1 of 6 lessons read')).toBeVisible();
});

test('a lesson that is left is gone on with: the answer, the place in its text, the questions', async ({ page }) => {
  const troubles = collectTroubles(page);
  await openLesson(page, 'write-limits');
  await page.getByRole('radio').nth(1).check();
  await page.getByRole('button', { name: 'Commit this answer' }).click();
  const heading = page.getByRole('heading', { name: 'How to try again' });
  await heading.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  /** What the browser keeps of the place; a page that is left sooner has not written it. */
  const kept = (what: 'block' | 'answered') =>
    page.evaluate(
      (member) =>
        new Promise<number>((resolve) => {
          const request = indexedDB.open('kinelab');
          request.addEventListener('success', () => {
            const get = request.result.transaction('progress').objectStore('progress').get('place:write-limits');
            get.addEventListener('success', () => {
              request.result.close();
              resolve((get.result as { value: Record<string, number> } | undefined)?.value[member] ?? -1);
            });
          });
        }),
      what,
    );
  await expect.poll(() => kept('block')).toBeGreaterThan(2);
  await page.reload();
  await expect(heading).toBeInViewport();
  await expect(page.getByRole('radio').nth(1)).toBeChecked();

  await page.goto('/#/learn');
  const next = page.getByRole('region', { name: 'Next step' });
  await expect(next).toContainText('Go on where you stopped');
  await next.getByRole('link', { name: 'Write limits' }).click();
  await page.getByRole('button', { name: 'Three questions, without the notes' }).press('Enter');
  await expect(page.getByText('Question 1 of 3')).toBeVisible();
  for (const key of 'AB') if (await page.getByRole('button', { name: 'Answer' }).isDisabled()) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Next question' })).toBeVisible();
  await expect.poll(() => kept('answered')).toBe(1);
  await page.reload();
  // What was answered is not asked again.
  await expect(page.getByText('Question 2 of 3')).toBeVisible();
  await page.getByRole('button', { name: 'Begin this lesson anew' }).click();
  await expect(page.getByRole('button', { name: 'Commit this answer' })).toBeVisible();
  expect(troubles).toEqual([]);
});

test('the glossary is searched, and a term has an address of its own', async ({ page }) => {
  const troubles = collectTroubles(page);
  await page.goto('/#/learn');
  await page.getByRole('main').getByRole('link', { name: 'glossary' }).click();
  const names = page.getByRole('article').getByRole('heading');
  await page.getByRole('searchbox', { name: 'Find a term' }).fill('MILLISbehind');
  await expect(names.first()).toHaveText('MillisBehindLatest');
  await names.first().getByRole('link').click();
  await expect(page).toHaveURL(/#\/learn\/glossary\/millis-behind-latest$/);
  await expect(names.filter({ hasText: 'MillisBehindLatest' })).toBeFocused();
  await openLesson(page, 'write-limits');
  await commit(page);
  const term = page.getByRole('main').locator('button[aria-haspopup="dialog"]').first();
  await term.press('Enter');
  const meaning = page.getByRole('dialog', { name: /^What .+ means$/ });
  await expect(meaning.getByRole('link', { name: /^In the glossary/ })).toHaveAttribute('href', /^#\/learn\/glossary\/[a-z-]+$/);
  await page.keyboard.press('Escape');
  await expect(meaning).toHaveCount(0);
  await expect(term).toBeFocused();

  await page.goto('/#/learn/glossary/no-such-term');
  await expect(page.getByRole('alert')).toHaveText('The glossary holds no term named no-such-term.');
  expect(troubles).toEqual([]);
});
