import { CommandError } from '../command.ts';
import { runProgram } from '../installed-program.ts';
import type { Node } from '../nodes.ts';
import type { Installed, Step } from '../step.ts';
import { programOf } from '../workspaces.ts';

/** Every program says its version and its help, and tells a Node that is too old so. */
export const programs: Step = {
  name: 'programs',
  run: async ({ folder, packed, nodes }) => {
    const names: string[] = [];
    for (const { workspace } of packed) {
      const name = programOf(workspace)?.name;
      if (name === undefined) continue;
      const run = (argument: string) => runProgram(folder, nodes.programs, [name, argument]);
      const [version, help] = await Promise.all([run('--version'), run('--help')]);
      if (version.trim() !== workspace.manifest.version)
        throw new Error(`${name} --version says ${version.trim()}, not ${workspace.manifest.version}`);
      if (!help.startsWith(`Usage: ${name}`)) throw new Error(`${name} --help says something else:\n${help}`);
      await expectRefusal(folder, nodes.oldest, name);
      names.push(name);
    }
    return { programs: names };
  },
};

async function expectRefusal(folder: Installed['folder'], oldest: Node, name: string): Promise<void> {
  try {
    await runProgram(folder, oldest, [name, '--version']);
  } catch (error) {
    const sentence = `${name} needs Node.js 24 or newer; this is Node.js ${oldest.version}.`;
    if (error instanceof CommandError && error.message.includes(sentence)) return;
    throw error;
  }
  throw new Error(`${name} ran on Node.js ${oldest.version}, which it says it does not`);
}
