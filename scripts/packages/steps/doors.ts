import { satisfies } from 'semver';
import { output } from '../command.ts';
import type { Node } from '../nodes.ts';
import type { Packed } from '../pack.ts';
import type { Step } from '../step.ts';
import { doorsOf } from '../workspaces.ts';

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
      const wanted = doorsOn(node, packed);
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

/** Doors behind the first may need a peer: they are left out where a peer of ours does not run. */
function doorsOn({ version }: Node, packed: readonly Packed[]): string[] {
  const runs = ({ workspace }: Packed) => satisfies(version, workspace.manifest.engines?.node ?? '*');
  const absent = new Set(packed.filter((each) => !runs(each)).map(({ name }) => name));
  return packed.filter(runs).flatMap(({ workspace }) => {
    const all = doorsOf(workspace);
    const alone = Object.keys(workspace.manifest.peerDependencies).some((peer) => absent.has(peer));
    return alone ? all.slice(0, 1) : all;
  });
}
