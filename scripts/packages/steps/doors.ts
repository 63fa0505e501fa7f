import { satisfies } from 'semver';
import { output } from '../command.ts';
import type { Node } from '../nodes.ts';
import type { Step } from '../step.ts';
import { doorsOf } from '../workspaces.ts';
import type { Workspace } from '../workspaces.ts';

/** Prints how many names each door exports. */
const COUNT = `const counts = [];
for (const door of process.argv.slice(1)) counts.push(Object.keys(await import(door)).length);
console.log(JSON.stringify(counts));`;

/** Every door opens on each Node that its package says it runs on. */
export const doors: Step = {
  name: 'doors',
  run: async ({ folder, packed, nodes }) => {
    const opened: Record<string, number> = {};
    for (const node of [nodes.oldest, nodes.programs]) {
      const wanted = packed.flatMap(({ workspace }) => (runsOn(workspace, node) ? doorsOf(workspace) : []));
      const text = await output(node.binary, ['--input-type=module', '--eval', COUNT, ...wanted], {
        cwd: folder,
      });
      const counts = JSON.parse(text) as number[];
      const empty = wanted.filter((_, i) => counts[i] === 0);
      if (empty.length > 0) throw new Error(`${empty.join(', ')}: nothing is exported`);
      opened[node.version] = wanted.length;
    }
    return { doors: opened };
  },
};

function runsOn({ manifest }: Workspace, { version }: Node): boolean {
  return satisfies(version, manifest.engines?.node ?? '*');
}
