/** What the learner has selected; shared by all parts of the page, and carried by a link. */
export type Selection =
  | { kind: 'producer'; id: string }
  | { kind: 'shard'; id: string }
  | { kind: 'consumer'; id: string }
  | { kind: 'delivery-stream'; id: string }
  | { kind: 'key'; label: string }
  | { kind: 'record'; shardId: string; position: number }
  | null;
