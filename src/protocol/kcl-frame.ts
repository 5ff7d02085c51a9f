/** An application of the Kinesis Client Library as the page sees it: workers, the lease table, and what their machines do. */

/** A step of a state machine. `event` is the machine's own name of what made it. */
export interface TransitionFrame {
  atUs: number;
  from: string;
  event: string;
  to: string;
}

export interface KclWorkerFrame {
  id: string;
  instance: string;
  zone: string;
  /** State of the worker's machine: CREATED, INITIALIZING, STARTED, SHUT_DOWN_STARTED or SHUT_DOWN. */
  state: string;
  /** running · frozen: stands still and will go on · dead: the process has ended (crash, lost instance or zone, or not yet started). */
  process: 'running' | 'frozen' | 'dead';
  /** When a frozen worker goes on; null otherwise. */
  frozenUntilUs: number | null;
  /** 3.x: it assigns the leases. 2.x: it looks after shard sync. */
  leader: boolean;
  /** Leases that name it as owner in the table. A dead worker keeps them until others take them. */
  leases: number;
  /** Shard ids whose shard consumers it runs, also those it should not run any more (a zombie). */
  running: string[];
  /** Its last steps, oldest first. */
  transitions: TransitionFrame[];
}

/** One item of the lease table, and how its shard is read. Names as in DynamoDB. */
export interface KclLeaseFrame {
  leaseKey: string;
  /** The number in the shard id. */
  shardIndex: number;
  leaseOwner: string | null;
  /** Graceful handoff: who may still renew and checkpoint. */
  checkpointOwner: string | null;
  leaseCounter: number;
  /** A sequence number, or TRIM_HORIZON, LATEST, AT_TIMESTAMP, SHARD_END. */
  checkpoint: string;
  ownerSwitchesSinceCheckpoint: number;
  parentShardIds: string[];
  childShardIds: string[];
  startingHashKey: string;
  endingHashKey: string;
  throughputKBps: number | null;
  /** When its counter last moved; null before it ever had an owner. */
  renewedUs: number | null;
  /** From when on it has expired by the world's clock, were it not renewed; null without owner or at SHARD_END. */
  expiresUs: number | null;
  lagRecords: number;
  lagMs: number;
  /** The shard consumer of its owner; where nobody runs one, null. */
  consumer: KclShardConsumerFrame | null;
}

export interface KclShardConsumerFrame {
  worker: string;
  /** State of the shard consumer's machine, e.g. WAITING_ON_PARENT_SHARDS. */
  state: string;
  /** Records of the batch that is with the record processor, 0 between batches. */
  processing: number;
  /** Records fetched ahead. */
  buffered: number;
  /** Its last steps, oldest first. */
  transitions: TransitionFrame[];
}

export interface KclTableFrame {
  billing: 'on-demand' | 'provisioned';
  /** Units a second it takes at most; null on demand. A fault may have lowered them. */
  readLimit: number | null;
  writeLimit: number | null;
  /** Units used, and requests refused, in the last whole second. */
  readPerSecond: number;
  writePerSecond: number;
  throttledPerSecond: number;
  /** Since the start. */
  readUnits: number;
  writeUnits: number;
  throttled: number;
  /** Refused in the last five seconds. */
  isThrottled: boolean;
}

export interface KclFrame {
  version: '2.x' | '3.x';
  failoverTimeMs: number;
  workers: KclWorkerFrame[];
  /** In the order of shard ids. */
  leases: KclLeaseFrame[];
  table: KclTableFrame;
  /** Records of batches that the library swallowed with their exception, duplicates and so on stand in the consumer's own account. */
  account: { processed: number; duplicates: number; lost: number };
  /** Handed to processors: user records, the aggregates of the KPL that some came in, and aggregates dropped for a record of another shard. */
  userRecords: { records: number; aggregates: number; dropped: number };
  /** Lease moves of the last minute, newest last: what the board animates where two frames are not enough. */
  moves: {
    atUs: number;
    leaseKey: string;
    from: string | null;
    to: string;
    how: 'assigned' | 'expired' | 'stolen' | 'handoff' | 'unowned';
  }[];
}
