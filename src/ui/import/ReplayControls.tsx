import type { FileScan } from '../../protocol/import-messages.ts';
import { Choice, Segmented } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { averageRate, type ImportSettings, proposedSpeed, spanSeconds } from './import-settings.ts';
import styles from './ImportDialog.module.css';
import { atLines, count, counted, duration, instant } from './wording.ts';

interface ReplayControlsProps {
  scan: FileScan;
  settings: ImportSettings;
  onChange(part: Partial<ImportSettings>): void;
}

const REPLAYS = [
  { value: 'rate', label: 'at a rate' },
  { value: 'timestamps', label: 'by timestamps' },
] as const;

const ENDS = [
  { value: 'loop', label: 'begins again' },
  { value: 'once', label: 'stops' },
] as const;

const APIS = [
  { value: 'PutRecord', label: 'PutRecord' },
  { value: 'PutRecords', label: 'PutRecords' },
] as const;

/** How fast the rows become records, what comes after the last one, and in which calls they are sent. */
export function ReplayControls({ scan, settings, onChange }: ReplayControlsProps) {
  const { calls } = settings;
  return (
    <section className={styles.replay} aria-labelledby="import-replay">
      <h3 className={styles.heading} id="import-replay">
        Replay
      </h3>
      <div className={styles.replayParts}>
        <div>
          {settings.timeField !== null && (
            <Segmented label="Rows are sent" value={settings.replay} options={REPLAYS} onChange={(replay) => onChange({ replay })} />
          )}
          {settings.replay === 'rate' ? (
            <NumberRow
              label="Rate"
              value={settings.perSecond}
              unit="rec/s"
              unitInWords="records a second"
              min={1}
              max={10_000}
              fieldMax={1_000_000}
              scale="log"
              onCommit={(perSecond) => onChange({ perSecond })}
            />
          ) : (
            <TimestampControls scan={scan} settings={settings} onChange={onChange} />
          )}
        </div>
        <div>
          <Segmented
            label="After the last row it"
            value={settings.loop ? 'loop' : 'once'}
            options={ENDS}
            onChange={(end) => onChange({ loop: end === 'loop' })}
          />
          <Lasting scan={scan} settings={settings} />
        </div>
        <div>
          <Segmented
            label="Calls"
            value={calls.api}
            options={APIS}
            onChange={(api) => onChange({ calls: api === 'PutRecord' ? { api } : { api, batchSize: 100, lingerMs: 100 } })}
          />
          {calls.api === 'PutRecords' && (
            <>
              <NumberRow
                label="Batch size"
                value={calls.batchSize}
                unit="records"
                min={1}
                max={500}
                hasSlider={false}
                onCommit={(batchSize) => onChange({ calls: { ...calls, batchSize } })}
              />
              <NumberRow
                label="Linger"
                value={calls.lingerMs}
                unit="ms"
                unitInWords="milliseconds"
                min={0}
                max={60_000}
                hasSlider={false}
                onCommit={(lingerMs) => onChange({ calls: { ...calls, lingerMs } })}
              />
            </>
          )}
        </div>
      </div>
    </section>
  );
}

function TimestampControls({ scan, settings, onChange }: ReplayControlsProps) {
  const times = scan.fields.filter(({ type }) => type === 'time');
  const field = times.find(({ name }) => name === settings.timeField);
  return (
    <>
      <Choice
        label="Time of a row"
        value={settings.timeField ?? ''}
        options={times.map(({ name }) => ({ value: name, label: name }))}
        onChange={(timeField) => {
          const chosen = times.find(({ name }) => name === timeField);
          onChange({ timeField, speed: chosen === undefined ? 1 : proposedSpeed(chosen) });
        }}
      />
      <NumberRow
        label="Speed"
        value={settings.speed}
        unit="×"
        unitInWords="times as fast as the timestamps"
        min={0.1}
        max={10_000_000}
        decimals={1}
        scale="log"
        onCommit={(speed) => onChange({ speed })}
      />
      {field?.timeRangeMs && (
        <p className={styles.quiet}>
          {instant(field.timeRangeMs[0])} to {instant(field.timeRangeMs[1])}
        </p>
      )}
      {field !== undefined && field.unreadableTimes.count > 0 && (
        <p className={styles.leftOut}>
          {counted(field.unreadableTimes.count, 'row')} without a readable time, left out:{' '}
          {atLines(field.unreadableTimes.lines, field.unreadableTimes.count)}.
        </p>
      )}
    </>
  );
}

function Lasting({ scan, settings }: Pick<ReplayControlsProps, 'scan' | 'settings'>) {
  const field = scan.fields.find(({ name }) => name === settings.timeField);
  const seconds = settings.replay === 'rate' || field === undefined ? scan.rows / settings.perSecond : spanSeconds(field) / settings.speed;
  const rate = averageRate(settings, scan);
  return (
    <p className={styles.quiet}>
      {counted(scan.rows, 'row')} last {duration(seconds)}
      {settings.replay === 'timestamps' && `, ${rate < 10 ? rate.toPrecision(2) : count(rate)} rec/s on average`}.
    </p>
  );
}
