/**
 * The Chromium that the end-to-end tests and the page's benchmarks drive: found where one is, installed where none is, never skipped.
 * Order: CHROMIUM_PATH, Playwright's own, commands on the PATH, usual places on macOS and Windows, then installation.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { toolPath } from './project.mjs';

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge', 'chromium-headless-shell'];
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const windowsApps = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
  const folder = process.env[variable];
  return folder ? [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')] : [];
});

/** What Playwright turns off by itself. Of two such lists Chromium takes the last, so that they are named here again. */
const offForPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/** Each window loads two pages for the list below its address bar, which nobody sees: a fifth of what opening the Lab costs. */
const offForSpeed = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** Quiet and self-contained: no sandbox (containers have none), no traffic of the browser's own. */
const launchArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...offForPlaywright, ...offForSpeed].join(',')}`,
];

/**
 * What Playwright needs to launch it. The path is kept in CHROMIUM_PATH, so that child processes do not search again.
 * @returns {Promise<{ executablePath: string, args: string[] }>}
 */
export async function browserLaunchOptions() {
  const executablePath = await ensureBrowser();
  process.env.CHROMIUM_PATH = executablePath;
  return { executablePath, args: launchArguments };
}

/** @returns {Promise<string>} the path of a Chromium that runs */
async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  console.error('No Chromium found; installing one …');
  if (installWithApt() || installWithPlaywright()) {
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'The tests need a Chromium and none could be installed. Install Chromium, Chrome or Edge, or set CHROMIUM_PATH to the program, and run again.',
  );
}

/** @returns {Promise<string | null>} */
async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given && !runs(given)) console.error(`CHROMIUM_PATH is ${given}, which does not run; looking elsewhere.`);
  const { chromium } = await import('@playwright/test');
  const candidates = [given, chromium.executablePath(), ...onPath(), ...macApps, ...windowsApps];
  return candidates.find((candidate) => candidate !== undefined && runs(candidate)) ?? null;
}

/** @returns {string[]} */
function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/**
 * Whether the program is there and answers. On Windows asking for its version would open a window, so being there is enough.
 * @param {string} path
 */
function runs(path) {
  if (!path || !existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000, stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 && /\d+\./.test(stdout);
}

/** Debian and Ubuntu, as root: the distribution's own package. */
function installWithApt() {
  const apt = '/usr/bin/apt-get';
  if (process.getuid?.() !== 0 || !existsSync(apt)) return false;
  return toStderr(apt, ['update']) && toStderr(apt, ['install', '-y', '--no-install-recommends', 'chromium']);
}

function installWithPlaywright() {
  return toStderr(process.execPath, [toolPath('@playwright/test', 'playwright'), 'install', 'chromium']);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function toStderr(command, args) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', process.stderr, process.stderr], env: environment }).status === 0;
}
