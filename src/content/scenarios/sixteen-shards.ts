import { shardsAtTheirLimit } from './define-scenario.ts';

export const sixteenShards = shardsAtTheirLimit('sixteen-shards', 'Sixteen shards at their limit', 16);
