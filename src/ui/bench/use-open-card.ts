import { useCallback, useState } from 'react';
import { useLab, useLabState } from '../use-lab.ts';

/** Which card of a list is open: what is selected anywhere on the page, else what was opened last. */
export function useOpenCard(kind: 'producer' | 'consumer' | 'delivery-stream', first: string | null) {
  const lab = useLab();
  const selected = useLabState(({ selection }) => (selection?.kind === kind ? selection.id : null));
  const [opened, setOpened] = useState<string | null | undefined>(undefined);
  const [followed, setFollowed] = useState<string | null>(null);
  if (selected !== followed) {
    setFollowed(selected);
    if (selected !== null) setOpened(selected);
  }
  const open = opened === undefined ? first : opened;
  const toggle = useCallback(
    (id: string) => {
      const closes = open === id;
      setOpened(closes ? null : id);
      lab.store.setState({ selection: closes ? null : { kind, id } });
    },
    [lab, kind, open],
  );
  return { selected, open, toggle };
}
