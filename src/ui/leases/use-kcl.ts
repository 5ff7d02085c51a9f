import type { KclFrame } from '../../protocol/kcl-frame.ts';
import { useLabState } from '../use-lab.ts';

/** An application of the KCL as it is now; null where there is none of the name. */
export function useKcl(consumer: string): KclFrame | null {
  return useLabState(({ slow }) => slow?.consumers.find(({ spec }) => spec.id === consumer)?.kcl ?? null);
}
