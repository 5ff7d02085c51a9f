/** The Lab for components: the one object, and slices of its slow state. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Lab } from '../lab/lab.ts';
import type { LabState } from '../lab/store.ts';

export const LabContext = createContext<Lab | null>(null);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (lab === null) throw new Error('A component of the Lab stands outside of it.');
  return lab;
}

/** Renders again when the slice changes by identity. */
export function useLabState<Slice>(select: (state: LabState) => Slice): Slice {
  return useStore(useLab().store, select);
}

/** Renders again when an element of the slice changes. */
export function useShallowLabState<Slice>(select: (state: LabState) => Slice): Slice {
  return useStore(useLab().store, useShallow(select));
}
