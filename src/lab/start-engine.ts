/** The engine's worker. The address stands here literally, so that the bundler finds it. */
export function startEngine(): Worker {
  return new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'kinelab-engine' });
}
