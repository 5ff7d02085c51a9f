/** What an examiner looks for, held against what lies in the bucket. */
import { expect, test } from 'vitest';
import { firehoseTransform } from '../../src/content/exercises/firehose-transform.ts';
import { startRound } from '../../src/content/learning/round.ts';
import { advanceRun, advanceTo, createWorld, MINUTE, SECOND, type World } from '../../src/engine/index.ts';
import { loadInterpreter } from '../../src/worker/interpreter/load-interpreter.ts';

const interpreter = await loadInterpreter();
const AMOUNT_MOST = 950;

interface Order {
  amount: number;
  total?: number;
}

/** The orders that lie under a prefix of the bucket, as they were put in. */
function ordersUnder({ s3 }: World, prefix: string): Order[] {
  const objects = s3.buckets.find(({ name }) => name === 'orders')?.objects ?? [];
  return objects
    .filter(({ key }) => key.startsWith(prefix))
    .flatMap(({ body }) => Buffer.from(body!).toString().split('\n').filter(Boolean))
    .map((line) => {
      const document = JSON.parse(line) as Order & { rawData?: string };
      return document.rawData === undefined ? document : (JSON.parse(atob(document.rawData)) as Order);
    });
}

function counts(world: World): Record<string, { delivered: number; failed: number }> {
  const [{ sought = [] }] = world.firehose.list;
  return Object.fromEntries(sought.map(({ id, delivered, failed }) => [id, { delivered, failed }]));
}

const inBucket = (world: World, meant: (order: Order) => boolean) => ({
  delivered: ordersUnder(world, 'orders/').filter(meant).length,
  failed: ordersUnder(world, 'errors/').filter(meant).length,
});

const { scenario, numbers } = startRound(firehoseTransform, '5');
const plays = [{ id: 'reference', commands: firehoseTransform.solution }, ...firehoseTransform.nearMisses];

test.each(plays)('$id: counted as the bucket has them', ({ commands }) => {
  const world = createWorld(scenario, { seed: '5', interpreter });
  advanceRun(world, commands(numbers), 0, 4 * MINUTE);
  const expected = {
    above: inBucket(world, ({ amount }) => amount > AMOUNT_MOST),
    'up-to': inBucket(world, ({ amount }) => amount <= AMOUNT_MOST),
    'with-total': inBucket(world, ({ amount, total = 0 }) => amount <= AMOUNT_MOST && total > amount),
  };
  expect(counts(world)).toEqual(expected);
  expect(Object.values(expected).reduce((sum, { delivered, failed }) => sum + delivered + failed, 0)).toBeGreaterThan(0);
});

test('a document without the field, or that is none, is not meant', () => {
  const sought = [{ id: 'dear', deliveryStream: 'orders-to-s3', query: '.nothing.here > 1' }];
  const world = createWorld({ ...scenario, record: { everySeconds: 1, sought } }, { seed: '5', interpreter });
  advanceTo(world, 150 * SECOND);
  expect(world.firehose.list[0].account.failed['processing-failed']).toBeGreaterThan(0);
  expect(counts(world)).toEqual({ dear: { delivered: 0, failed: 0 } });
});

test('where nobody looks, nothing is kept', () => {
  const world = createWorld({ ...scenario, record: { everySeconds: 1 } }, { seed: '5', interpreter });
  advanceTo(world, 100 * SECOND);
  expect(world.firehose.list[0]).not.toHaveProperty('sought');
});
