#!/usr/bin/env node
// Written by "npm run generate".
import { existsSync } from 'node:fs';

const sources = new URL('../src/cli/main.ts', import.meta.url);
const built = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(sources)) {
  // A clone: on the Node that the lockfile brings, without a build.
  import('@cloudx3/launcher').then(({ launch }) => launch(sources));
} else if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('cloudx3-verifier needs Node.js 24 or newer; this is Node.js ' + process.versions.node + '.');
  process.exitCode = 1;
} else {
  import(built.href);
}
