/** From a key to a shard, and why the choice of the key decides how much of a stream can be used. */
import { COUNTRIES, defineScenario } from '../scenarios/define-scenario.ts';
import { defineLesson } from './lesson.ts';
import { apiPage, CHECKED, poller, QUOTAS, sends, streamsPage, writer } from './define-small-run.ts';

const BY_COUNTRY = { kind: 'uniform', keys: 8, prefix: '', names: COUNTRIES } as const;
const MOSTLY_FR = { kind: 'hot', keys: 8, share: 0.8, prefix: '', names: COUNTRIES } as const;
const BY_CUSTOMER = { kind: 'uniform', keys: 20_000, prefix: 'customer-' } as const;

const places = defineScenario({
  id: 'lesson-key-places',
  title: 'Where keys hash to',
  summary: 'Eight partition keys on four shards, forty records a second.',
  streams: [{ name: 'orders', shardCount: 4, retentionHours: 24 }],
  producers: [writer('checkout', 'orders', { perSecond: 40, bytes: 300, keys: BY_COUNTRY })],
  consumers: [],
});

const hotShop = (keys: typeof MOSTLY_FR | typeof BY_CUSTOMER) => writer('checkout', 'orders', { perSecond: 1_800, bytes: 300, keys });

const hot = defineScenario({
  id: 'lesson-hot-key',
  title: 'One hot key',
  summary: 'Four shards and 1,800 records a second, 80 % of them with the key FR.',
  streams: [{ name: 'orders', shardCount: 4, retentionHours: 24 }],
  producers: [hotShop(MOSTLY_FR)],
  consumers: [poller('billing', 'orders')],
});

export const partitionKeys = defineLesson({
  id: 'partition-keys',
  title: 'Partition keys',
  topic: 'keys',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: CHECKED,
  sources: [streamsPage('Data Streams: terminology', 'key-concepts'), apiPage('PutRecord'), QUOTAS],
  opens: {
    question:
      'The partition key FR alone sends 1,500 small records a second to a stream of two shards. You double the shards to four. How many of its records a second can be stored then?',
    options: ['1,000, as before', '1,500: four shards are enough', '2,000: twice as many as before', 'Up to 4,000'],
    right: 0,
    answer:
      'One key has one hash, and one hash lies in one shard. However many shards there are, FR has one of them, and a shard takes 1,000 records a second.',
  },
  blocks: [
    { kind: 'heading', text: 'From a key to a place' },
    {
      kind: 'text',
      text: 'Every record carries a [[partition-key]], a text such as a customer’s number or the name of a device. Kinesis computes the MD5 hash of it, a whole number between 0 and 2^128 − 1. All these numbers together are the [[hash-key|hash-key space]], and every shard owns one piece of it. The record goes to the shard whose piece holds the number.',
    },
    {
      kind: 'text',
      text: 'Nothing else decides: not the size of the record, not how busy the shards are, not whose turn it is. The same key gives the same number today and tomorrow, in every region. As long as the shards stay as they are, it also gives the same shard, and so all records of one key can be read in the order in which they were stored.',
    },
    {
      kind: 'fact',
      text: 'A partition key is a text of 1 to 256 characters. Its length counts towards the bytes of the record.',
      asOf: CHECKED,
      source: apiPage('PutRecord'),
      older:
        'Older notes say that a key is always needed. Since September 2026 an on-demand stream can be set to choose the shard by itself, and then it is optional.',
    },
    {
      kind: 'stage',
      id: 'places',
      scenario: places,
      view: 'stage',
      caption:
        'Eight countries are eight keys. The line between producer and shards is the hash-key space: each colour arrives at its own place on it, always the same.',
      tries: [
        {
          label: 'Send one record with the key PL',
          commands: [{ type: 'put-record', stream: 'orders', partitionKey: 'PL', text: 'an order from Poland' }],
          lookAt: 'MD5 of PL begins with 9b: it lies in the third quarter, so the third shard takes it.',
        },
        {
          label: 'Send one record with a hash key of 0',
          commands: [{ type: 'put-record', stream: 'orders', partitionKey: 'PL', explicitHashKey: '0', text: 'the same, placed by hand' }],
          lookAt: '`ExplicitHashKey` replaces the hash: the record lands at the very top, in the first shard, though its key is PL.',
        },
      ],
    },
    { kind: 'heading', text: 'Few keys, uneven load' },
    {
      kind: 'text',
      text: 'MD5 scatters keys well, but it scatters *keys*, not records. With eight keys on four shards two may fall on one shard and none on another. With twenty thousand keys the pieces come out nearly even, because each key carries little. The number of different values is called the *cardinality* of the key; for an even load you want hundreds of values for every shard, or more.',
    },
    {
      kind: 'text',
      text: 'Cardinality is not enough if one value dominates. If 80 % of all records carry the same key, then 80 % of the load stands on one shard, whatever the others do. This is a [[hot-key]], and its shard is a [[hot-shard]]: it refuses records while its neighbours are idle. The figures of the whole stream look harmless, because they are sums.',
    },
    {
      kind: 'fact',
      text: 'One shard, and therefore one key, takes at most 1,000 records a second and 1 MiB a second.',
      asOf: CHECKED,
      source: QUOTAS,
    },
    {
      kind: 'stage',
      id: 'hot',
      scenario: hot,
      view: 'stage',
      caption: 'Four shards could take 4,000 records a second and only 1,800 come. Yet the first lane throttles: 1,440 of them are for FR.',
      tries: [
        {
          label: 'Double the shards',
          commands: [{ type: 'update-shard-count', stream: 'orders', targetShardCount: 8 }],
          lookAt: 'When the eight lanes stand, one of them is as hot as before: the key has moved to a smaller piece of the space, whole.',
        },
        {
          label: 'Use the customer as key',
          commands: [sends(hotShop(BY_CUSTOMER))],
          lookAt:
            'Twenty thousand keys are spread evenly. No lane is near its limit, and the throttling ends as soon as what waits is sent.',
        },
      ],
    },
    { kind: 'heading', text: 'How to choose a key' },
    {
      kind: 'text',
      text: 'Ask first what must stay in order. If events of one order must be read in order, the number of the order is a good key: there are many of them, and each is small. A customer is good too, until one customer is as large as all others together. The country, the type of a device or today’s date are bad keys: few values, and some of them very large.',
    },
    {
      kind: 'list',
      items: [
        'Order does not matter: use a random key, a new one for every record.',
        'Order matters for an entity, and entities are many and small: use its identifier.',
        'One entity is too large for a shard: add a small number to its key, such as `FR-0` to `FR-7`, and give up the order between the eight parts.',
      ],
    },
    {
      kind: 'text',
      text: 'The third way is called *salting*, and it has its price: whoever reads must put the parts together again. If a key has too many records but not too many bytes, there is a milder one: pack several records into one, and their order is kept. More shards are no cure. They divide the space between keys, never a key.',
    },
    { kind: 'heading', text: 'How to notice it' },
    {
      kind: 'text',
      text: 'Look at shards one by one. The sums of a stream with a hot key show much of its capacity unused and records refused at the same time; that contradiction is the sign. In [[cloudwatch|CloudWatch]] the metrics of single shards must be switched on first, with `EnableEnhancedMonitoring`, and they cost extra.',
    },
    {
      kind: 'text',
      text: 'Mind the minute, too. Metrics are sums over sixty seconds, but the budget of a shard holds within every second. A key that sends 5,000 records in one second and nothing in the other fifty-nine looks as if it sent 83 a second, and is throttled all the same.',
    },
  ],
  items: ['which-shard', 'hot-key-limit', 'shards-for-workload'],
  exercise: 'hot-key',
});
