/**
 * Who may import what: the walls of the project as data. Paths are below `src/`; an entry names a folder with all that is in it, or one file.
 * A module may always import from its own row's folder. What `values` allows is allowed for types too.
 */
export interface ImportRow {
  /** The row with the longest matching folder decides. */
  folder: string;
  values: string[];
  types: string[];
  /** npm packages; `d3-*` stands for all that begin so. */
  npm: string[];
  /** Files of other folders whose address may be taken, to start a Worker. */
  addresses?: string[];
  /** Files that the folder itself may not reach into, though a wider row would let it. */
  except?: string[];
}

/** Files directly in `src/engine`: the world, and the vocabulary that all of the engine speaks. */
const ENGINE_VOCABULARY = ['scenario', 'commands', 'events', 'world', 'snapshot'].map((name) => `engine/${name}.ts`);

/** Pure arithmetic of the engine, without a world: encoding, hashing, key ranges, formulas, types read. Pages may show what it computes. */
const ENGINE_ARITHMETIC = [
  'formulas.ts',
  'formulas',
  'kernel/utf8.ts',
  'kinesis/md5.ts',
  'kinesis/hash-key.ts',
  'firehose/formats/column-types.ts',
].map((path) => `engine/${path}`);

/** What a client writes its requests with: names of shards, partition keys kept as numbers, the columns of a put. No state of the service. */
const REQUEST_VOCABULARY = ['shard-id', 'key-table', 'put-batch'].map((name) => `engine/kinesis/${name}.ts`);

/** How a state machine is stepped: stateless. */
const LIFE_STEPS = 'engine/kinesis/lifecycle.ts';

/** What stands around the stream: each acts through the service's actions, as real clients do, and knows none of the others. */
function clientRow(folder: string, npm: string[]): ImportRow {
  return {
    folder,
    values: ['engine/kernel', 'engine/kinesis/actions', ...REQUEST_VOCABULARY, LIFE_STEPS, 'engine/aws', 'engine/kpl'],
    types: ['engine/kinesis', 'engine/faults/fault.ts', ...ENGINE_VOCABULARY],
    npm,
  };
}

/** AWS beside Kinesis, and what acts on the world from outside. */
function surroundingRow(folder: string): ImportRow {
  return { folder, values: ['engine/kernel'], types: ['engine/kinesis', ...ENGINE_VOCABULARY], npm: [] };
}

export const IMPORT_TABLE: ImportRow[] = [
  { folder: 'engine', values: ['engine'], types: [], npm: ['xstate'] },
  { folder: 'engine/kernel', values: [], types: [], npm: [] },
  { folder: 'engine/kinesis', values: ['engine/kernel', 'engine/aws'], types: ENGINE_VOCABULARY, npm: ['xstate'] },
  clientRow('engine/producers', ['xstate']),
  clientRow('engine/consumers', ['xstate']),
  clientRow('engine/firehose', ['xstate', 'fflate', 'hyparquet-writer', 'hysnappy', 'snappyjs']),
  // The JSON layer in front of it validates as that of Kinesis does.
  {
    folder: 'engine/firehose/api',
    values: ['engine/firehose', 'engine/kernel', 'engine/kinesis/validation.ts'],
    types: ['engine/kinesis', ...ENGINE_VOCABULARY],
    npm: [],
  },
  clientRow('engine/analytics', ['xstate']),
  surroundingRow('engine/aws'),
  surroundingRow('engine/billing'),
  surroundingRow('engine/faults'),
  { folder: 'engine/formulas.ts', values: ['engine/formulas', 'engine/kinesis/quotas.ts', 'engine/billing'], types: [], npm: [] },
  {
    folder: 'engine/formulas',
    values: ['engine/formulas.ts', ...['quotas', 'quota-sources', 'hash-key'].map((name) => `engine/kinesis/${name}.ts`), 'engine/billing'],
    types: [],
    npm: [],
  },
  ...['engine/scenario.ts', 'engine/commands.ts', 'engine/events.ts'].map((folder) => ({ folder, values: [], types: ['engine'], npm: [] })),

  { folder: 'judge', values: ['engine/formulas.ts'], types: ['engine'], npm: [] },
  { folder: 'protocol', values: [], types: ['engine', 'judge'], npm: [] },
  { folder: 'worker', values: ['engine', 'judge', 'protocol', 'content'], types: [], npm: ['fflate'] },
  // Runs learners' code: QuickJS, and fflate for the zlib that functions may require.
  {
    folder: 'worker/interpreter',
    values: ['engine/kernel', 'content/scenarios'],
    types: ['engine', 'protocol'],
    npm: ['@jitl/quickjs-wasmfile-release-sync', 'quickjs-emscripten-core', 'fflate'],
  },
  { folder: 'worker/import', values: ['protocol', ...ENGINE_ARITHMETIC], types: ['engine'], npm: ['papaparse'] },
  { folder: 'content', values: ENGINE_ARITHMETIC, types: ['engine', 'judge', 'protocol'], npm: ['valibot'] },

  // Strides of the typed arrays are constants of the protocol, so views may import its values.
  { folder: 'views', values: ['protocol'], types: ['engine'], npm: ['d3-*', 'uplot'] },
  { folder: 'views/gallery', values: ['views', 'protocol'], types: ['engine'], npm: ['@fontsource-variable/*'] },
  { folder: 'console', values: ['protocol'], types: ['engine'], npm: [] },
  {
    folder: 'lab',
    values: ['protocol', 'content', 'judge', ...ENGINE_ARITHMETIC],
    types: ['engine', 'views'],
    npm: ['zustand', 'xstate', 'valibot', 'idb', 'fflate', 'wouter', 'ts-fsrs'],
    addresses: ['worker/main.ts'],
  },
  {
    folder: 'ui',
    values: ['lab', 'views', 'console', 'content', 'judge', 'protocol', ...ENGINE_ARITHMETIC],
    types: ['engine'],
    npm: ['react', 'react-dom', '@xstate/react', 'xstate', 'react-aria-components', 'wouter', 'zustand', 'uplot', 'uqr'],
  },
  {
    folder: 'ui/bucket',
    values: ['lab', 'views', 'protocol', 'ui'],
    types: ['engine'],
    npm: ['react', 'react-aria-components', 'zustand', 'fflate', 'hyparquet'],
  },
  {
    folder: 'ui/export',
    values: ['views', 'ui', 'protocol'],
    types: ['engine', 'lab'],
    npm: ['react', 'papaparse'],
  },
  {
    folder: 'ui/import',
    values: ['lab', 'content', 'protocol', 'ui', ...ENGINE_ARITHMETIC],
    types: ['engine', 'worker/import'],
    npm: ['react', 'react-aria-components', 'valibot'],
    addresses: ['worker/import/main.ts'],
  },
  {
    folder: 'ui/transform',
    values: ['lab', 'content', 'protocol', 'ui', 'views'],
    types: ['engine'],
    npm: ['react', '@codemirror/*'],
  },
  {
    folder: 'app',
    values: ['ui', 'lab', 'views', 'console', 'content', 'protocol'],
    types: ['engine'],
    npm: ['react', 'react-dom', 'react-aria-components', 'wouter', '@fontsource-variable/*'],
  },
];
