/** Delivery streams in Chromium are those of Node, to the byte: functions, conversion, partitions, faults, and files in buckets. */
import { expect, test } from '@playwright/test';
import type { Command } from '../src/engine/commands.ts';
import { advanceRun, createWorld, digestOf, ENGINE_VERSION, historyOf, SECOND } from '../src/engine/index.ts';
import { readRunLink, writeRunLink } from '../src/lab/run-link.ts';
import type { RunRecipe } from '../src/protocol/run-recipe.ts';
import { loadInterpreter } from '../src/worker/interpreter/load-interpreter.ts';
import { LabDriver } from './support/lab.ts';
import { scenarioNamed } from './support/node-run.ts';

/** What a learner might do: lower hints, another function, and more records. */
function changesOf(name: string): Command[] {
  const [deliveryStream] = scenarioNamed(name).deliveryStreams!;
  const { transform, buffering } = deliveryStream;
  const [producer] = scenarioNamed(name).producers;
  return [
    { type: 'update-producer', producer: { ...producer, rate: { kind: 'constant', perSecond: 240 } } },
    {
      type: 'update-delivery-stream',
      deliveryStream: {
        ...deliveryStream,
        buffering: { ...buffering, intervalSeconds: 60 - 30 * Number(deliveryStream.partitioning === null) },
      },
    },
    {
      type: 'update-delivery-stream',
      deliveryStream: {
        ...deliveryStream,
        transform: transform && { ...transform, code: transform.code.replace('> 950', '> 1 && Math.random() < 0.1') },
      },
    },
  ];
}

for (const name of ['firehose-transform', 'firehose-parquet', 'firehose-partitions', 'firehose-http'])
  test(`${name}: the world with its buckets is the same in Chromium as in Node, also after a seek`, async ({ page }) => {
    const commands = changesOf(name).map((command, i) => ({ at: (20 + 10 * i) * SECOND, command }));
    const recipe: RunRecipe = {
      engineVersion: ENGINE_VERSION,
      scenario: name,
      seed: 'c0ffee',
      commands,
      untilUs: 110 * SECOND,
      datasets: [],
    };
    const link = writeRunLink(recipe);
    const reading = readRunLink(link);
    const given = reading.ok ? reading.recipe.commands : []; // as the link hands them on, in its order of members
    const interpreter = await loadInterpreter();
    const nodeWorld = (atUs: number) => {
      const world = createWorld(scenarioNamed(name), { seed: recipe.seed, interpreter });
      advanceRun(world, given, 0, atUs);
      return world;
    };
    const whole = nodeWorld(recipe.untilUs);
    expect(whole.s3.buckets.flatMap(({ objects }) => objects).length).toBeGreaterThan(0);
    const lab = new LabDriver(page);
    await lab.open(`/#/lab?run=${link}`);
    await expect.poll(() => lab.clockMs(), { timeout: 45_000 }).toBe(recipe.untilUs / 1000);
    await lab.standsStill();
    expect(JSON.stringify(await lab.eventLog())).toBe(JSON.stringify(historyOf(whole)));
    expect(await page.evaluate(() => window.__kinelab!.digest())).toBe(digestOf(whole));
    const moment = 47 * SECOND + 123_456;
    expect(await page.evaluate((atUs) => window.__kinelab!.travel({ kind: 'seek', atUs }), moment)).toBeNull();
    expect(await page.evaluate(() => window.__kinelab!.digest())).toBe(digestOf(nodeWorld(moment)));
  });
