/** What is measured over the last minute of simulated time; each number says where it comes from. */
import { lazy, Suspense } from 'react';
import type { PutToRead as PutToReadFigures, QuotaFact, ReadingsFrame } from '../../protocol/from-worker.ts';
import { count, percent } from '../../views/wording.ts';
import { valueInWords } from '../header/LimitsTool.tsx';
import { shardLabel } from '../event-words.ts';
import { useHasRun } from '../use-has-run.ts';
import { useIsUsable } from '../use-is-usable.ts';
import { useLabState } from '../use-lab.ts';
import { dollars, durationParts, percentValue } from './figures.ts';
import { Figure, Reading } from './Reading.tsx';
import styles from './readings.module.css';
import { Spark } from './Spark.tsx';

/** Sentences for every event are many: they come after the stage. */
const WhatHappened = lazy(() => import('./WhatHappened.tsx').then(({ WhatHappened: component }) => ({ default: component })));

export function Readings() {
  return useHasRun() ? <Measured /> : null;
}

function Measured() {
  const readings = useLabState(({ slow }) => slow?.readings);
  const isUsable = useIsUsable();
  if (readings === undefined) return null;
  return (
    <div className={styles.readings}>
      <section className={styles.section} aria-labelledby="readings-head">
        <h2 className={styles.head} id="readings-head">
          Readings · last {count(readings.windowSeconds)} s
        </h2>
        <ul className={styles.section}>
          <ThrottledWrites readings={readings} />
          <PutToRead readings={readings} />
          <IteratorAge readings={readings} />
          <Lag readings={readings} />
          <Cost readings={readings} />
        </ul>
      </section>
      <Suspense>{isUsable && <WhatHappened />}</Suspense>
    </div>
  );
}

function useQuota(key: string): QuotaFact | undefined {
  return useLabState(({ run }) => run?.quotas.find((quota) => quota.key === key));
}

function Limit({ fact }: { fact: QuotaFact | undefined }) {
  if (fact === undefined) return null;
  return (
    <p className={styles.quiet}>
      {fact.title}: {valueInWords(fact)} ({fact.source}, {fact.asOf}).{fact.older !== null && ` ${fact.older}`}
    </p>
  );
}

function ThrottledWrites({ readings }: { readings: ReadingsFrame }) {
  const records = useQuota('shardWriteRecordsPerSecond');
  const bytes = useQuota('shardWriteBytesPerSecond');
  const { throttledShare, throttledRecords, attemptedRecords, throttledBy } = readings;
  const worst = throttledBy[0];
  const where =
    worst === undefined
      ? ''
      : worst.share > 0.995
        ? ` · all on ${shardLabel(worst.shardId)}`
        : ` · ${percent(worst.share)} on ${shardLabel(worst.shardId)}`;
  return (
    <Reading
      title="Throttled writes"
      isAtLimit={throttledRecords > 0}
      spark={<Spark values={readings.throttledShareSeries} say={percent} />}
      origin={
        <>
          <p>
            {count(throttledRecords)} of {count(attemptedRecords)} records that were put in the last {count(readings.windowSeconds)} s were
            refused with ProvisionedThroughputExceededException. A record that is sent again counts again.
          </p>
          <Limit fact={records} />
          <Limit fact={bytes} />
        </>
      }
    >
      <Figure value={percentValue(throttledShare)} unit={`% of records${where}`} />
    </Reading>
  );
}

function PutToRead({ readings }: { readings: ReadingsFrame }) {
  const { putToRead, putToReadBy } = readings;
  const { polling, fanOut } = putToReadBy;
  return (
    <Reading
      title={polling !== null && fanOut !== null ? 'Put → read latency p99' : 'Put → read latency'}
      spark={<Spark values={readings.putToReadP99Series} say={spoken} />}
      origin={
        <>
          <p>
            From the moment a record is accepted to the moment a consumer has it, over{' '}
            {putToRead === null ? 'no reads yet' : `${count(putToRead.samples)} reads`}. A polling consumer waits half its poll interval on
            average, whatever the network does; with enhanced fan-out a record is pushed about 70 ms after it arrived.
          </p>
          <Spread name="Polling" found={polling} />
          <Spread name="Enhanced fan-out" found={fanOut} />
        </>
      }
    >
      <LatencyFigures readings={readings} />
    </Reading>
  );
}

function Spread({ name, found }: { name: string; found: PutToReadFigures | null }) {
  if (found === null) return null;
  return (
    <p className={styles.quiet}>
      {name}: p50 {spoken(found.p50Ms)}, p90 {spoken(found.p90Ms)}, p99 {spoken(found.p99Ms)}, {count(found.samples)} reads.
    </p>
  );
}

/** Where some poll and others are pushed to, the two stand side by side; else the middle and the tail. */
function LatencyFigures({ readings: { putToRead, putToReadBy } }: { readings: ReadingsFrame }) {
  if (putToRead === null) return <span className={styles.unit}>nothing read yet</span>;
  const { polling, fanOut } = putToReadBy;
  const apart = polling !== null && fanOut !== null;
  const [first, second] = apart ? [polling.p99Ms, fanOut.p99Ms] : [putToRead.p50Ms, putToRead.p99Ms];
  const [one, other] = [durationParts(first), durationParts(second)];
  return (
    <>
      <Figure value={one.value} unit={`${one.unit} ${apart ? 'polling' : 'p50'}`} />
      <Figure value={other.value} unit={`${other.unit} ${apart ? 'fan-out' : 'p99'}`} />
    </>
  );
}

function spoken(ms: number): string {
  const { value, unit } = durationParts(ms);
  return `${value} ${unit}`;
}

function IteratorAge({ readings }: { readings: ReadingsFrame }) {
  const { iteratorAge } = readings;
  const age = iteratorAge === null ? null : durationParts(iteratorAge.ms);
  return (
    <Reading
      title="Iterator age"
      spark={<Spark values={readings.iteratorAgeSeries} say={spoken} />}
      origin={
        <p>
          The age of the oldest record that the slowest consumer has not read yet, over all shards: what CloudWatch calls
          GetRecords.IteratorAgeMilliseconds. When it reaches the retention, records are lost for that consumer.
          {iteratorAge !== null && ` The slowest is ${iteratorAge.consumer} on ${shardLabel(iteratorAge.shardId)}.`}
        </p>
      }
    >
      {age === null || iteratorAge === null ? (
        <span className={styles.unit}>nobody reads</span>
      ) : (
        <Figure value={age.value} unit={`${age.unit} · ${iteratorAge.consumer}, ${shardLabel(iteratorAge.shardId)}`} />
      )}
    </Reading>
  );
}

function Lag({ readings }: { readings: ReadingsFrame }) {
  return (
    <Reading
      title="Lag"
      origin={<p>Records that have been accepted and that the consumer furthest behind has not read yet, over all shards.</p>}
    >
      <Figure value={count(readings.lagRecords)} unit="records not read yet" />
    </Reading>
  );
}

function Cost({ readings }: { readings: ReadingsFrame }) {
  const { usd, shardUsd, putUsd, fanOutUsd } = readings.costPerHour;
  const [part, of] = fanOutUsd > shardUsd ? [fanOutUsd, 'fan-out'] : [shardUsd, 'shards'];
  const share = usd > 0 ? ` · ${percent(part / usd)} ${of}` : '';
  return (
    <Reading
      title="Cost"
      origin={
        <>
          <p>
            Shard hours {dollars(shardUsd)}, PUT payload units of 25 kB {dollars(putUsd)} and enhanced fan-out {dollars(fanOutUsd)} an hour,
            if it went on as in the last ten seconds. List prices of us-east-1, provisioned mode.
          </p>
          <p className={styles.quiet}>
            Enhanced fan-out: $0.015 per consumer and shard hour, and $0.013 per GB (Kinesis Data Streams pricing, 2026-09). Lambda
            invocations and the KCL&rsquo;s lease table are not counted.
          </p>
        </>
      }
    >
      <Figure value={dollars(usd)} unit={`/ hour${share}`} />
    </Reading>
  );
}
