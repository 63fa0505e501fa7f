// Installs what the lockfile names, if that was not done yet. Plain JavaScript on whatever Node ≥ 20 called it, and
// without a single dependency, since nothing may be installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs `npm ci` unless node_modules is newer than the lockfile. Ends the process with a reason if that fails. */
export function installIfNeeded() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) fail(`Node ${process.versions.node} is too old: install Node 20 or newer.`);
  // npm writes its own copy of the lockfile last, so an install that was cut short does not count.
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  )
    return;
  process.stderr.write('Installing dependencies from the lockfile (once, about a minute)…\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0)
    fail(
      '"npm ci" failed; its output is above. Check the network and the free disk space, then start again.',
    );
}

/** Installs if needed, then runs a TypeScript program of ours on Node 24. */
export async function run(script, args = process.argv.slice(2)) {
  installIfNeeded();
  const { launch } = await import(new URL('./launcher/launch.mjs', import.meta.url).href);
  launch(join(root, script), args);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
