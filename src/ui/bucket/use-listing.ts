import { useEffect, useState } from 'react';
import type { BucketListing } from '../../protocol/delivery-frame.ts';
import { useLab, useLabState } from '../use-lab.ts';

/** So many objects of a folder are listed, the newest. */
const LISTED_OBJECTS = 500;
/** While the run goes on, the list is asked for again after this. */
const REFRESH_MS = 1000;
const LOOK_MS = 200;

export interface Listed {
  buckets: { name: string; objects: number; bytes: number }[];
  /** Null where there is no bucket of that name. */
  listing: BucketListing | null;
}

/** A folder as it is at the moment that is looked at; it follows the run, and jumps in time at once. Null until the first answer. */
export function useListing(wished: string | null, prefix: string): Listed | null {
  const lab = useLab();
  const run = useLabState((state) => state.run);
  const [listed, setListed] = useState<Listed | null>(null);
  const bucket = wished ?? listed?.buckets[0]?.name ?? null;
  useEffect(() => {
    let isOpen = true;
    let isAsked = false;
    let asked = { atMs: -Infinity, momentUs: -1, jump: -1 };
    let jump = 0;
    const ask = async () => {
      isAsked = true;
      asked = { atMs: performance.now(), momentUs: lab.feed.nowUs, jump };
      try {
        const { buckets, listing } = await lab.client.bucket(bucket, prefix, LISTED_OBJECTS);
        if (isOpen) setListed({ buckets, listing });
      } finally {
        isAsked = false;
      }
    };
    const look = () => {
      const isNew = jump !== asked.jump || (lab.feed.nowUs !== asked.momentUs && performance.now() - asked.atMs >= REFRESH_MS);
      if (isNew && !isAsked) ask().catch(() => undefined); // the engine has stopped, and the page says so
    };
    const stop = lab.feed.subscribe((frame) => {
      jump = frame.jump;
    });
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      isOpen = false;
      stop();
      clearInterval(timer);
    };
  }, [lab, run, bucket, prefix]);
  return listed;
}
