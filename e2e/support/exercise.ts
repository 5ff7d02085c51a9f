/** A learner at an exercise: what they do there, as verbs. */
import { expect, type Locator, type Page } from '@playwright/test';
import { LabDriver } from './lab.ts';

export class ExerciseDriver {
  readonly page: Page;
  readonly lab: LabDriver;
  readonly brief: Locator;
  readonly levers: Locator;
  readonly score: Locator;
  readonly result: Locator;
  /** Says how many were earned, hints not taken off. */
  readonly stars: Locator;

  constructor(page: Page) {
    this.page = page;
    this.lab = new LabDriver(page);
    this.brief = page
      .getByRole('region')
      .filter({ has: page.getByRole('heading', { level: 1 }) })
      .first();
    this.levers = page.getByRole('complementary', { name: 'Levers' });
    this.score = page.getByRole('region', { name: /^Score/ });
    this.result = page.getByRole('region', { name: 'Result', exact: true });
    this.stars = this.result.locator('[data-stars]');
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.page.getByRole('heading', { name: 'Predict first' }).waitFor();
    await this.levers.getByRole('textbox', { name: 'Shards' }).waitFor();
  }

  /** Null: "I do not know". */
  async predict(option: string | null): Promise<void> {
    if (option === null) await this.brief.getByRole('button', { name: 'I do not know' }).click();
    else {
      await this.brief.getByText(option, { exact: true }).click();
      await this.brief.getByRole('button', { name: 'Commit the prediction' }).click();
    }
    await this.lab.transport.getByRole('button', { name: 'Play', exact: true }).waitFor();
  }

  async setFigure(label: string, value: number): Promise<void> {
    const figure = this.levers.getByRole('textbox', { name: label, exact: true });
    await figure.fill(String(value));
    await figure.press('Enter');
    await expect(figure).toHaveValue(String(value));
  }

  /** The hot key's cure: a key with many values. */
  async spreadKeys(): Promise<void> {
    await this.levers.getByRole('combobox', { name: 'Partition keys' }).selectOption('uniform');
    await this.levers.getByRole('slider', { name: 'Share of' }).waitFor({ state: 'detached' });
    await this.setFigure('Distinct keys', 20_000);
  }

  async playToTheEnd(): Promise<void> {
    await this.lab.setSpeed(100);
    const play = this.lab.transport.getByRole('button', { name: 'Play', exact: true });
    if (await play.isVisible()) await play.click();
    await expect(this.result).toBeVisible({ timeout: 40_000 });
  }
}
