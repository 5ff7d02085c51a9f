/** Where the vectors lie: beside this file, or in the folder that KINELAB_VECTORS names (a held-back half of the same shape). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const vectorsFolder = process.env.KINELAB_VECTORS || import.meta.dirname;

export const readVectors = (path: string): unknown => JSON.parse(readFileSync(join(vectorsFolder, path), 'utf8'));

export function listVectors(folder: string): string[] {
  const path = join(vectorsFolder, folder);
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.json')) : [];
}
