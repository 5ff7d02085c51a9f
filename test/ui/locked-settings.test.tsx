/** Settings in an exercise: what it allows can be changed, each other control stands still with its reason. */
import { renderToStaticMarkup } from 'react-dom/server';
import type { ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import { startRound } from '../../src/content/learning/round.ts';
import type { ConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { EmbeddedLab } from '../../src/lab/embedded-lab.ts';
import { DeliverySettings } from '../../src/ui/bench/DeliverySettings.tsx';
import { ConsumerSettings } from '../../src/ui/bench/ConsumerSettings.tsx';
import { type Locks, LocksContext } from '../../src/ui/bench/locks.ts';
import { ALL_LOCKED, locksOf } from '../../src/ui/exercise/exercise-locks.ts';
import { LabContext } from '../../src/ui/use-lab.ts';

/** What a lab asks of a browser when it is made; without its worker started it asks nothing more. */
vi.stubGlobal('matchMedia', () => ({ matches: false }));
vi.stubGlobal('location', { search: '' });
vi.stubGlobal('document', { addEventListener: () => {} });
const lab = new EmbeddedLab();
vi.unstubAllGlobals();

const roundOf = (id: string) =>
  startRound(
    exercises.find((exercise) => exercise.id === id)!,
    '1',
  );

/** The labels of the controls, by whether they stand in something disabled; what only tells or removes a lock's words has none. */
function controlsOf(html: string): { free: string[]; locked: string[] } {
  const found = { free: [] as string[], locked: [] as string[] };
  let depth = 0;
  for (const [tag, text = ''] of html.matchAll(/<fieldset[^>]*>|<\/fieldset>|<(?:label|button)[^>]*>(.*?)<\/(?:label|button)>/g)) {
    if (tag.startsWith('<fieldset')) {
      expect(tag).toContain('disabled=""');
      depth += 1;
    } else if (tag === '</fieldset>') depth -= 1;
    else found[depth > 0 ? 'locked' : 'free'].push(text.replaceAll(/<[^>]*>/g, ''));
  }
  const named = (labels: readonly string[]) => labels.filter((label) => label !== '');
  return { free: named(found.free), locked: named(found.locked) };
}

const render = (locks: Locks, settings: ReactNode): string =>
  renderToStaticMarkup(
    <LabContext value={lab}>
      <LocksContext value={locks}>{settings}</LocksContext>
    </LabContext>,
  );

const locksIn = (id: string): Locks => locksOf(exercises.find((exercise) => exercise.id === id)!.allows);

function consumerSettings(id: string, kind: ConsumerSpec['kind'], locks = locksIn(id)): string {
  const spec = roundOf(id).scenario.consumers.find((consumer) => consumer.kind === kind)!;
  return render(locks, <ConsumerSettings spec={spec} />);
}

function deliverySettings(id: string, locks = locksIn(id)): string {
  const [spec] = roundOf(id).scenario.deliveryStreams!;
  return render(locks, <DeliverySettings spec={spec} />);
}

describe('free is what the exercise allows, and nothing else', () => {
  test('of a KCL application', () => {
    const { free, locked } = controlsOf(consumerSettings('worker-failover', 'kcl'));
    expect(free).toEqual(['idleTimeBetweenReadsInMillis', 'maxRecords', 'When', 'Every', 'failoverTimeMillis']);
    expect(locked).toEqual(expect.arrayContaining(['KCL 3.x', 'fan-out', 'Add a worker', 'maxLeasesToStealAtOneTime', 'Start', 'Remove']));
  });
  test('of a Lambda mapping', () => {
    const { free, locked } = controlsOf(consumerSettings('parallelization-factor', 'lambda'));
    expect(free).toEqual([
      'polling',
      'fan-out',
      'BatchSize',
      'MaximumBatchingWindowInSeconds',
      'ParallelizationFactor',
      'Concurrency limit',
    ]);
    expect(locked).toEqual(
      expect.arrayContaining(['TumblingWindowInSeconds', 'MaximumRetryAttempts', 'Time per invocation', 'Pattern', 'Start']),
    );
  });
  test('of a fan-out reader, where nothing of it is allowed', () => {
    const [spec] = roundOf('hot-key').scenario.consumers;
    const reader: ConsumerSpec = { kind: 'fan-out', id: 'r', stream: spec.stream, start: 'LATEST', processingUsPerRecord: 1 };
    const { free, locked } = controlsOf(render(locksIn('hot-key'), <ConsumerSettings spec={reader} />));
    expect(free).toEqual([]);
    expect(locked).toEqual(expect.arrayContaining(['polling', 'fan-out', 'Time per record', 'Start', 'Remove']));
  });
  test('of a delivery stream: its function', () => {
    const { free, locked } = controlsOf(deliverySettings('firehose-transform'));
    const looks = ['Buffers', 'Path'];
    const transform = ['Edit the function…', 'NumberOfRetries', 'BufferSizeInMBs', 'BufferIntervalInSeconds'];
    expect(free).toEqual([...transform, 'Keep all records as they came in', ...looks]);
    expect(locked).toEqual(expect.arrayContaining(['Buffer size', 'Lambda function', 'Destination', 'Bucket', 'Compression', 'Remove']));
  });
  test('of a delivery stream: its buffering and compression', () => {
    const { free, locked } = controlsOf(deliverySettings('firehose-buffers'));
    expect(free).toEqual(['Buffer size', 'Buffer interval', 'Compression', 'Buffers', 'Path']);
    expect(locked).toEqual(expect.arrayContaining(['Lambda function', 'Dynamic partitioning', 'JSON to Parquet', 'Destination', 'Bucket']));
  });
});

test('each lock says why, and what may be done instead', () => {
  const html = consumerSettings('worker-failover', 'kcl');
  expect(html).toContain('The KCL version of');
  expect(html).toMatch(/The reading mode of [a-z-]+ cannot be changed here\. You may change the failover time/);
});

test('before a prediction nothing can be changed; a group has one lock', () => {
  const kcl = consumerSettings('worker-failover', 'kcl', ALL_LOCKED);
  expect(controlsOf(kcl).free).toEqual([]);
  expect(controlsOf(deliverySettings('firehose-transform', ALL_LOCKED)).free).toEqual(['Buffers', 'Path']);
  expect(kcl).not.toMatch(/<fieldset[^>]*>(?:(?!<\/fieldset>).)*<fieldset/);
});

test('outside of an exercise everything is free', () => {
  const everything: Locks = { why: () => null, whyPart: () => null };
  expect(controlsOf(consumerSettings('worker-failover', 'kcl', everything)).locked).toEqual([]);
  expect(controlsOf(deliverySettings('firehose-transform', everything)).locked).toEqual([]);
});
