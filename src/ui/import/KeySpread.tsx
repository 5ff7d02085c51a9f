import { useEffect, useMemo, useState } from 'react';
import type { ShardFrame } from '../../protocol/from-worker.ts';
import type { FieldKeys, FileScan } from '../../protocol/import-messages.ts';
import shared from './ImportDialog.module.css';
import styles from './KeySpread.module.css';
import { loadOf, type ShardLoad, type ShardSpread, spreadOver } from './key-spread.ts';
import { bytes, count, counted, percent } from './wording.ts';

interface KeySpreadProps {
  scan: FileScan;
  keyField: string | null;
  shards: ShardFrame[];
  recordsPerSecond: number;
  listKeys(field: string): Promise<FieldKeys | null>;
}

/** How the rows would fall on the shards as they are now, with this field as the partition key. */
export function KeySpread({ scan, keyField, shards, recordsPerSecond, listKeys }: KeySpreadProps) {
  const keys = useKeys(scan, keyField, listKeys);
  // Shards come anew ten times a second; the picture follows their ranges, with what they took when it was drawn.
  const ranges = shards.map(({ id, state, startingHashKey }) => `${id} ${state} ${startingHashKey}`).join();
  // oxlint-disable-next-line react/exhaustive-deps
  const spread = useMemo(() => (keys === null ? null : spreadOver(shards, keys)), [keys, ranges]);
  const rowBytes = scan.rowBytes / scan.rows;
  const loaded = (spread ?? []).map((shard) => ({ shard, load: loadOf(shard, recordsPerSecond, rowBytes) }));
  return (
    <section className={shared.column} aria-labelledby="import-spread">
      <h3 className={shared.heading} id="import-spread">
        Over the shards
      </h3>
      {keyField === null && (
        <p className={shared.quiet}>
          Each row that differs is a key of its own. Many keys spread evenly, but only rows of the same key keep their order.
        </p>
      )}
      {loaded.length > 0 && keys !== null && keys.keys.length > 0 && (
        <>
          <Verdict loaded={loaded} keys={keys.keys.length} />
          <SpreadTable loaded={loaded} recordsPerSecond={recordsPerSecond} />
          <CountedPart scan={scan} keyField={keyField} />
        </>
      )}
    </section>
  );
}

function useKeys(scan: FileScan, keyField: string | null, listKeys: KeySpreadProps['listKeys']): FieldKeys | null {
  const [keys, setKeys] = useState<FieldKeys | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (keyField !== null) void listKeys(keyField).then((found) => isCurrent && setKeys(found));
    return () => {
      isCurrent = false;
    };
  }, [scan, keyField, listKeys]);
  return keys?.field === keyField ? keys : null;
}

interface Loaded {
  shard: ShardSpread;
  load: ShardLoad;
}

function Verdict({ loaded, keys }: { loaded: Loaded[]; keys: number }) {
  const { shard, load } = loaded.reduce((most, one) => (one.load.use > most.load.use ? one : most));
  const over = loaded.filter((one) => one.load.use > 1).length;
  const without = loaded.filter((one) => one.shard.keys === 0).length;
  const rate =
    load.limitedBy === 'records' ? (value: number) => `${count(value)} rec/s` : (value: number) => `${bytes(Math.round(value))}/s`;
  const sentences = [
    `${counted(keys, 'key')}.`,
    `Shard ${shard.index} would take ${percent(shard.share)} of the rows: ${rate(load.added)}${load.now > 0 ? ` on top of the ${rate(load.now)} it takes now` : ''}.`,
    `Its limit is ${rate(load.limit)}${over === 0 ? '.' : over === 1 ? ', so its writes would be throttled.' : `; writes to ${count(over)} shards would be throttled.`}`,
    without > 0 ? `${counted(without, 'shard')} would get nothing.` : '',
  ];
  return (
    <p className={over > 0 ? styles.over : styles.verdict} aria-live="polite">
      {sentences.join(' ')}
    </p>
  );
}

function SpreadTable({ loaded, recordsPerSecond }: { loaded: Loaded[]; recordsPerSecond: number }) {
  const widest = Math.max(...loaded.map(({ shard }) => shard.share));
  return (
    // It scrolls where there are many shards, so the keyboard must be able to get into it.
    <div className={styles.spread} tabIndex={0} role="group" aria-label="Rows by shard">
      <table>
        <thead>
          <tr>
            <th scope="col">shard</th>
            <th scope="col" className={styles.barCell}>
              rows
            </th>
            <th scope="col">
              <span className="visually-hidden">share</span>
            </th>
            <th scope="col">rec/s</th>
            <th scope="col">keys</th>
            <th scope="col" className={styles.largest}>
              largest key
            </th>
          </tr>
        </thead>
        <tbody>
          {loaded.map(({ shard, load }) => (
            <tr key={shard.shardId} data-over={load.use > 1 || undefined}>
              <th scope="row">{shard.index}</th>
              <td className={styles.barCell}>
                <span className={styles.bar} style={{ width: `${(shard.share / widest) * 100}%` }} aria-hidden="true">
                  {shard.colours.map((share, colour) => share > 0 && <Part key={colour} colour={colour} share={share} />)}
                </span>
              </td>
              <td>{percent(shard.share)}</td>
              <td>{count(shard.share * recordsPerSecond)}</td>
              <td>{count(shard.keys)}</td>
              <td className={styles.largest}>
                {shard.largest !== null && (
                  <span>
                    <span>{shard.largest.label}</span> {percent(shard.largest.share)}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The six most frequent keys in their colours, grey for the rest, which stands last. (Factors below one would not fill the bar.) */
function Part({ colour, share }: { colour: number; share: number }) {
  return <span style={{ flexGrow: share * 1_000, order: colour === 0 ? 9 : colour, background: `var(--key-${colour})` }} />;
}

function CountedPart({ scan, keyField }: { scan: FileScan; keyField: string | null }) {
  const field = scan.fields.find(({ name }) => name === keyField);
  if (field === undefined || field.countedRows >= scan.rows) return null;
  return (
    <p className={shared.quiet}>
      Counted over the first {count(field.countedRows)} rows, where {count(field.distinct)} keys had been seen.
    </p>
  );
}
