/** What a learner has done is kept by this browser, goes out as a file and comes back from it; what was missed comes back on later days. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { exercises } from '../src/content/exercises/index.ts';
import { questions } from '../src/content/questions/index.ts';
import type { Answer, Deeds, ExerciseResult } from '../src/lab/progress/progress.ts';
import { writeProgressFile } from '../src/lab/progress/progress-file.ts';
import { expectNoViolations } from './support/violations.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;
const [first] = questions;
const second = questions.find(({ topic }) => topic !== first.topic)!;
const exercise = exercises[0];

const answered = (template: typeof first, i: number, isRight: boolean, days: number): Answer => ({
  template: template.id,
  seed: (i + 1).toString(16),
  topic: template.topic,
  atEpochMs: NOON - days * DAY + i * 1000,
  isRight,
  misconceptions: [],
  confidence: 'high',
  mode: 'drill',
  tookMs: 40_000,
});

const tried = (stars: 0 | 2, days: number): ExerciseResult => ({
  exercise: exercise.id,
  seed: String(days),
  atEpochMs: NOON - days * DAY,
  stars,
  hints: stars === 0 ? 0 : 1,
  sawSolution: false,
  predictionWasRight: stars > 0,
  missed: ['throttling'],
  moves: 1,
});

const DEEDS: Deeds = {
  results: [tried(0, 3), tried(2, 1)],
  answers: [...Array.from({ length: 9 }, (_, i) => answered(first, i, i < 6, 2)), answered(second, 20, false, 1)],
  lessons: { reading: NOON - DAY },
  places: {},
  solutionsSeen: [],
  exam: null,
};

function fileOf(deeds: Deeds, name = 'kinelab-progress-2026-11-20.json') {
  return { name, mimeType: 'application/json', buffer: Buffer.from(writeProgressFile(deeds)) };
}

async function importFile(page: Page, file: ReturnType<typeof fileOf>): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import progress…' }).click();
  await (await chooser).setFiles(file);
}

const rowOf = (page: Page, title: string) => page.getByRole('row', { name: title });

async function expectAllThere(page: Page): Promise<void> {
  const row = rowOf(page, exercise.title);
  await expect(row.getByRole('img', { name: '1½ of 3 stars' })).toBeVisible();
  await expect(row).toContainText('yesterday');
  await expect(row).toContainText('2 tries');
  await expect(row).toContainText('right');
  await expect(page.getByRole('link', { name: 'Review today: 3' })).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await page.clock.setSystemTime(NOON);
  await page.goto('/#/exercises');
  await expect(page.getByRole('heading', { name: 'Exercises', exact: true })).toBeVisible();
});

test('goes out as a file, is cleared, undone, cleared again and brought back; a reload keeps it', async ({ page }) => {
  await expect(page.getByRole('link', { name: 'Review today: 0' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export progress' })).toBeDisabled();
  await importFile(page, fileOf(DEEDS));
  await expect(page.getByText('Imported: 2 tries, 10 answers, 1 lesson.')).toBeVisible();
  await expectAllThere(page);
  await page.reload();
  await expectAllThere(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export progress' }).click();
  const exported = await download;
  expect(exported.suggestedFilename()).toBe('kinelab-progress-2026-11-20.json');
  const text = await readFile(await exported.path(), 'utf8');
  expect(text).toBe(writeProgressFile(DEEDS));

  await page.getByRole('button', { name: 'Clear progress' }).click();
  await expect(rowOf(page, exercise.title)).toContainText('not tried');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectAllThere(page);
  await page.getByRole('button', { name: 'Clear progress' }).click();
  await expect(page.getByRole('link', { name: 'Review today: 0' })).toBeVisible();
  await page.reload();
  await expect(rowOf(page, exercise.title)).toContainText('not tried');

  await importFile(page, { name: exported.suggestedFilename(), mimeType: 'application/json', buffer: Buffer.from(text) });
  await expectAllThere(page);
});

test('refuses a wrong file; shows figures with how sure they are; brings back what was missed', async ({ page }) => {
  await test.step('refuses a wrong file in a sentence, and leaves all as it was', async () => {
    await importFile(page, fileOf(DEEDS));
    await expectAllThere(page);
    const wrong: [string, string][] = [
      ['id,name\n1,a\n', 'This file cannot be imported: it is not JSON, or it is cut off.'],
      ['{"format":"kinelab-run","version":1}', 'This file cannot be imported: it holds a run; open it with Runs in the Lab.'],
      [
        writeProgressFile({ ...DEEDS, results: [{ ...tried(2, 1), stars: 9 as 3 }] }),
        'This file cannot be imported: what it says at results.0.stars is not what Kinelab writes.',
      ],
    ];
    for (const [text, sentence] of wrong) {
      await importFile(page, { name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from(text) });
      await expect(page.getByRole('alert')).toHaveText(sentence);
    }
    await expectAllThere(page);
  });
  await test.step('shows figures with how sure they are, filters, and says when nothing fits', async () => {
    const progress = page.getByRole('region', { name: 'Your progress' });
    // 6 of 9 by Wilson's interval.
    await expect(progress.getByText('67 % (35–88 %)')).toBeVisible();
    await expect(progress.getByText('Sure of 9, right in 6 (67 %): too sure here.')).toBeVisible();

    const titles = page.getByRole('region', { name: 'All exercises' }).getByRole('rowheader').getByRole('link');
    await expect(titles).toHaveCount(exercises.length);
    await page.getByLabel('Topic').selectOption({ value: exercise.topic });
    await expect(titles).toHaveCount(exercises.filter(({ topic }) => topic === exercise.topic).length);
    const missing = (['intro', 'core', 'advanced', 'expert'] as const).find(
      (level) =>
        exercises.some((one) => one.level === level) && !exercises.some((one) => one.level === level && one.topic === exercise.topic),
    );
    if (missing !== undefined) {
      await page.getByLabel('Level').selectOption({ value: missing });
      await expect(page.getByText('No exercise has this topic, exam and level together.')).toBeVisible();
      await page.getByRole('button', { name: 'Show all' }).click();
      await expect(titles).toHaveCount(exercises.length);
    }
  });
  await test.step('brings back what was missed, in a sitting by keyboard alone', async () => {
    await page.getByRole('link', { name: 'Review today: 3' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Review today: 3' })).toBeVisible();
    await expect(page.getByText('not enough data (0 of 8 answers)')).toBeVisible();
    await page.getByRole('button', { name: 'Start' }).focus();
    await page.keyboard.press('Enter');
    let questionsLeft = 2;
    for (let card = 1; card <= 3; card++) {
      await expect(page.getByText(`Card ${card} of 3`)).toBeVisible();
      if (await page.getByRole('button', { name: 'Later' }).isVisible()) {
        await expect(page.getByText('Missed last time: Throttled records.')).toBeVisible();
        await page.getByRole('button', { name: 'Later' }).focus();
        await page.keyboard.press('Enter');
      } else {
        questionsLeft--;
        for (const key of 'AB') if (await page.getByRole('button', { name: 'Answer' }).isDisabled()) await page.keyboard.press(key);
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Next card' }).focus();
        await page.keyboard.press('Enter');
      }
    }
    expect(questionsLeft).toBe(0);
    await expect(page.getByRole('heading', { name: 'That was this sitting.' })).toBeFocused();
    await page.getByRole('button', { name: 'Done' }).click();
    // The exercise still waits; the questions rest.
    await expect(page.getByRole('heading', { name: 'Review today: 1' })).toBeVisible();
    await page.getByLabel('Exam on').fill('2027-01-15');
    await page.reload();
    await expect(page.getByLabel('Exam on')).toHaveValue('2027-01-15');
  });
});

test('asks whether to merge or to replace, and another tab follows', async ({ page, context }) => {
  await importFile(page, fileOf(DEEDS));
  await expectAllThere(page);
  const other = await context.newPage();
  await other.clock.setSystemTime(NOON);
  await other.goto('/#/exercises');
  await expectAllThere(other);

  // A page behind another one has a frame a second: each click would wait for it.
  await page.bringToFront();
  const more = exercises[1];
  const file = fileOf({ ...DEEDS, answers: [], results: [{ ...tried(2, 1), exercise: more.id }] });
  await importFile(page, file);
  await expect(page.getByRole('dialog')).toContainText('holds 1 try, 0 answers, 1 lesson');
  await page.getByRole('button', { name: 'Merge' }).click();
  await expect(rowOf(page, more.title)).toContainText('yesterday');
  await expect(rowOf(page, exercise.title)).toContainText('2 tries');
  await expect(rowOf(other, more.title)).toContainText('yesterday');

  await importFile(page, file);
  await page.getByRole('button', { name: 'Replace' }).click();
  await expect(rowOf(page, exercise.title)).toContainText('not tried');
  await expect(rowOf(other, exercise.title)).toContainText('not tried');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(other, exercise.title)).toContainText('2 tries');
});

test('works where the browser keeps nothing, and says so once', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
  });
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: 'This browser keeps nothing for this page' })).toHaveCount(1);
  await importFile(page, fileOf(DEEDS));
  await expectAllThere(page);
});

test('shuts nobody out: axe finds nothing serious, and nothing is wider than the screen', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await importFile(page, fileOf(DEEDS));
  await expectAllThere(page);
  for (const path of ['exercises', 'learn/review']) {
    await page.goto(`/#/${path}`);
    await expect(page.getByText(/^Review today: 3$/)).toBeVisible();
    for (const width of [1440, 1024, 390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(excess, `${path} at ${width} px`).toBeLessThanOrEqual(0);
    }
    await expectNoViolations(page, path);
  }
});
