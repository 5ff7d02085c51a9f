/** The settings of a KCL application, under the names of the KCL's own configuration. */
import type { CheckpointSpec, ConsumerSpec, KclConsumerSpec, LeaseTableSpec } from '../../engine/consumers/consumer-spec.ts';
import { KCL_IDLE_MS } from '../../lab/new-specs.ts';
import { count, duration } from '../../views/wording.ts';
import { Choice, Segmented } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { About } from './About.tsx';
import styles from './bench.module.css';
import { Fold } from './Fold.tsx';
import { failoverWords } from './kcl-words.ts';
import { KclWorkers } from './KclWorkers.tsx';
import { LockedPart } from './Locked.tsx';
import { ReadsBy } from './ReadsBy.tsx';

interface KclSettingsProps {
  spec: KclConsumerSpec;
  change(spec: ConsumerSpec): void;
}

const VERSIONS = [
  { value: '2.x', label: 'KCL 2.x' },
  { value: '3.x', label: 'KCL 3.x' },
] as const;

/** The pause between reads goes with the version, unless the learner has set another. */
function ofVersion(spec: KclConsumerSpec, version: KclConsumerSpec['version']): KclConsumerSpec {
  const isDefault = spec.idleTimeBetweenReadsMs === KCL_IDLE_MS[spec.version];
  return { ...spec, version, idleTimeBetweenReadsMs: isDefault ? KCL_IDLE_MS[version] : spec.idleTimeBetweenReadsMs };
}

export function KclSettings({ spec, change }: KclSettingsProps) {
  const set = (part: Partial<KclConsumerSpec>) => change({ ...spec, ...part });
  return (
    <div className={styles.awsNames}>
      <LockedPart of="consumer" id={spec.id} path="version">
        <Segmented
          label="Version"
          value={spec.version}
          options={VERSIONS}
          detail={<AboutVersions />}
          onChange={(version) => change(ofVersion(spec, version as KclConsumerSpec['version']))}
        />
      </LockedPart>
      <LockedPart of="consumer" id={spec.id} path="retrieval">
        <ReadsBy spec={spec} change={change} />
      </LockedPart>
      <KclWorkers consumer={spec.id} workers={spec.workers} onChange={(workers) => set({ workers })} />
      {spec.retrieval === 'polling' && (
        <>
          <LockedPart of="consumer" id={spec.id} path="idleTimeBetweenReadsMs">
            <NumberRow
              label="idleTimeBetweenReadsInMillis"
              value={spec.idleTimeBetweenReadsMs}
              unit="ms"
              unitInWords="milliseconds"
              min={200}
              max={10_000}
              fieldMax={60_000}
              scale="log"
              onCommit={(idleTimeBetweenReadsMs) => set({ idleTimeBetweenReadsMs })}
            />
          </LockedPart>
          <LockedPart of="consumer" id={spec.id} path="maxRecords">
            <NumberRow
              label="maxRecords"
              value={spec.maxRecords}
              unit="records"
              min={1}
              max={10_000}
              scale="log"
              onCommit={(maxRecords) => set({ maxRecords })}
            />
          </LockedPart>
        </>
      )}
      <Checkpoints consumer={spec.id} checkpoint={spec.checkpoint} onChange={(checkpoint) => set({ checkpoint })} />
      <Leases spec={spec} set={set} />
      <LeaseTable consumer={spec.id} table={spec.leaseTable} onChange={(leaseTable) => set({ leaseTable })} />
    </div>
  );
}

function AboutVersions() {
  return (
    <About what="KCL 2.x and 3.x">
      <p>
        2.x: every worker scans the lease table every 20.05 s with the defaults, takes leases that are free or expired, and steals from the
        busiest, one at a time. idleTimeBetweenReadsInMillis is 1 000.
      </p>
      <p>
        3.x (November 2024): one worker leads and assigns the leases every 20 s, the others look for theirs every 10 s; a lease that moves
        is handed over once its records are processed. idleTimeBetweenReadsInMillis is 1 500.
      </p>
      <p>1.x is at its end (January 2026). It began at LATEST where nothing was set; 2.x and 3.x begin at TRIM_HORIZON.</p>
      <p className={styles.hint}>awslabs/amazon-kinesis-client 3.5.1, LeaseManagementConfig and CHANGELOG; 2026-07.</p>
    </About>
  );
}

const CHECKPOINTS = [
  { value: 'batch', label: 'after each batch' },
  { value: 'interval', label: 'at intervals' },
  { value: 'record', label: 'after each record' },
] as const;

interface CheckpointsProps {
  consumer: string;
  checkpoint: CheckpointSpec;
  onChange(checkpoint: CheckpointSpec): void;
}

function Checkpoints({ consumer, checkpoint, onChange }: CheckpointsProps) {
  const says =
    checkpoint.kind === 'interval'
      ? `every ${duration(checkpoint.everyMs)}`
      : CHECKPOINTS.find(({ value }) => value === checkpoint.kind)!.label;
  return (
    <Fold label="Checkpoints" value={says}>
      <LockedPart of="consumer" id={consumer} path="checkpoint">
        <Choice
          label="When"
          value={checkpoint.kind}
          options={CHECKPOINTS}
          onChange={(kind) => onChange(kind === 'interval' ? { kind, everyMs: 60_000 } : { kind })}
        />
        {checkpoint.kind === 'interval' && (
          <NumberRow
            label="Every"
            value={checkpoint.everyMs}
            unit="ms"
            unitInWords="milliseconds between two checkpoints of a shard"
            min={100}
            max={600_000}
            fieldMax={3_600_000}
            scale="log"
            onCommit={(everyMs) => onChange({ kind: 'interval', everyMs })}
          />
        )}
        <p className={styles.hint}>
          What was processed after the last checkpoint is processed again after a failover. Each checkpoint is a write to the lease table.
        </p>
      </LockedPart>
    </Fold>
  );
}

function Leases({ spec, set }: { spec: KclConsumerSpec; set(part: Partial<KclConsumerSpec>): void }) {
  return (
    <Fold label="Leases" value={`expire after ${duration(spec.failoverTimeMs)}`}>
      <LockedPart of="consumer" id={spec.id} path={['failoverTimeMs', 'maxLeasesToSteal']}>
        <LockedPart of="consumer" id={spec.id} path="failoverTimeMs">
          <NumberRow
            label="failoverTimeMillis"
            value={spec.failoverTimeMs}
            unit="ms"
            unitInWords="milliseconds without renewal"
            min={1000}
            max={120_000}
            fieldMax={600_000}
            scale="log"
            onCommit={(failoverTimeMs) => set({ failoverTimeMs })}
          />
        </LockedPart>
        {spec.version === '2.x' && (
          <LockedPart of="consumer" id={spec.id} path="maxLeasesToSteal">
            <NumberRow
              label="maxLeasesToStealAtOneTime"
              value={spec.maxLeasesToSteal}
              unit="leases"
              min={1}
              max={100}
              fieldMax={10_000}
              scale="log"
              onCommit={(maxLeasesToSteal) => set({ maxLeasesToSteal })}
            />
          </LockedPart>
        )}
        <p className={styles.hint}>{failoverWords(spec)}</p>
      </LockedPart>
    </Fold>
  );
}

const BILLING = [
  { value: 'on-demand', label: 'on demand' },
  { value: 'provisioned', label: 'provisioned' },
] as const;

interface LeaseTableProps {
  consumer: string;
  table: LeaseTableSpec;
  onChange(table: LeaseTableSpec): void;
}

function LeaseTable({ consumer, table, onChange }: LeaseTableProps) {
  const says = table.billing === 'on-demand' ? 'on demand' : `${count(table.readUnits)} RCU · ${count(table.writeUnits)} WCU`;
  return (
    <Fold label="Lease table" value={says}>
      <LockedPart of="consumer" id={consumer} path="leaseTable">
        <Segmented
          label="Billing mode"
          value={table.billing}
          options={BILLING}
          detail={
            <About what="Lease table">
              <p>
                The KCL makes a DynamoDB table of the application&rsquo;s name. PAY_PER_REQUEST is its default since 2.x; PROVISIONED begins
                with 10 read and 10 write units. KCL 1.x was always provisioned, with 10 and 10.
              </p>
              <p className={styles.hint}>awslabs/amazon-kinesis-client 3.5.1, LeaseManagementConfig; 2026-07.</p>
            </About>
          }
          onChange={(billing) =>
            onChange(billing === 'on-demand' ? { billing } : { billing: 'provisioned', readUnits: 10, writeUnits: 10 })
          }
        />
        {table.billing === 'provisioned' && (
          <>
            <Units label="ReadCapacityUnits" value={table.readUnits} onCommit={(readUnits) => onChange({ ...table, readUnits })} />
            <Units label="WriteCapacityUnits" value={table.writeUnits} onCommit={(writeUnits) => onChange({ ...table, writeUnits })} />
          </>
        )}
      </LockedPart>
    </Fold>
  );
}

function Units({ label, value, onCommit }: { label: string; value: number; onCommit(value: number): void }) {
  return (
    <NumberRow
      label={label}
      value={value}
      unit="/s"
      unitInWords="units a second"
      min={1}
      max={1000}
      fieldMax={40_000}
      scale="log"
      onCommit={onCommit}
    />
  );
}
