import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { NODE_FLAGS, nodeBinary, repositoryRoot } from '@cloudx3/launcher';
import { workspacePackages } from '../check/workspace.ts';
import { commandsFor, findPackage } from './commands.ts';

// `npm run watch -- PACKAGE`: types and unit tests of one package, again after each change, until Ctrl-C.
const named = process.argv[2];
const found = findPackage(named, workspacePackages());
if ('problem' in found) {
  console.error(found.problem);
  process.exit(2);
}
const children = commandsFor(found).map(([script, ...args]) =>
  spawn(nodeBinary(), [join(repositoryRoot, script), ...args], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: NODE_FLAGS.join(' ') },
  }),
);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => children.forEach((child) => child.kill(signal)));
