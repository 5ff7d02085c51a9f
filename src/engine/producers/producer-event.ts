/** What can happen to a producer. */
export type ProducerEvent =
  /** Given up: by policy ('ignored') or because the attempts are used up. Summed up per second. */
  | { type: 'records-lost'; producer: string; records: number; reason: 'ignored' | 'attempts' }
  | { type: 'dataset-ended'; producer: string; rows: number };
