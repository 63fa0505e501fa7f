import { isPrivate, programOf } from '../workspaces.ts';
import type { Workspace } from '../workspaces.ts';
import type { Rule } from './finding.ts';
import type { House, Subject } from './subject.ts';

/** Pinned in a library too: the one release whose API and races are known (docs/DEPENDENCIES.md). */
const PINNED = ['tlsn-wasm'];

/**
 * Where a library is consumed, its dependencies come in ranges, so that a program that uses two libraries has one copy of what they share.
 * A program runs with what it was tried with. Our own packages come in ranges of the version that stands beside them.
 */
export function rangeRules({ workspaces }: House): Rule<Subject>[] {
  const ours = new Map(workspaces.map((workspace) => [workspace.manifest.name, workspace]));
  return [
    {
      name: 'ranges',
      check: ({ workspace }) =>
        Object.entries(workspace.manifest.dependencies).flatMap(([name, range]) => {
          const own = ours.get(name);
          const wanted = own === undefined ? foreignRange(workspace, name, range) : ownRange(own);
          if (wanted === undefined) return [`${name} is not published, and so nobody can install this`];
          return range === wanted ? [] : [`dependency ${name}: "${wanted}" instead of "${range}"`];
        }),
    },
  ];
}

function ownRange({ folder, manifest }: Workspace): string | undefined {
  return isPrivate(folder) ? undefined : `^${manifest.version}`;
}

function foreignRange(workspace: Workspace, name: string, range: string): string {
  const version = range.replace(/^[\^~]/, '');
  return programOf(workspace) !== undefined || PINNED.includes(name) ? version : `^${version}`;
}
