/** The lessons, in the order in which they are offered. */
import { firehose } from './firehose.ts';
import type { LessonSpec } from './lesson.ts';
import { partitionKeys } from './partition-keys.ts';
import { reading } from './reading.ts';
import { resharding } from './resharding.ts';
import { streamsAndShards } from './streams-and-shards.ts';
import { writeLimits } from './write-limits.ts';

export const lessons: readonly LessonSpec[] = [streamsAndShards, partitionKeys, writeLimits, reading, resharding, firehose];
