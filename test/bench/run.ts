/**
 * Runs the benchmarks and prints one JSON object a line. Every file runs in a process of its own with collection of garbage on demand
 * (`globalThis.gc`), so that none inherits the heap or the optimised code of the one before.
 */
import { spawnSync } from 'node:child_process';
import type { Bench, Figure } from './bench.ts';

const modules = import.meta.glob<Bench>(['./*.bench.ts', '../../e2e/bench/*.bench.ts']);
const HEAP_MB = 3_000;

const [first, ...rest] = process.argv.slice(2);
if (first?.startsWith('--file=')) await measure(first.slice('--file='.length), rest);
else await measureAll(process.argv.slice(2));

/** `wanted`: names, or beginnings of names up to a dot; none means all. */
async function measureAll(wanted: string[]): Promise<void> {
  const benches = await Promise.all(Object.entries(modules).map(async ([file, load]) => ({ file, names: namesOf(file, await load()) })));
  const unknown = wanted.filter((word) => !benches.some(({ names }) => names.some((name) => isWanted(name, [word]))));
  if (unknown.length > 0) {
    const known = benches.flatMap(({ names }) => names);
    console.error(`No benchmark is called ${unknown.join(', ')}; there are: ${known.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  for (const { file, names } of benches.filter((bench) => bench.names.some((name) => isWanted(name, wanted)))) {
    console.error(`${file.replace(/^.*\//, '')}: ${names.filter((name) => isWanted(name, wanted)).join(', ')} …`);
    const flags = ['--expose-gc', `--max-old-space-size=${HEAP_MB}`, ...process.execArgv];
    const child = spawnSync(process.execPath, [...flags, process.argv[1], `--file=${file}`, ...wanted], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (child.status !== 0) process.exitCode = 1;
  }
}

function namesOf(file: string, bench: Partial<Bench>): readonly string[] {
  if (!Array.isArray(bench.names) || typeof bench.run !== 'function') throw new Error(`${file} must export names and run.`);
  return bench.names;
}

async function measure(file: string, wanted: string[]): Promise<void> {
  const bench = await modules[file]();
  await bench.run(emit, (name) => isWanted(name, wanted));
}

function isWanted(name: string, wanted: string[]): boolean {
  return wanted.length === 0 || wanted.some((word) => name === word || name.startsWith(`${word}.`));
}

function emit(figure: Figure): void {
  if (!Number.isFinite(figure.value)) throw new Error(`${figure.bench} measured ${figure.value}.`);
  const fourDigits = (_key: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
  console.log(JSON.stringify(figure, fourDigits));
}
