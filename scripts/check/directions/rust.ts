import { join, relative } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { circleIn, cratesBelow, moduleGraph } from './rust-modules.ts';

// `npm run check`: no circle among the modules of a contract's crate.
const contracts = join(repositoryRoot, 'contracts');
const crates = ['contracts', 'packages'].flatMap((folder) => cratesBelow(join(contracts, folder)));
const circles = crates.flatMap((crate) => {
  const circle = circleIn(moduleGraph(crate));
  return circle === undefined ? [] : [`${relative(repositoryRoot, crate)}: ${circle.join(' → ')}`];
});
for (const circle of circles) console.error(`a circle of modules in ${circle}`);
if (crates.length === 0 || circles.length > 0) process.exit(1);
console.log(`no circle in the modules of ${crates.length} crates`);
