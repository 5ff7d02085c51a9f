import { defineScenario } from './define-scenario.ts';

export const empty = defineScenario({
  id: 'empty',
  title: 'An empty stream',
  summary: 'A stream with two shards and nothing else. Add a producer or drop a file, then a consumer.',
  streams: [{ name: 'my-stream', shardCount: 2, retentionHours: 24 }],
  producers: [],
  consumers: [],
});
