/** What can be broken in the run as it stands: each way, the things it can be done to, and the figures it asks for. */
import type { ConsumerSpec, KclConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import type { DeliveryFault, Fault } from '../../engine/faults/fault.ts';
import type { SlowFrame } from '../../protocol/from-worker.ts';

export interface FaultFigure {
  label: string;
  unit: string;
  unitInWords: string;
  min: number;
  max: number;
  usual: number;
}

export interface FaultTarget {
  label: string;
  /** The consumer that it is about; null where it is about several, or none. */
  consumer: string | null;
  /** The fault with the figures that were asked for, in their order. */
  make(figures: readonly number[]): Fault;
}

export interface FaultOffer {
  kind: Fault['kind'];
  label: string;
  /** What the things are that it can be done to. */
  of: string;
  /** What it is in life, and what to watch. */
  says: string;
  figures: readonly FaultFigure[];
  targets: readonly FaultTarget[];
}

type Parts = Pick<SlowFrame, 'producers' | 'consumers' | 'shards' | 'deliveryStreams'>;

const units = (label: string): FaultFigure => ({ label, unit: '/s', unitInWords: 'units a second', min: 1, max: 1000, usual: 1 });
const share = (label: string, usual: number): FaultFigure => ({ label, unit: '%', unitInWords: 'percent', min: 1, max: 100, usual });

/** Only what something stands for: without an application there is no worker that could crash. */
export function faultOffers({ producers, consumers, shards, deliveryStreams }: Parts): FaultOffer[] {
  const specs = consumers.map(({ spec }) => spec);
  const applications = specs.filter((spec): spec is KclConsumerSpec => spec.kind === 'kcl');
  const processing = specs.filter(canFail);
  const offers = [
    ...workerOffers(applications),
    leaseTableOffer(applications),
    slowOffer(specs),
    ...failingOffers(processing, shards),
    lostAnswersOffer(producers),
    ...deliveryOffers(deliveryStreams.map(({ spec }) => spec)),
  ];
  return offers.filter(({ targets }) => targets.length > 0);
}

const workerOffers = (applications: readonly KclConsumerSpec[]): FaultOffer[] => [
  {
    kind: 'worker-crash',
    label: 'A worker crashes',
    of: 'Worker',
    says: 'Its process dies without a word. Its leases stay its own until their counters have stood still for the failover time; then others take them and go on from the last checkpoint.',
    figures: [],
    targets: workerTargets(applications, (consumer, worker) => ({ kind: 'worker-crash', consumer, worker })),
  },
  {
    kind: 'worker-freeze',
    label: 'A worker freezes',
    of: 'Worker',
    says: 'A long garbage collection, or a paused machine: it goes on as if nothing had been, though others may have its leases by then. For a while two process the same shard.',
    figures: [{ label: 'For', unit: 's', unitInWords: 'seconds', min: 1, max: 600, usual: 20 }],
    targets: workerTargets(applications, (consumer, worker, [seconds]) => ({
      kind: 'worker-freeze',
      consumer,
      worker,
      forMs: 1000 * seconds,
    })),
  },
  {
    kind: 'instance-loss',
    label: 'An instance is lost',
    of: 'Instance',
    says: 'All workers on it die at once, of every application.',
    figures: [],
    targets: placeTargets(applications, 'instance', (instance) => ({ kind: 'instance-loss', instance })),
  },
  {
    kind: 'zone-loss',
    label: 'An availability zone is lost',
    of: 'Zone',
    says: 'All workers in it die at once. The stream itself stands in three zones and goes on.',
    figures: [],
    targets: placeTargets(applications, 'zone', (zone) => ({ kind: 'zone-loss', zone })),
  },
];

const leaseTableOffer = (applications: readonly KclConsumerSpec[]): FaultOffer => ({
  kind: 'lease-table-throttled',
  label: 'The lease table is throttled',
  of: 'Application',
  says: 'DynamoDB refuses what is above. Renewals fail, so leases are lost though their workers are well; checkpoints fail, so records come twice.',
  figures: [units('Read units'), units('Write units')],
  targets: consumerTargets(applications, (consumer, [readUnits, writeUnits]) => ({
    kind: 'lease-table-throttled',
    consumer,
    readUnits,
    writeUnits,
  })),
});

/** Whoever reads does something with the records, and it can take longer. */
const slowOffer = (specs: readonly ConsumerSpec[]): FaultOffer => ({
  kind: 'slow-processing',
  label: 'Processing is slow',
  of: 'Consumer',
  says: 'A database behind it has become slow. Watch the lag of its shards grow.',
  figures: [{ label: 'Times as long', unit: '×', unitInWords: 'times as long', min: 2, max: 1000, usual: 10 }],
  targets: consumerTargets(specs, (consumer, [factor]) => ({ kind: 'slow-processing', consumer, factor })),
});

const failingOffers = (processing: readonly ConsumerSpec[], shards: Parts['shards']): FaultOffer[] => [
  {
    kind: 'failing-processing',
    label: 'Processing fails',
    of: 'Consumer',
    says: 'Some batches end with an exception. The KCL logs it and goes on: that batch is lost. Lambda tries the same batch again.',
    figures: [share('Batches that fail', 20)],
    targets: consumerTargets(processing, (consumer, [percent]) => ({ kind: 'failing-processing', consumer, share: percent / 100 })),
  },
  {
    kind: 'poison-record',
    label: 'A poison record',
    of: 'Consumer and shard',
    says: 'The next record of the shard can never be processed. A Lambda that retries without end stands still on that shard; the others go on.',
    figures: [],
    targets: processing.flatMap(({ id }) =>
      shards
        .filter(({ state }) => state !== 'closed')
        .map((shard) => ({
          label: `${id} · shard-${shard.index}`,
          consumer: id,
          make: () => ({ kind: 'poison-record', consumer: id, shardId: shard.id }) as const,
        })),
    ),
  },
];

const lostAnswersOffer = (producers: Parts['producers']): FaultOffer => ({
  kind: 'network-duplicate',
  label: 'Answers to a producer are lost',
  of: 'Producer',
  says: 'The records are stored, but the producer never hears of it: after 6 s it sends the call again, and they stand in the stream twice, with other sequence numbers.',
  figures: [share('Calls without an answer', 10)],
  targets: producers.map(({ spec: { id } }) => ({
    label: id,
    consumer: null,
    make: ([percent]) => ({ kind: 'network-duplicate', producer: id, share: percent / 100 }),
  })),
});

/** What can happen to a delivery stream: only where it has what would break. */
const deliveryOffers = (streams: readonly DeliveryStreamSpec[]): FaultOffer[] => [
  {
    kind: 'destination-down',
    label: 'A destination is down',
    of: 'Delivery stream',
    says: 'It answers 503, or nobody answers. Firehose keeps what it has and tries again; after the retry duration it goes to the backup. For S3 it waits: a day for Direct PUT, else as long as the source stream keeps records.',
    figures: [],
    targets: deliveryTargets(streams, (deliveryStream) => ({ kind: 'destination-down', deliveryStream })),
  },
  {
    kind: 'destination-rejects',
    label: 'A destination refuses records',
    of: 'Delivery stream',
    says: 'Some documents, rows or requests are refused for good. Documents and events go to the error folder, rows fail the COPY above MAXERROR, requests answered 413 are lost and not kept anywhere.',
    figures: [share('Refused', 10)],
    targets: deliveryTargets(
      streams.filter(({ destination }) => destination.kind !== 's3'),
      (deliveryStream, [percent]) => ({ kind: 'destination-rejects', deliveryStream, share: percent / 100 }),
    ),
  },
  {
    kind: 'delivery-answers-lost',
    label: 'Answers to a delivery are lost',
    of: 'Delivery stream',
    says: 'The destination has the records, but Firehose never hears of it and sends them again: at least once, so some are there twice. OpenSearch alone notices, by the ids of its documents.',
    figures: [share('Deliveries without an answer', 20)],
    targets: deliveryTargets(streams, (deliveryStream, [percent]) => ({
      kind: 'delivery-answers-lost',
      deliveryStream,
      share: percent / 100,
    })),
  },
  {
    kind: 'backup-down',
    label: 'A backup is down',
    of: 'Delivery stream',
    says: 'The backup bucket takes nothing. While the destination refuses too, delivery stands still until one of them works.',
    figures: [],
    targets: deliveryTargets(streams.filter(hasBackup), (deliveryStream) => ({ kind: 'backup-down', deliveryStream })),
  },
  {
    kind: 'function-unavailable',
    label: 'A transform cannot be invoked',
    of: 'Delivery stream and reason',
    says: 'Firehose tries each batch again, three times unless told otherwise; then its records go to processing-failed as they came in.',
    figures: [],
    targets: streams
      .filter(({ transform }) => transform !== null)
      .flatMap(({ id }) =>
        FUNCTION_TROUBLES.map(([words, errorCode]) => ({
          label: `${id} · ${words}`,
          consumer: null,
          make: () => ({ kind: 'function-unavailable', deliveryStream: id, errorCode }) as const,
        })),
      ),
  },
];

const FUNCTION_TROUBLES = [
  ['throttled', 'Lambda.InvokeLimitExceeded'],
  ['not allowed', 'Lambda.InvokeAccessDenied'],
  ['gone', 'Lambda.ResourceNotFound'],
] as const;

function deliveryTargets(
  streams: readonly DeliveryStreamSpec[],
  make: (deliveryStream: string, figures: readonly number[]) => DeliveryFault,
): FaultTarget[] {
  return streams.map(({ id }) => ({ label: id, consumer: null, make: (figures) => make(id, figures) }));
}

const hasBackup = ({ destination }: DeliveryStreamSpec): boolean => 'backup' in destination || destination.sourceBackup !== null;

/** Kinds whose processing has failures of its own. */
const canFail = ({ kind }: ConsumerSpec): boolean => kind === 'kcl' || kind === 'lambda';

function workerTargets(
  applications: readonly KclConsumerSpec[],
  make: (consumer: string, worker: string, figures: readonly number[]) => Fault,
): FaultTarget[] {
  return applications.flatMap(({ id, workers }) =>
    workers.map((worker) => ({ label: `${id} · ${worker.id}`, consumer: id, make: (figures) => make(id, worker.id, figures) })),
  );
}

function placeTargets(applications: readonly KclConsumerSpec[], where: 'instance' | 'zone', make: (place: string) => Fault): FaultTarget[] {
  const workers = applications.flatMap((application) => application.workers);
  const places = [...new Set(workers.map((worker) => worker[where]))];
  return places.map((place) => {
    const there = workers.filter((worker) => worker[where] === place).length;
    return { label: `${place} · ${there} ${there === 1 ? 'worker' : 'workers'}`, consumer: null, make: () => make(place) };
  });
}

function consumerTargets(specs: readonly ConsumerSpec[], make: (consumer: string, figures: readonly number[]) => Fault): FaultTarget[] {
  return specs.map(({ id }) => ({ label: id, consumer: id, make: (figures) => make(id, figures) }));
}
