/** The learner's transform: written in the page, tried beside the run, saved as a change; and the same answer here as anywhere. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { loadInterpreter } from '../src/worker/interpreter/load-interpreter.ts';
import { LabDriver } from './support/lab.ts';

async function openEditor(page: Page): Promise<Locator> {
  const lab = new LabDriver(page);
  await lab.openScenario('firehose-transform');
  await lab.bench.getByRole('button', { name: /^orders-enriched/ }).click();
  await lab.bench.locator('summary', { hasText: 'Transform' }).click();
  await lab.bench.getByRole('button', { name: 'Edit the function…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Transform of orders-enriched' });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function tryOut(dialog: Locator, code: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Code of the function' }).fill(code);
  const button = dialog.getByRole('button', { name: 'Try on the last records' });
  await expect(async () => {
    await button.click();
    await expect(dialog.getByText(/^\d+ records?, \d/)).toBeVisible({ timeout: 1000 });
  }).toPass();
}

test('a function that throws is marked at its line; unsaved changes are kept; saving changes the delivery stream', async ({ page }) => {
  const dialog = await openEditor(page);
  await tryOut(dialog, 'export const handler = () => {\n  undefined.amount;\n};');
  await expect(dialog.getByRole('alert')).toContainText('Lambda.FunctionError');
  await expect(dialog.getByRole('alert')).toContainText('(line 2)');
  await expect(dialog.locator('.cm-lintRange-error')).toHaveText(/amount/);

  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Edit the function…' }).click();
  await expect(dialog.getByText('your changes from before are kept')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Code of the function' })).toContainText('undefined.amount');

  await dialog.getByLabel('Blueprint').selectOption({ label: 'Filter' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Saved.')).toBeVisible();
  await tryOut(dialog, (await dialog.getByRole('textbox', { name: 'Code of the function' }).innerText()).replace('>= 100', '>= 1e9'));
  await expect(dialog.getByText('– Dropped').first()).toBeVisible();
});

test('the editor by keyboard, and what the function answers in this browser and in Node', async ({ page }) => {
  const dialog = await openEditor(page);
  const editor = dialog.getByRole('textbox', { name: 'Code of the function' });
  await test.step('undoing ends at the function that the editor opened with, and what was typed after comes back', async () => {
    const begun = await editor.innerText();
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+z');
    expect(await editor.innerText()).toBe(begun);
    await expect(dialog.getByText('Saved.')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('let a;');
    await expect(dialog.getByText('Not saved.')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+z');
    expect(await editor.innerText()).toBe(begun);
    await expect(dialog.getByText('Saved.')).toBeVisible();
  });
  await test.step('Escape and Tab leave the editor by keyboard, and the dialog stays', async () => {
    await editor.focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect(editor).not.toBeFocused();
    await expect(dialog).toBeVisible();
  });
  await test.step('the same function has the same answer in this browser and in Node', async () => {
    const code = `exports.handler = () => {
      const draws = Array.from({ length: 5 }, Math.random);
      const sums = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * Math.pow(i, 0.37) + Math.log1p(i)).reduce((a, b) => a + b, 0);
      console.log(JSON.stringify([draws, sums, new Date(2026, 6, 1, 12).toString(), Buffer.from('grüße\\0').toString('base64'), (0.1).toFixed(20), [3, 1, 2].toSorted()]));
      const deep = (n) => deep(n + 1) + 1;
      try { deep(0); } catch (error) { console.log(error.message); }
    };`;
    await tryOut(dialog, code);
    const interpret = await loadInterpreter();
    const seed = '00000000-0000-4000-8000-000000000000';
    const here = interpret({ code, eventJson: '{"records":[]}', nowEpochMs: 0, seed, stepsMax: 200, memoryBytesMax: 64 * 1024 * 1024 });
    expect(here.log).toHaveLength(2);
    await dialog.locator('details').evaluate((details: HTMLDetailsElement) => (details.open = true));
    await expect(dialog.locator('details pre')).toHaveText(here.log.join('\n'));
  });
});
