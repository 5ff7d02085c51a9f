/**
 * Which column a key of a JSON document belongs to, by the options of the deserializer.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html
 */
import type { ConversionSpec } from '../delivery-stream-spec.ts';

/** Place of a column, or −1; exact: spelled as the column wants it, which goes before other spellings. */
export interface KeyColumn {
  column: number;
  isExact: boolean;
}

/** Keys that are remembered: data may have any number of them. */
const REMEMBERED = 4096;

export function createKeyColumns({ columns, deserializer }: ConversionSpec): (key: string) => KeyColumn {
  const isCaseless = deserializer.kind === 'hive' || deserializer.caseInsensitive;
  const hasDots = deserializer.kind === 'openx' && deserializer.convertDotsToUnderscores;
  const mapping = deserializer.kind === 'openx' ? deserializer.columnToJsonKey : {};
  const folded = (key: string) => (isCaseless ? key.toLowerCase() : key);

  const exact = columns.map(({ name }) => (Object.hasOwn(mapping, name) ? mapping[name] : name));
  const places = new Map<string, number>();
  for (const [i, key] of exact.entries()) if (!places.has(folded(key))) places.set(folded(key), i);

  const known = new Map<string, KeyColumn>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const column = places.get(folded(key)) ?? (hasDots ? places.get(folded(key.replaceAll('.', '_'))) : undefined) ?? -1;
    const found = { column, isExact: exact[column] === key };
    if (known.size < REMEMBERED) known.set(key, found);
    return found;
  };
}
