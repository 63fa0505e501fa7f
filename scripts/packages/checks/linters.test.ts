import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkPacked } from '../check.ts';
import { attwFindings } from './attw.ts';
import { publintFindings } from './publint.ts';

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'cloudx3-linters-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const DOOR = { types: './dist/index.d.ts', default: './dist/index.js' };
const SOUND = {
  'package.json': JSON.stringify({
    name: 'acme',
    version: '0.1.0',
    license: 'Apache-2.0',
    type: 'module',
    exports: { '.': DOOR },
  }),
  'dist/index.js': 'export const part = 1;\n',
  'dist/index.d.ts': 'export declare const part: number;\n',
};

/** A tarball of these files, as npm makes them. */
function tarballOf(name: string, files: Readonly<Record<string, string>>): { name: string; tarball: string } {
  for (const [path, text] of Object.entries(files)) {
    const file = join(scratch, name, 'package', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const tarball = join(scratch, `${name}.tgz`);
  execFileSync('tar', ['-czf', tarball, '-C', join(scratch, name), 'package']);
  return { name, tarball };
}

it('find nothing in a sound package', async () => {
  const sound = tarballOf('sound', SOUND);
  expect([...(await publintFindings(sound)), ...(await attwFindings(sound))]).toEqual([]);
});

it('publint finds CommonJS in what says that it is a module', async () => {
  const found = await publintFindings(
    tarballOf('commonjs', { ...SOUND, 'dist/index.js': 'module.exports = { part: 1 };\n' }),
  );
  expect(found).toMatchObject([{ package: 'commonjs', rule: 'publint FILE_INVALID_FORMAT' }]);
});

it('attw finds types that cannot be found', async () => {
  const { 'dist/index.d.ts': _, ...untyped } = SOUND;
  const other = { ...untyped, 'dist/other.d.ts': 'export {};\n' };
  const found = await attwFindings(tarballOf('untyped', other));
  expect(found).toContainEqual(
    expect.objectContaining({ package: 'untyped', rule: 'attw UntypedResolution' }),
  );
});

it('attw finds declarations that import what is not there', async () => {
  const found = await attwFindings(
    tarballOf('torn', { ...SOUND, 'dist/index.d.ts': "export { part } from './gone.js';\n" }),
  );
  expect(found).toContainEqual(expect.objectContaining({ rule: 'attw InternalResolutionError' }));
});

/** What `npm pack` made of these files. */
function packedOf(name: string, files: Readonly<Record<string, string>>) {
  const manifest = {
    name: 'acme',
    version: '0.1.0',
    private: true,
    exports: { '.': DOOR },
    bin: {},
    dependencies: {},
    peerDependencies: {},
  };
  return {
    ...tarballOf(name, files),
    workspace: { folder: 'acme', manifest },
    files: Object.keys(files),
    read: () => undefined,
    size: 0,
  };
}

it('a tarball that was cut off is told of by the name of its package', async () => {
  const packed = packedOf('cut', SOUND);
  writeFileSync(packed.tarball, readFileSync(packed.tarball).subarray(0, 60));
  await expect(checkPacked([packed])).rejects.toThrow(/^the tarball of cut cannot be read: /);
});

it('whatever is found stops what would be published, a line each', async () => {
  const packed = packedOf('acme', { ...SOUND, 'dist/index.js': 'module.exports = { part: 1 };\n' });
  await expect(checkPacked([packed])).rejects.toThrow(
    /^This would be published:\nacme: package\.json says private.*\[published\][\s\S]*\[publint FILE_INVALID_FORMAT\]/,
  );
});
