/**
 * Installs the packages of package-lock.json where they are missing or out of date; otherwise does nothing, quickly.
 * Run by itself (`node scripts/install.mjs`) or through `ensureInstalled` by the other scripts.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './project.mjs';

const lockFile = join(projectRoot, 'package-lock.json');
/** npm's own list of what it put into node_modules. */
const installedFile = join(projectRoot, 'node_modules', '.package-lock.json');
/** Holds the hash of the lock file that node_modules was last found to match. */
const stampFile = join(projectRoot, 'node_modules', '.kinelab-stamp');
const oldestNode = [20, 19];

/** Ends the process with a plain sentence where the packages cannot be had. */
export function ensureInstalled() {
  refuseOldNode();
  const lock = readFileSync(lockFile, 'utf8');
  const stamp = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  if (!isInstalled(lock)) {
    console.log('Installing packages (npm ci) …');
    if (!runNpm(['ci', '--include=dev', '--no-fund', '--no-audit'])) {
      console.error('The packages could not be installed; npm says why above. Kinelab needs a package registry once, on the first start.');
      process.exit(1);
    }
  }
  writeFileSync(stampFile, stamp);
}

/**
 * Whether node_modules holds every package of the lock file in its version; packages for other systems may be absent.
 * @param {string} lock
 */
function isInstalled(lock) {
  if (!existsSync(installedFile)) return false;
  const wanted = packagesOf(lock);
  const installed = packagesOf(readFileSync(installedFile, 'utf8'));
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || installed[path]?.version === entry.version,
  );
}

/**
 * @param {string} text of a lock file
 * @returns {Record<string, { version: string, optional?: boolean, devOptional?: boolean }>}
 */
function packagesOf(text) {
  return JSON.parse(text).packages;
}

/** @param {string[]} args */
function runNpm(args) {
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const child = spawnSync(command, [...before, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
  });
  return child.status === 0;
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(`Kinelab needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) ensureInstalled();
