#!/usr/bin/env node
// Written by "npm run generate".
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = new URL('../src/cli/main.ts', import.meta.url);
const built = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(sources)) {
  // A clone: on the Node that the lockfile brings, without a build.
  import('@cloudx3/launcher').then(({ MANY_CONNECTIONS, launch }) =>
    launch(sources, undefined, MANY_CONNECTIONS),
  );
} else if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('cloudx3-notary needs Node.js 24 or newer; this is Node.js ' + process.versions.node + '.');
  process.exitCode = 1;
} else if (process.platform === 'win32') {
  import(built.href);
} else {
  // In the place of this process, and so under its id: V8 and malloc take these settings at a start alone.
  process.execve(
    process.execPath,
    [
      process.execPath,
      ...process.execArgv,
      '--max-semi-space-size=2',
      fileURLToPath(built),
      ...process.argv.slice(2),
    ],
    { MALLOC_ARENA_MAX: '1', MALLOC_TOP_PAD_: '0', ...process.env },
  );
}
