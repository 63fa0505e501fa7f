import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import ts from 'typescript';
import { workspacePackages } from '../workspace.ts';
import { coverageOf } from './coverage.ts';
import type { Count } from './coverage.ts';

/** Shares of what is public that says what it is. */
const LEAST = { exports: 0.9, members: 0.6 };

// `npm run check`: what a package exports is documented where it is declared; `-- --list` names what is not.
const list = process.argv.includes('--list');
const packages = workspacePackages()
  .map(({ name, folder, entries }) => ({
    name,
    doors: entries
      .filter((entry) => entry.endsWith('.ts') && !/test/.test(entry))
      .map((entry) => join(repositoryRoot, folder, entry)),
  }))
  .filter(({ name, doors }) => doors.length > 0 && !/(scripts|dev-ca)$/.test(name));
const { config } = ts.readConfigFile(join(repositoryRoot, 'tsconfig.base.json'), (file) =>
  ts.sys.readFile(file),
) as { config: unknown };
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repositoryRoot);
const program = ts.createProgram(
  packages.flatMap(({ doors }) => doors),
  { ...options, noEmit: true, composite: false },
);
const share = ({ all, documented }: Count): number => (all === 0 ? 1 : documented / all);
let short = 0;
for (const { name, doors } of packages) {
  const { exports, members } = coverageOf(program, repositoryRoot, doors);
  const isShort = share(exports) < LEAST.exports || share(members) < LEAST.members;
  if (isShort) short += 1;
  const figures = [exports, members].map((count) => `${count.documented} of ${count.all}`);
  console.log(`${isShort ? 'SHORT ' : ''}${name}: exports ${figures[0] ?? ''}, members ${figures[1] ?? ''}`);
  if (list) for (const place of [...exports.silent, ...members.silent]) console.log(`   ${place}`);
}
if (short > 0) {
  console.error(
    `${short} packages document less than ${LEAST.exports * 100} % of their exports or ${LEAST.members * 100} % of members.`,
  );
  process.exit(1);
}
