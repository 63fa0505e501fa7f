import { subset } from 'semver';
import type { Rule } from './finding.ts';
import type { House, Subject } from './subject.ts';

/** A package asks for no older Node than all that it stands on. */
export function engineRules({ enginesOf }: House): Rule<Subject>[] {
  return [
    {
      name: 'engines',
      check: ({ workspace }) => {
        const own = workspace.manifest.engines?.node ?? '*';
        return Object.keys(workspace.manifest.dependencies).flatMap((dependency) => {
          const theirs = enginesOf(dependency, workspace);
          if (theirs === undefined || subset(own, theirs)) return [];
          return [`engines.node is "${own}", but ${dependency} needs "${theirs}"`];
        });
      },
    },
  ];
}
