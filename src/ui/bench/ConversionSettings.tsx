import type { ColumnType, ConversionSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { partsOfList, typeTreeOf } from '../../engine/firehose/formats/column-types.ts';
import { Choice } from '../controls/Choice.tsx';
import styles from './bench.module.css';
import { TextRow } from './TextRow.tsx';

interface ConversionSettingsProps {
  conversion: ConversionSpec;
  onChange(conversion: ConversionSpec): void;
}

const EXAMPLES = 'boolean, int, bigint, double, decimal(10,2), string, timestamp, date, array<string>, map<string,int>, struct<a:int>';

const isType = (text: string): text is ColumnType => typeTreeOf(text) !== null;

const columnsText = (columns: ConversionSpec['columns']): string => columns.map(({ name, type }) => `${name} ${type}`).join(', ');

/** `name type, name type …`; a sentence where it is not that. */
function readColumns(text: string): ConversionSpec['columns'] | string {
  const columns: ConversionSpec['columns'] = [];
  for (const part of partsOfList(text)) {
    const [, name, type] = /^(\S+)\s+(\S.*)$/.exec(part) ?? [];
    if (name === undefined) return `‘${part}’ is not a name and a type, such as amount double.`;
    if (!isType(type)) return `${type} is no type of a column here; there are those of Glue, such as ${EXAMPLES}.`;
    if (columns.some((column) => column.name === name)) return `There are two columns named ${name}.`;
    columns.push({ name, type });
  }
  return columns;
}

/** The table whose schema the records take on, and how its files are packed. */
export function ConversionSettings({ conversion, onChange }: ConversionSettingsProps) {
  const { columns, deserializer, parquet } = conversion;
  return (
    <>
      <TextRow
        label="Columns of the table"
        value={columnsText(columns)}
        hint="Name and type, with commas between. Lists are array<string>, objects struct<a:int>. Missing fields become null, others are left out."
        isMono
        onCommit={(text) => {
          const read = readColumns(text);
          if (typeof read === 'string') return read;
          onChange({ ...conversion, columns: read });
          return null;
        }}
      />
      <Choice
        label="Deserializer"
        value={deserializer.kind}
        options={[
          { value: 'openx', label: 'OpenX JSON' },
          { value: 'hive', label: 'Hive JSON' },
        ]}
        onChange={(kind) =>
          onChange({
            ...conversion,
            deserializer:
              kind === 'openx'
                ? { kind, caseInsensitive: true, convertDotsToUnderscores: false, columnToJsonKey: {} }
                : { kind, timestampFormats: ['millis'] },
          })
        }
      />
      <Choice
        label="Parquet compression"
        value={parquet.compression}
        options={(['SNAPPY', 'GZIP', 'UNCOMPRESSED'] as const).map((value) => ({ value, label: value }))}
        onChange={(compression) => onChange({ ...conversion, parquet: { ...parquet, compression } })}
      />
      <p className={styles.hint}>
        Parquet only: no sound writer of ORC is to be had in JavaScript. Conversion asks for a buffer of 64 MiB or more.
      </p>
    </>
  );
}
