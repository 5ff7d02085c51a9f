/** Parquet files read by DuckDB. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

export interface Duck {
  /** `sql` names the file as `file`. */
  query(parquet: Uint8Array, sql: string): Promise<Record<string, unknown>[]>;
  close(): void;
}

export async function openDuck(): Promise<Duck> {
  const folder = mkdtempSync(join(tmpdir(), 'kinelab-parquet-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection: DuckDBConnection = await instance.connect();
  let files = 0;
  return {
    async query(parquet, sql) {
      const path = join(folder, `${files++}.parquet`);
      writeFileSync(path, parquet);
      const reader = await connection.runAndReadAll(sql.replaceAll('file', `'${path}'`));
      return reader.getRowObjectsJS() as Record<string, unknown>[];
    },
    close() {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true });
    },
  };
}
