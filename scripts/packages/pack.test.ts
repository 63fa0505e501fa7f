import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installInto } from './consumer.ts';
import { triedNodes } from './nodes.ts';
import { packAll } from './pack.ts';
import { publicWorkspaces } from './workspaces.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-pack-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Puts a program of this name before those of the machine. */
function standIn(
  name: string,
  text: string,
  path = `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
): void {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', path);
}

/** An npm that makes tarballs as npm names them, and prints of them what `shape` makes: an array in npm 11, an object in npm 12. */
function npmThatPacks(shape: string): void {
  standIn(
    'npm',
    `#!${process.execPath}
    const { readFileSync, writeFileSync } = require('node:fs');
    const [, , , , into, ...folders] = process.argv.slice(1);
    const entries = folders.map((folder) => {
      const { name, version } = JSON.parse(readFileSync(folder + '/package.json', 'utf8'));
      const filename = name.replace('@', '').replace('/', '-') + '-' + version + '.tgz';
      writeFileSync(into + '/' + filename, name);
      return { name, filename, size: 7, files: [{ path: 'README.md' }] };
    });
    console.log(JSON.stringify((${shape})(entries)));`,
  );
}

describe('packing', () => {
  it.each([
    ['npm 11', '(entries) => entries'],
    ['npm 12', '(entries) => Object.fromEntries(entries.map((entry) => [entry.name, entry]))'],
  ])('gives each package a tarball of its own, though %s names some alike', async (_, shape) => {
    npmThatPacks(shape);
    const packed = await packAll(folder);
    expect(packed.map(({ name }) => name).sort()).toEqual(
      publicWorkspaces()
        .map(({ manifest }) => manifest.name)
        .sort(),
    );
    for (const { name, tarball } of packed) expect(readFileSync(tarball, 'utf8')).toBe(name);
    expect(packed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['@cloudx3/notary', 'cloudx3-notary']),
    );
    expect(packed[0]?.files).toEqual(['README.md']);
  });

  it('is an error where npm leaves a package out', async () => {
    npmThatPacks('(entries) => entries.slice(1)');
    await expect(packAll(folder)).rejects.toThrow(/^npm packed no /);
  });

  it('is an error with npm’s own words where npm fails', async () => {
    standIn('npm', '#!/bin/sh\necho "ENOSPC: no space left" >&2\nexit 1\n');
    await expect(packAll(folder)).rejects.toThrow(/npm pack [^]* ended with 1:\nENOSPC: no space left/);
  });
});

describe('the folder of somebody outside', () => {
  it('has every package from its tarball, for us and for each other, and programs that use every door', async () => {
    npmThatPacks('(entries) => entries');
    const packed = await packAll(folder);
    standIn('npm', `#!/bin/sh\npwd > "${folder}/installed-in"\n`);
    const outside = mkdtempSync(join(folder, 'outside-'));
    await installInto(outside, packed);
    const manifest = JSON.parse(readFileSync(join(outside, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    for (const { name, tarball } of packed) {
      expect(manifest['dependencies']?.[name]).toBe(`file:${tarball}`);
      expect(manifest['overrides']?.[name]).toBe(`$${name}`);
    }
    const doors = readFileSync(join(outside, 'doors.ts'), 'utf8');
    for (const door of ['@cloudx3/sdk', '@cloudx3/verifier-core/node', 'cloudx3-notary'])
      expect(doors).toContain(`from '${door}';`);
    expect(existsSync(join(outside, 'dapp.ts'))).toBe(true);
    expect(readFileSync(join(folder, 'installed-in'), 'utf8').trim()).toBe(outside);
  });
});

describe('the Node that libraries are tried on', () => {
  const node = (version: string) => `#!/bin/sh\necho v${version}\n`;

  it('is the machine’s, where that is the oldest that they support', async () => {
    standIn('node', node('20.19.4'));
    const { oldest, programs } = await triedNodes();
    expect(oldest).toEqual({ version: '20.19.4', binary: 'node' });
    expect(programs.version).toBe(process.versions.node);
  });

  it.each([
    ['another', () => standIn('node', node('24.1.0'), folder)],
    ['none', () => undefined],
  ])('is fetched where the machine has %s', async (_, machine) => {
    machine();
    standIn('npm', '#!/bin/sh\nexit 1\n', folder);
    await expect(triedNodes(join(folder, 'cache'))).rejects.toThrow(/^npm install .*@20 ended with 1/);
  });
});
