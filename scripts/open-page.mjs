/** Opens an address in the person's own browser, where there is a desktop to open it on. */
import { spawn } from 'node:child_process';

/** @param {string} url */
export function openPage(url) {
  const command = openerFor(url);
  if (!command) return;
  // A missing opener is no failure: the address has been printed.
  spawn(command[0], command.slice(1), { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/**
 * @param {string} url
 * @returns {string[] | null}
 */
function openerFor(url) {
  if (process.env.CI) return null;
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', url];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open', url] : null;
}
