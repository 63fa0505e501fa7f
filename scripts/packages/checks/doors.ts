import type { Rule } from './finding.ts';
import type { Subject } from './subject.ts';

/** The condition by which doors open to the sources, which are there in this repository alone. */
const OWN_CONDITION = 'cloudx3-source';

/** What package.json promises to others is in the tarball. */
export const DOOR_RULES: readonly Rule<Subject>[] = [
  { name: 'doors', check: ({ workspace, files }) => checkDoors(workspace.manifest.exports ?? {}, files) },
  {
    name: 'programs',
    check: ({ workspace: { manifest }, files }) =>
      Object.entries(manifest.bin).flatMap(([name, path]) => [
        ...(files.includes(withoutDot(path)) ? [] : [`bin ${name}: ${path} is not packed`]),
        ...(files.includes('dist/cli/main.js') ? [] : [`bin ${name}: dist/cli/main.js is not packed`]),
        ...(manifest.name === name ? [] : [`bin ${name}: the package of a program is named as the program`]),
      ]),
  },
];

type Doors = NonNullable<Subject['workspace']['manifest']['exports']>;

function checkDoors(doors: Doors, files: readonly string[]): string[] {
  return Object.entries(doors).flatMap(([door, target]) => {
    if (typeof target === 'string') return absentIn(files, door, [target]);
    const { [OWN_CONDITION]: _own, ...open } = target;
    const lacking = ['types', 'default']
      .filter((condition) => open[condition] === undefined)
      .map((condition) => `door "${door}" has no "${condition}"`);
    return [...lacking, ...absentIn(files, door, Object.values(open))];
  });
}

function absentIn(files: readonly string[], door: string, targets: readonly string[]): string[] {
  return targets
    .filter((target) => !files.includes(withoutDot(target)))
    .map((target) => `door "${door}" leads to ${target}, which is not packed`);
}

function withoutDot(path: string): string {
  return path.replace(/^\.\//, '');
}
