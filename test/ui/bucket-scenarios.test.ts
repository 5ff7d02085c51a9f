/** Objects that the shipped scenarios really write, as the page shows them, and the balance of their delivery streams. */
import { expect, test } from 'vitest';
import { scenarios } from '../../src/content/scenarios/index.ts';
import { advanceTo, createWorld, SECOND, type World } from '../../src/engine/index.ts';
import { type Content, previewOf } from '../../src/ui/bucket/preview.ts';
import { balanceOf } from '../../src/views/delivery/balance.ts';
import { branchesOf } from '../../src/views/delivery/path.ts';
import { bucketAnswer } from '../../src/worker/bucket.ts';
import { deliveryFrame } from '../../src/worker/frames/delivery-frame.ts';
import { loadInterpreter } from '../../src/worker/interpreter/load-interpreter.ts';

async function worldAfter(id: string, seconds: number): Promise<World> {
  const scenario = scenarios.find((one) => one.id === id)!;
  const world = createWorld(scenario, { seed: '1', interpreter: await loadInterpreter() });
  advanceTo(world, seconds * SECOND);
  return world;
}

const frameOf = (world: World) => deliveryFrame(world, world.firehose.list[0].spec.id)!;

/** The newest object whose key begins so. */
async function openNewest(world: World, bucket: string, prefix: string) {
  const object = world.s3.buckets.find(({ name }) => name === bucket)!.objects.findLast(({ key }) => key.startsWith(prefix))!;
  return { object, preview: await previewOf(object.body!, object) };
}

function as<Kind extends Content['kind']>(content: Content, kind: Kind): Extract<Content, { kind: Kind }> {
  if (content.kind !== kind) throw new Error(`${content.kind}, not ${kind}`);
  return content as Extract<Content, { kind: Kind }>;
}

test('a transform that fails some: the balance adds up, and the folder that its branch opens holds the error files', async () => {
  const world = await worldAfter('firehose-transform', 100);
  const frame = frameOf(world);
  const { accepted, terms, missing } = balanceOf(frame);
  expect(missing).toBe(0);
  expect(terms.reduce((sum, { records }) => sum + records, 0)).toBe(accepted);
  const [branch] = branchesOf(frame);
  expect(branch).toMatchObject({ id: 'processing-failed', from: 'transform' });
  expect(branch.records).toBeGreaterThan(0);

  const { bucket, prefix } = branch.place!;
  const { listing } = bucketAnswer(world, bucket, prefix, 500);
  expect(listing!.totalObjects).toBeGreaterThan(0);
  const { object, preview } = await openNewest(world, bucket, prefix);
  const { lines } = as(preview.content, 'failures');
  expect(lines.length).toBe(object.about!.records);
  for (const { errorCode, data } of lines) {
    expect(errorCode).toBe('Lambda.ProcessingFailedStatus');
    expect((JSON.parse(data!) as { amount: number }).amount).toBeGreaterThan(950);
  }

  const orders = await openNewest(world, bucket, 'orders/');
  expect(orders.preview.packing).toBe('gzip');
  const text = as(orders.preview.content, 'text');
  expect(JSON.parse(text.lines[0].text)).toMatchObject({ currency: 'EUR' });
  if (!text.isCut) expect(text.lines.length).toBe(orders.object.about!.records);
});

test('JSON in, Parquet out: as many rows as records, and the columns of the table', async () => {
  const world = await worldAfter('firehose-parquet', 130);
  const { spec } = world.firehose.list[0];
  const bucket = world.s3.buckets[0].name;
  const { object, preview } = await openNewest(world, bucket, 'orders');
  const { table } = as(preview.content, 'parquet');
  expect(table.rowsInAll).toBe(object.about!.records);
  expect(table.columns.map(({ name }) => name)).toEqual(spec.conversion!.columns.map(({ name }) => name));
  expect(balanceOf(frameOf(world)).missing).toBe(0);
});

test('an endpoint that goes away: what waits is on its way, what is given up lies in the backup, and nothing is lost', async () => {
  const world = await worldAfter('firehose-http', 200);
  const { terms, missing } = balanceOf(frameOf(world));
  const of = (kind: string) => terms.find((term) => term.kind === kind)!.records;
  expect(missing).toBe(0);
  expect([of('delivered') > 0, of('failed') > 0, of('lost')]).toEqual([true, true, 0]);
  const branch = branchesOf(frameOf(world)).find(({ id }) => id === 'http-endpoint-failed')!;
  const { preview } = await openNewest(world, branch.place!.bucket, branch.place!.prefix);
  expect(as(preview.content, 'failures').lines[0].errorCode).toMatch(/^HttpEndpoint\./);
});
