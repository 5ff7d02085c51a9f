/** Two ways to read: polling out of a budget that all share, and a pipe of one's own; and what it means to be behind. */
import type { FanOutConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { defineScenario } from '../scenarios/define-scenario.ts';
import { defineLesson } from './lesson.ts';
import { apiPage, CHECKED, poller, PRICING, QUOTAS, streamsPage, writer } from './define-small-run.ts';

const EVEN = { kind: 'uniform', keys: 1_000, prefix: 'visitor-' } as const;

const shared = defineScenario({
  id: 'lesson-shared-budget',
  title: 'Five readers, one shard',
  summary: 'One shard with 150 records of 1,000 bytes a second, polled by five applications once a second.',
  streams: [{ name: 'clicks', shardCount: 1, retentionHours: 24 }],
  producers: [writer('site', 'clicks', { perSecond: 150, bytes: 1_000, keys: EVEN })],
  consumers: ['alerts', 'archive', 'billing', 'fraud', 'search'].map((id) => poller(id, 'clicks')),
});

const pushed: FanOutConsumerSpec = { kind: 'fan-out', id: 'fraud', stream: 'clicks', start: 'LATEST', processingUsPerRecord: 50 };

const behind = defineScenario({
  id: 'lesson-falling-behind',
  title: 'A reader that falls behind',
  summary: 'Two shards with 800 records a second in all, and a reader that takes 200 records of each shard a second.',
  streams: [{ name: 'clicks', shardCount: 2, retentionHours: 24 }],
  producers: [writer('site', 'clicks', { perSecond: 800, bytes: 300, keys: EVEN })],
  consumers: [poller('archive', 'clicks', { limit: 200 })],
});

export const reading = defineLesson({
  id: 'reading',
  title: 'Reading',
  topic: 'reading',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: CHECKED,
  sources: [
    apiPage('GetRecords'),
    apiPage('SubscribeToShard'),
    streamsPage('Data Streams: enhanced fan-out', 'enhanced-consumers'),
    QUOTAS,
    PRICING,
  ],
  opens: {
    question: 'Five applications poll the same shard, each once a second. A sixth is added and does the same. What happens?',
    options: [
      'Nothing: every application has its own five calls a second',
      'Every second some call is refused, be it of the sixth or of another',
      'The sixth is refused for good, the first five read on',
      'Kinesis adds a shard',
    ],
    right: 1,
    answer:
      'A shard answers five GetRecords calls a second, for all who poll it together. Six calls do not fit. Nobody has a place of their own: whoever comes when the five are used up is refused and has to try again, new or old. It can hit the same one many times in a row, and that one falls behind.',
  },
  blocks: [
    { kind: 'heading', text: 'Asking: the poll' },
    {
      kind: 'text',
      text: 'The plain way to read is to ask. A program gets a [[shard-iterator]], a pointer to a place in one shard, with `GetShardIterator`. It hands it to `GetRecords` and gets records, and with them the iterator for the next call. Then it asks again, and again, for every shard. An empty answer is no error: there was nothing at that place, and the program goes on with the next iterator.',
    },
    {
      kind: 'fact',
      text: 'A shard answers 5 GetRecords calls a second and gives out 2 MiB a second, all [[polling]] applications together. One call returns at most 10,000 records or 10 MiB.',
      asOf: CHECKED,
      source: apiPage('GetRecords'),
    },
    {
      kind: 'text',
      text: 'Both figures are shared. With five applications each gets one call a second and about 400 KB of it. A record then waits half a second on average until an application asks for it. Ask more often, and the calls run out; add an application, and everybody gets less. The writers notice nothing of it: the read budget is apart from the write budget.',
    },
    {
      kind: 'stage',
      id: 'shared-budget',
      scenario: shared,
      view: 'read-budgets',
      caption:
        'One shard, second by second. Each block is one answer; it is as long as its bytes take at 2 MiB a second. Five applications take all five calls.',
      tries: [
        {
          label: 'Add a sixth application',
          commands: [{ type: 'add-consumer', consumer: poller('reports', 'clicks') }],
          lookAt:
            'Crosses: calls that were refused. They hit whoever comes when five calls are used up, and that need not be the new one. It may be the same for a long while, and falls behind.',
        },
        {
          label: 'Give fraud a pipe of its own',
          commands: [{ type: 'update-consumer', consumer: pushed }],
          lookAt:
            'Fraud leaves the shared budget. Its records come in small pushes, soon after they were written, and the others have its call.',
        },
      ],
    },
    { kind: 'heading', text: 'Being told: enhanced fan-out' },
    {
      kind: 'text',
      text: 'The other way is to be told. An application registers as a [[registered-consumer|consumer]] of the stream and subscribes to each shard with `SubscribeToShard`. From then on Kinesis pushes records over a connection that stays open. Every registered consumer has its own budget on every shard. Nobody shares it, and nobody has to ask, so records arrive sooner: typically after about 70 milliseconds, where a poll takes 200 at the best.',
    },
    {
      kind: 'fact',
      text: 'A consumer with [[enhanced-fan-out|enhanced fan-out]] gets 2 MiB a second of each shard for itself. A stream has room for 20 of them. A subscription ends after 300 seconds and is renewed.',
      asOf: CHECKED,
      source: streamsPage('Data Streams: enhanced fan-out', 'enhanced-consumers'),
      older: 'Older notes say 5 such consumers for a stream. Today it is 20, and 50 with on-demand Advantage.',
    },
    {
      kind: 'fact',
      text: 'It costs $0.015 for each consumer on each shard by the hour, and $0.013 for each GB that is pushed (us-east-1). Polling costs nothing beside the shards.',
      asOf: '2026-09',
      source: PRICING,
    },
    {
      kind: 'text',
      text: 'So it depends on how many read, and how soon they must know. One to three applications that may be a second late: poll. Many of them, or one that must know at once: fan-out, at least for that one. If nobody is in a hurry and only the bytes are short, more shards are often the cheapest answer, since each brings another 2 MiB a second for all.',
    },
    { kind: 'heading', text: 'Being behind' },
    {
      kind: 'text',
      text: 'A reader is behind when records come faster than it takes them. How far is said in time: the [[iterator-age]] is the age of the last record that was read. In CloudWatch it is `GetRecords.IteratorAgeMilliseconds`, and in the answers themselves `MillisBehindLatest`. A peak that goes down again is a hiccup. A straight line upwards is a reader that is too slow, and it will not mend itself.',
    },
    {
      kind: 'stage',
      id: 'falling-behind',
      scenario: behind,
      view: 'stage',
      caption:
        'About 400 records a second arrive in each of two shards; the reader takes 200 a second of each. Watch its cursor stay back.',
      tries: [
        {
          label: 'Take up to 10,000 a call',
          commands: [{ type: 'update-consumer', consumer: poller('archive', 'clicks', { limit: 10_000 }) }],
          lookAt: 'The next answers are large: it catches up within a few calls, then keeps step with what comes.',
        },
        {
          label: 'Ask five times a second instead',
          commands: [{ type: 'update-consumer', consumer: poller('archive', 'clicks', { limit: 200, pollIntervalMs: 200 }) }],
          lookAt:
            'Five times 200 are 1,000 a second: that is enough as well, but now all calls of the shard are used up by one application.',
        },
      ],
    },
    {
      kind: 'text',
      text: 'Being behind is harmless until the age comes near the [[retention-period|retention]] of the stream. What gets older than that is gone, read or not. A usual alarm stands at half of the retention: at 12 hours where records stay for 24. A longer retention buys time; it does not make the reader faster.',
    },
    {
      kind: 'text',
      text: 'Catching up takes longer than one thinks, since new records keep coming. A reader that can take 2 MB a second of a shard on which 1 MB a second arrives works off only one. Hence the rule: leave room. A system that is just fast enough on a good day never recovers from a bad one.',
    },
    {
      kind: 'fact',
      text: 'A shard iterator that is not used expires after 300 seconds. Then a new one is needed, from a sequence number that the program has kept itself.',
      asOf: CHECKED,
      source: apiPage('GetShardIterator'),
    },
    {
      kind: 'text',
      text: 'Keeping that number is called a [[checkpoint]]. The [[kcl|Kinesis Client Library]] and Lambda keep it for you. Both may hand out some records twice after a failure, between the last checkpoint and the crash, so what a reader does with a record should do no harm when it is done twice.',
    },
  ],
  items: ['polling-share', 'fan-out-price', 'catch-up-time'],
  exercise: 'five-readers-cheap',
});
