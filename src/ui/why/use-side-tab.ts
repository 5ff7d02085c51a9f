import { useEffect, useState } from 'react';
import { useOpenWhy } from './asked.ts';

type SideTab = 'bench' | 'readings';

/** Which of the two tabs is open where they share a column: an answer stands among the readings, so its question opens them. */
export function useSideTab(): [tab: SideTab, choose: (tab: SideTab) => void] {
  const { seq } = useOpenWhy();
  const [tab, choose] = useState<SideTab>('bench');
  useEffect(() => {
    if (seq !== null) choose('readings');
  }, [seq]);
  return [tab, choose];
}
