/** What the address asks the Lab to open. What a run's text holds is read by `run-link.ts`, which is fetched when one is. */
export type LabAddress = { kind: 'default' } | { kind: 'scenario'; id: string } | { kind: 'run'; text: string };

export function readAddress(hash: string): LabAddress {
  const query = hash.includes('?') ? hash.slice(hash.indexOf('?') + 1) : '';
  const parameters = new URLSearchParams(query);
  const run = parameters.get('run');
  if (run !== null) return { kind: 'run', text: run };
  const id = parameters.get('scenario');
  return id === null ? { kind: 'default' } : { kind: 'scenario', id };
}

export function scenarioAddress(id: string): string {
  return `#/lab?scenario=${encodeURIComponent(id)}`;
}
