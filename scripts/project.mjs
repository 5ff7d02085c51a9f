/** Where the project lies, and how its tools are run. Needs nothing but Node, so that it works before anything is installed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a Node script to its end in the project's folder and shows what it prints. It gets no standard input: nothing here asks questions.
 * @param {string[]} args the script and its arguments
 * @param {Record<string, string>} [environment] added to this process's own
 * @returns {boolean} whether it ended with exit code 0
 */
export function runNode(args, environment = {}) {
  const child = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  if (child.error) console.error(`${args[0]} did not start: ${child.error.message}`);
  return child.status === 0;
}

/**
 * The script behind a command of an installed package, so that it can be run without a shell on every system.
 * @param {string} packageName
 * @param {string} [command] where the package offers several
 */
export function toolPath(packageName, command = packageName) {
  const folder = join(projectRoot, 'node_modules', packageName);
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
