import { shardsAtTheirLimit } from './define-scenario.ts';

export const sixtyFourShards = shardsAtTheirLimit('sixty-four-shards', 'Sixty-four shards at their limit', 64);
