import { useEffect, useState } from 'react';
import type { ObjectBytes } from '../../protocol/delivery-frame.ts';
import { useLab } from '../use-lab.ts';
import type { Preview } from './preview.ts';

type Opened =
  | { kind: 'loading' }
  /** There is no such object at this moment. */
  | { kind: 'gone' }
  | { kind: 'unanswered' }
  | { kind: 'open'; object: ObjectBytes; preview: Preview };

/** An object's bytes and what they hold. `writtenUs` null: it is known not to be there. */
export function useObject(bucket: string, key: string, writtenUs: number | null): Opened {
  const lab = useLab();
  const [opened, setOpened] = useState<{ key: string; is: Opened }>({ key, is: { kind: 'loading' } });
  useEffect(() => {
    if (writtenUs === null) return undefined;
    let isOpen = true;
    const settle = (is: Opened) => {
      if (isOpen) setOpened({ key, is });
    };
    settle({ kind: 'loading' });
    const load = async () => {
      const [object, { previewOf }] = await Promise.all([lab.client.object(bucket, key), import('./preview.ts')]);
      if (object === null) return settle({ kind: 'gone' });
      settle({ kind: 'open', object, preview: await previewOf(object.bytes, object.summary) });
    };
    load().catch(() => settle({ kind: 'unanswered' }));
    return () => {
      isOpen = false;
    };
  }, [lab, bucket, key, writtenUs]);
  if (writtenUs === null) return { kind: 'gone' };
  return opened.key === key ? opened.is : { kind: 'loading' };
}
