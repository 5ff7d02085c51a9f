/** What lessons, exercises and questions are about, which exams ask for it, and where their facts come from. */
export const TOPICS = {
  streams: 'Streams and shards',
  keys: 'Partition keys',
  writing: 'Writing',
  reading: 'Reading',
  consumers: 'KCL and Lambda',
  resharding: 'Resharding',
  firehose: 'Firehose',
  cost: 'Cost',
} as const;

export type Topic = keyof typeof TOPICS;

/** Exam codes as of November 2026. */
export const EXAMS = ['DVA-C02', 'DVA-C03', 'SAA-C03', 'SAP-C02', 'DEA-C01', 'SOA-C03', 'MLA-C01'] as const;
export type ExamTag = (typeof EXAMS)[number];

export interface Source {
  title: string;
  url: string;
}
