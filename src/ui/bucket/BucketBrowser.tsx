/** The buckets of the lab: prefixes as folders, objects with what they hold, and everything to take away. It follows the run. */
import { useEffect, useState } from 'react';
import type { BucketListing } from '../../protocol/delivery-frame.ts';
import { bytesWords } from '../../views/delivery-words.ts';
import { count } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { takeOpenedObject } from '../delivery-frame/opened-object.ts';
import { saveFile } from '../export/save-file.ts';
import { EmptyView } from '../stage/EmptyView.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './bucket.module.css';
import { Crumbs } from './Crumbs.tsx';
import { FolderTable } from './FolderTable.tsx';
import { ObjectPanel } from './ObjectPanel.tsx';
import { enterRun, folderOf, usePlace } from './place.ts';
import { type Listed, useListing } from './use-listing.ts';

export function BucketBrowser() {
  const { bucket, prefix } = usePlace();
  const listed = useListing(bucket, prefix);
  const run = useLabState((state) => state.run);
  useEffect(() => {
    enterRun(run);
    const asked = takeOpenedObject();
    if (asked !== null) usePlace.setState({ ...asked, prefix: folderOf(asked.key) });
  }, [run]);
  if (listed === null) return <p role="status">Listing the buckets</p>;
  if (listed.buckets.length === 0) return <NoBuckets />;
  return <Browser listed={listed} bucket={bucket ?? listed.buckets[0].name} />;
}

function NoBuckets() {
  return (
    <EmptyView label="No objects yet" title="No bucket holds anything at this moment">
      <p>
        A delivery stream gathers records until its size or its interval is reached and then writes an object. The first one makes the
        bucket; it is listed here as soon as it is written.
      </p>
    </EmptyView>
  );
}

function Browser({ listed, bucket }: { listed: Listed; bucket: string }) {
  const { prefix, key } = usePlace();
  const [came, setCame] = useState<string | null>(null);
  const options = listed.buckets.map(({ name, objects }) => ({ value: name, label: `${name} (${count(objects)})` }));
  const isListed = options.some(({ value }) => value === bucket);
  const listing = listed.listing?.bucket === bucket && listed.listing.prefix === prefix ? listed.listing : null;
  const go = (to: string) => {
    setCame(prefix);
    usePlace.setState({ bucket, prefix: to, key: null });
  };
  return (
    <section className={styles.browser} aria-label="Bucket browser" data-editor>
      <header className={styles.head}>
        <Choice
          label="Bucket"
          value={bucket}
          options={isListed ? options : [...options, { value: bucket, label: `${bucket} (nothing yet)` }]}
          onChange={(name) => usePlace.setState({ bucket: name, prefix: '', key: null })}
        />
        <Crumbs bucket={bucket} prefix={prefix} onGo={go} />
        <Under bucket={bucket} prefix={prefix} listing={listing} />
      </header>
      <div className={styles.both} data-open={key !== null}>
        <div className={styles.list}>
          {isListed ? (
            <FolderTable
              key={`${bucket}/${prefix}`}
              listing={listing}
              openKey={key}
              came={came}
              onFolder={go}
              onUp={() => prefix !== '' && go(folderOf(prefix))}
              onObject={(opened) => usePlace.setState({ bucket, key: opened })}
            />
          ) : (
            <p className={styles.note}>Nothing has been written to this bucket at this moment of the run.</p>
          )}
        </div>
        {key !== null && (
          <ObjectPanel
            key={key}
            bucket={bucket}
            objectKey={key}
            writtenUs={writtenUsOf(listing, prefix, key)}
            summary={summaryOf(listing, key)}
          />
        )}
      </div>
    </section>
  );
}

const summaryOf = (listing: BucketListing | null, key: string) => listing?.objects.find((object) => object.key === key) ?? null;

/** Null: it is known not to be there. Where the list is cut off it may still be there, and is asked for. */
function writtenUsOf(listing: BucketListing | null, prefix: string, key: string): number | null {
  const found = summaryOf(listing, key);
  if (found !== null) return found.writtenUs;
  const isWhole = listing !== null && listing.objects.length === listing.objectsInAll && folderOf(key) === prefix;
  return isWhole ? null : -1;
}

/** What lies under the folder, with all that is below it, and the way to take it along. */
function Under({ bucket, prefix, listing }: { bucket: string; prefix: string; listing: BucketListing | null }) {
  const lab = useLab();
  const [answer, setAnswer] = useState('');
  const save = async () => {
    setAnswer('Gathering the objects; those whose bytes are no longer kept are made again by a replay.');
    try {
      const bytes = await lab.client.archive(bucket, prefix);
      const file = `${[bucket, ...prefix.split('/')].filter((part) => part !== '').join('-')}.zip`;
      saveFile(file, new Blob([bytes.slice()], { type: 'application/zip' }));
      setAnswer(`${file} is saved (${bytesWords(bytes.length)}).`);
    } catch (error) {
      setAnswer(error instanceof Error ? error.message : 'The ZIP could not be made.');
    }
  };
  const objects = listing?.totalObjects ?? 0;
  return (
    <div className={styles.under}>
      <p>
        {listing === null
          ? ''
          : `${count(objects)} ${objects === 1 ? 'object' : 'objects'}, ${bytesWords(listing.totalBytes)} under this prefix`}
      </p>
      <Button look="quiet" isDisabled={objects === 0} onPress={() => void save()}>
        Download all as ZIP
      </Button>
      <p role="status">{answer}</p>
    </div>
  );
}
