import { expect, it } from 'vitest';
import { workspacePackages } from '../check/workspace.ts';
import { commandsFor, findPackage } from './commands.ts';

const packages = workspacePackages();

it.each(['verifier/core', 'verifier/core/', '@cloudx3/verifier-core', 'verifier-core'])(
  'finds a package as %s',
  (named) => {
    expect(findPackage(named, packages)).toMatchObject({ folder: 'verifier/core' });
  },
);

it.each([undefined, 'core', 'nodes'])('says which packages there are where %s is none', (named) => {
  expect(findPackage(named, packages)).toEqual({
    problem: expect.stringContaining('notary/tls13') as string,
  });
});

it('watches types and unit tests below the folder of the package', () => {
  const found = findPackage('sdk', packages);
  if ('problem' in found) expect.unreachable();
  else
    expect(
      commandsFor(found).map(
        (command) => command.at(-1)?.endsWith('/sdk/') === true || command.includes('sdk'),
      ),
    ).toEqual([true, true]);
});
