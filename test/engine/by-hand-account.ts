/** Whether every record that a consumer answers for is accounted for at its sink: processed once, being worked on, or still ahead of it. */
import type { World } from '../../src/engine/index.ts';

/** Consumers written by hand, without faults. Empty where the account is right. */
export function wrongAccounts(world: World): string[] {
  const wrong: string[] = [];
  for (const { spec, readers, sink, totals } of world.consumers.list) {
    let processed = 0;
    let working = 0;
    for (const reader of readers) {
      const { shard, position, startPosition, recordsRead } = reader;
      if (position === null) continue;
      const work = 'work' in reader && reader.work !== null ? reader.work.to - reader.work.from : 0;
      const doneTo = position - work;
      const wanted = doneTo > startPosition ? JSON.stringify([[startPosition, doneTo]]) : '[]';
      const { done, duplicates, outOfOrder } = sink.shards[shard];
      const said = JSON.stringify(done.filter(([from, to]) => to > from));
      if (said !== wanted) wrong.push(`${spec.id} shard ${shard}: processed ${said}, wanted ${wanted}`);
      if (duplicates + outOfOrder > 0) wrong.push(`${spec.id} shard ${shard}: ${duplicates} twice, ${outOfOrder} out of order`);
      if (recordsRead !== position - startPosition) wrong.push(`${spec.id} shard ${shard}: read ${recordsRead} up to ${position}`);
      processed += doneTo - startPosition;
      working += work;
    }
    if (sink.processed !== processed) wrong.push(`${spec.id}: processed ${sink.processed}, wanted ${processed}`);
    if (sink.duplicates + sink.lost + sink.diverted + sink.outOfOrder > 0) wrong.push(`${spec.id}: ${JSON.stringify(sink)}`);
    if (totals.records !== processed + working) wrong.push(`${spec.id}: read ${totals.records}, wanted ${processed + working}`);
    for (const { shard, parents, state } of readers)
      for (const parent of readers)
        if (parents.includes(parent.shard) && parent.state !== 'drained' && state !== 'waiting')
          wrong.push(`${spec.id}: shard ${shard} is ${state} while its parent ${parent.shard} is ${parent.state}`);
  }
  return wrong;
}
