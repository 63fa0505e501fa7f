import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportedModule } from '@cloudx3/adapter-kit/node';
import * as z from 'zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lampVendor } from '../testing/lamp.ts';
import type { EmulatedVendor } from '../vendor/emulated-vendor.ts';
import { chooseVendors } from './choose.ts';
import { OWN_FOLDER, installedVendors } from './installed.ts';
import { loadVendors } from './load.ts';

const ADAPTERS = fileURLToPath(new URL('../../../', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adapters-emulator-registry-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function plant(name: string, manifest: Readonly<Record<string, unknown>>): void {
  const root = join(folder, 'node_modules', name);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...manifest }));
}

const PEERS = { peerDependencies: { 'cloudx3-emulator': '*' } };
const DOOR = { exports: { './emulated': './emulated.js' } };

describe('installed vendors', () => {
  it('are the packages with the door that name the emulator among their peers, from the folder upwards', () => {
    plant('@acme/adapter-tank', { ...DOOR, ...PEERS });
    plant('plain-tank', { ...DOOR, ...PEERS });
    plant('another-door', { exports: { '.': './index.js' }, ...PEERS });
    plant('one-door', { exports: './emulated.js', ...PEERS });
    plant('no-door', PEERS);
    plant('no-peer', DOOR);
    const inner = join(folder, 'a', 'b');
    mkdirSync(inner, { recursive: true });
    expect(installedVendors([inner])).toEqual(['@acme/adapter-tank', 'plain-tank']);
    expect(installedVendors([inner, folder])).toEqual(['@acme/adapter-tank', 'plain-tank']);
  });

  it('of this workspace are those whose folders have an emulated part', () => {
    const folders = globSync('*/src/emulated/index.ts', { cwd: ADAPTERS }).map((file) => file.split('/')[0]);
    expect(folders.length).toBeGreaterThan(0);
    expect(installedVendors([OWN_FOLDER])).toEqual(folders.map((name) => `@cloudx3/adapter-${name}`).sort());
  });
});

/** Modules by the folder that they are seen from. */
function importing(modules: Readonly<Record<string, Record<string, unknown> | Error>>) {
  const asked: string[] = [];
  const importModule = (request: {
    module: string;
    folder: string;
    door?: string;
  }): Promise<ImportedModule> => {
    const place = `${request.folder} ${request.module}/${request.door ?? ''}`;
    asked.push(place);
    const found = modules[place];
    if (found === undefined)
      return Promise.resolve({ ok: false, reason: 'missing', message: '', cause: undefined });
    if (found instanceof Error)
      return Promise.resolve({ ok: false, reason: 'throws', message: found.message, cause: found });
    return Promise.resolve({ ok: true, exports: found, file: place });
  };
  return { asked, importModule };
}

describe('loadVendors', () => {
  const lamp = lampVendor();

  it('asks for the door of a package, first as seen from the folder, then beside the emulator', async () => {
    const { firstTable: _, ...other } = lamp;
    const deps = importing({ [`${OWN_FOLDER} lamp/emulated`]: { emulated: other } });
    expect(await loadVendors(['lamp'], '/home', deps)).toEqual([other]);
    expect(deps.asked).toEqual(['/home lamp/emulated', `${OWN_FOLDER} lamp/emulated`]);
  });

  it.each<[string, Record<string, unknown> | Error | undefined, string]>([
    [
      'a package that is not there',
      undefined,
      'there is no such package with a door "./emulated" as seen from /home',
    ],
    ['a module that throws', new Error('no mains'), 'importing its emulated part failed: no mains'],
    ['a module without it', { other: lamp }, 'it exports no "emulated"'],
    ['a pretender', { emulated: { vendor: 'x', table: 1, open: 1 } }, 'it exports no "emulated"'],
    ['a cloud that nobody can open', { emulated: { ...lamp, open: undefined } }, 'it exports no "emulated"'],
    ['a first table that is none', { emulated: { ...lamp, firstTable: {} } }, 'it exports no "emulated"'],
    ['a vendor in capitals', { emulated: { ...lamp, vendor: 'Lamp' } }, 'it exports no "emulated"'],
  ])('refuses %s', async (_, found, message) => {
    const deps = importing(found === undefined ? {} : { '/home mine/emulated': found });
    await expect(loadVendors(['mine'], '/home', deps)).rejects.toMatchObject({
      code: 'emulator.vendor',
      message: expect.stringContaining(`"mine": ${message}`) as string,
    });
  });

  it('does not look elsewhere for a module that throws', async () => {
    const deps = importing({ '/home mine/emulated': new Error('no mains') });
    await expect(loadVendors(['mine'], '/home', deps)).rejects.toThrow();
    expect(deps.asked).toHaveLength(1);
  });

  it('refuses two packages of one vendor', async () => {
    const deps = importing({
      '/home a/emulated': { emulated: lamp },
      '/home b/emulated': { emulated: lamp },
    });
    await expect(loadVendors(['a', 'b'], '/home', deps)).rejects.toMatchObject({
      message: '"b": another package emulates "lamp" too; name one of them',
    });
  });
});

describe('who is played', () => {
  const nameOf = (module: string): string => module.replace(/^.*-/, '');
  const BESIDE = installedVendors([OWN_FOLDER]).map(nameOf);
  /** Every package is played as a lamp of its name; "modest" does with the empty table. */
  const load = (modules: readonly string[]): Promise<EmulatedVendor[]> =>
    Promise.resolve(modules.map((name) => (name === 'modest' ? modest : lampVendor(nameOf(name)))));
  const modest: EmulatedVendor = {
    vendor: 'modest',
    table: z.strictObject({ host: z.string().default('modest.example.org') }),
    open: (table, deps) => lampVendor().open(table, deps),
  };
  const choose = async (modules?: readonly string[], config?: Readonly<Record<string, unknown>>) => {
    const leftOut: string[] = [];
    const deps = { load, leftOut: ({ vendor }: EmulatedVendor) => leftOut.push(vendor) };
    const chosen = await chooseVendors({ modules, config, folder }, deps);
    return { played: chosen.map(({ vendor }) => vendor), leftOut };
  };

  it('is whom the command line names, or else whom the configuration names, tables or not', async () => {
    expect(await choose(['a', 'b'], { vendors: ['c'] })).toEqual({ played: ['a', 'b'], leftOut: [] });
    expect(await choose(undefined, { vendors: ['c'] })).toEqual({ played: ['c'], leftOut: [] });
  });

  it('is otherwise who is installed, here or beside the emulator, and has the table that it needs', async () => {
    for (const name of ['acme-tank', 'acme-lamp', 'modest']) plant(name, { ...DOOR, ...PEERS });
    const { played, leftOut } = await choose(undefined, { tank: {} });
    expect(played.sort()).toEqual(['modest', 'tank']);
    expect(leftOut.sort()).toEqual([...BESIDE, 'lamp'].sort());
  });

  it('is at the first start who makes a table of its own, or needs none', async () => {
    plant('modest', { ...DOOR, ...PEERS });
    const { played, leftOut } = await choose();
    expect(played.sort()).toEqual([...BESIDE, 'modest'].sort());
    expect(leftOut).toEqual([]);
  });

  it('is nobody only with a word about it', async () => {
    await expect(
      chooseVendors(
        { modules: undefined, config: {}, folder },
        { load: () => Promise.resolve([]), leftOut: () => undefined },
      ),
    ).rejects.toMatchObject({ code: 'emulator.vendor' });
  });
});
