/** A learner who moves through the time of a run: what is said of where one stands, the playhead, undo, and the list of branches. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { LabDriver } from './lab.ts';

export class TimeDriver {
  readonly lab: LabDriver;
  readonly page: Page;
  /** What is said where one does not simply stand at the end of a run. */
  readonly band: Locator;
  readonly playhead: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly branches: Locator;
  /** The list, while it is open. */
  readonly list: Locator;

  constructor(lab: LabDriver) {
    const { page, transport } = lab;
    this.lab = lab;
    this.page = page;
    this.band = transport.getByRole('group', { name: 'Where you are in time' });
    this.playhead = transport.getByRole('slider', { name: 'Moment of the run' });
    this.undo = transport.getByRole('button', { name: /^Undo(?!: delete)/ });
    this.redo = transport.getByRole('button', { name: /^Redo/ }).first();
    this.branches = transport.getByRole('button', { name: /^Branches: / });
    this.list = page.getByRole('dialog', { name: 'Branches' });
  }

  /** Half of a shard, by the editor above the stage. */
  async split(index: number): Promise<void> {
    await this.lab.shard(index).focus();
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('s');
    const editor = this.lab.editor('Split');
    await editor.getByRole('button', { name: `Split shard-${index}`, exact: true }).click();
    await expect(editor).toBeHidden();
    await expect(this.lab.lane(index)).toHaveAttribute('data-state', 'closing');
  }

  /** By the keys of the timeline. */
  async toStart(): Promise<void> {
    await this.playhead.focus();
    await this.page.keyboard.press('Home');
    await expect.poll(() => this.lab.momentUs()).toBe(0);
    await this.inPast();
  }

  async inPast(): Promise<void> {
    await expect(this.band).toContainText('You are in the past');
  }

  /** The end of the present branch, and nothing undone. */
  async atNow(): Promise<void> {
    await expect(this.band.filter({ hasText: /in the past|Undone/ })).toHaveCount(0);
    await expect(this.lab.transport.getByText('now', { exact: true })).toBeVisible();
  }

  async openList(): Promise<void> {
    await this.branches.click();
    await expect(this.list.getByRole('heading', { name: 'Branches' })).toBeVisible();
  }

  async switchTo(name: string): Promise<void> {
    await this.openList();
    await this.list.getByRole('button', { name: `Switch to ${name}` }).click();
    await expect(this.list).toBeHidden();
    await expect(this.branches).toContainText(name);
  }

  /** The row of a branch, by what it shows. */
  row(name: string): Locator {
    return this.list.locator('[data-present]').filter({ has: this.page.getByText(name, { exact: true }) });
  }
}
