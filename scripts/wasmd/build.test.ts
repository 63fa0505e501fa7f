import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { expect, it } from 'vitest';
import { buildFolder } from './build.ts';
import { BUILD_NAME, WASMD_VERSION } from './version.ts';

it('a build is kept under its version, and under all that go.sum says of it', () => {
  expect(WASMD_VERSION).toMatch(/^0\.61\.\d+$/);
  expect(BUILD_NAME).toMatch(new RegExp(`^${WASMD_VERSION}-[0-9a-f]{8}$`));
});

it('builds are kept where the machine keeps such things, or else in the repository', () => {
  expect(buildFolder('/var/cache')).toBe(`/var/cache/cloudx3-wasmd/${BUILD_NAME}`);
  expect(buildFolder('')).toBe(join(repositoryRoot, '.cache', 'wasmd', BUILD_NAME));
});
