import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@cloudx3/config';
import { defineOperation } from '@cloudx3/verifier-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProgram } from '../cli/program.ts';
import { NodeError } from '../error.ts';
import { credentialLookup } from '../notarizing/credentials.ts';
import { loadNode } from './load.ts';
import { configSchema } from './schema.ts';

let folder = '';
let environment: Record<string, string> = {};
let written: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-config-'));
  environment = { CLOUDX3_PASSPHRASE: 'correct horse' };
  written = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], input: readonly string[] = []): Promise<unknown> {
  const program = createProgram({
    surroundings: { environment },
    signals: { on: () => undefined, off: () => undefined },
    input: (async function* () {
      yield* input;
      await Promise.resolve();
    })(),
    write: (line) => written.push(line),
  });
  program.exitOverride();
  await program.parseAsync(['node', 'oracle-node', ...args]);
  return JSON.parse(written.at(-1) ?? '{}');
}

const home = () => join(folder, 'home');
const configFile = () => join(home(), 'node.toml');
const initialise = (...more: string[]) =>
  run(['init', '--home', home(), '--scrypt-work-factor', '4', '--json', ...more]);

const OPERATION = defineOperation({
  kind: 'action',
  name: 'test/secret',
  server: { name: 'api.vendor.example' },
  method: 'GET',
  target: '/v1?key={!auth_key}',
  holes: { auth_key: { charset: 'alphanumeric', minLength: 4, maxLength: 32 } },
  maxRequestBytes: 256,
  maxResponseBytes: 256,
});

describe('oracle-node init', () => {
  it('writes a configuration that is read without a problem, and keys that open', async () => {
    const made = (await initialise(
      '--name',
      'n1',
      '--chain-id',
      'c-1',
      '--oracle',
      'wasm1oracle',
      '--devices',
      'wasm1devices',
    )) as { pubkey: string; account: string; peerId: string; endpoints: string[] };
    expect(parseConfig(readFileSync(configFile(), 'utf8'), configSchema).ok).toBe(true);
    const loaded = await loadNode(configFile(), { environment });
    expect(loaded.config).toMatchObject({
      name: 'n1',
      chain: { id: 'c-1', devices: 'wasm1devices' },
      mpc: { pool_size: 1 },
    });
    expect(loaded.identity.account).toBe(made.account);
    expect(made.account).toMatch(/^wasm1/);
    expect(made.endpoints).toEqual([`/ip4/0.0.0.0/tcp/9000/p2p/${made.peerId}`]);
    expect(await run(['keys', '--config', configFile(), '--json'])).toMatchObject({
      pubkey: made.pubkey,
      peerId: made.peerId,
    });
  });

  it('keeps keys, and a configuration unless told otherwise', async () => {
    const first = (await initialise()) as { pubkey: string; newKeys: boolean };
    expect(first.newKeys).toBe(true);
    await expect(initialise()).rejects.toMatchObject({ code: 'node.usage' });
    const second = await initialise('--overwrite-config', '--chain-id', 'c-2');
    expect(second).toMatchObject({ pubkey: first.pubkey, newKeys: false });
    expect(readFileSync(configFile(), 'utf8')).toContain('id = "c-2"');
  });

  it('stores no key in the clear, and opens none with another passphrase', async () => {
    await initialise();
    for (const name of ['observation', 'gas'])
      expect(readFileSync(join(home(), 'keys', `${name}.age`), 'utf8')).toMatch(
        /^-----BEGIN AGE ENCRYPTED FILE-----/,
      );
    environment = { CLOUDX3_PASSPHRASE: 'wrong' };
    await expect(loadNode(configFile(), { environment })).rejects.toMatchObject({
      code: 'key.wrong_passphrase',
    });
    environment = {};
    await expect(loadNode(configFile(), { environment })).rejects.toMatchObject({
      code: 'passphrase.missing',
    });
  });

  it('is of no use with one key for both purposes', async () => {
    await initialise();
    writeFileSync(join(home(), 'keys', 'gas.age'), readFileSync(join(home(), 'keys', 'observation.age')));
    await expect(loadNode(configFile(), { environment })).rejects.toMatchObject({ code: 'node.identity' });
  });
});

describe('a vendor’s credential', () => {
  const vendors = async (toml: string) => {
    await initialise();
    writeFileSync(configFile(), `${readFileSync(configFile(), 'utf8')}\n${toml}`);
    return (await loadNode(configFile(), { environment })).vendors;
  };

  it('comes from a sealed file, the environment or a plain file', async () => {
    await initialise();
    await run(
      ['seal', join(home(), 'v.age'), '--scrypt-work-factor', '4', '--json'],
      ['auth_key=from', 'sealed\nother=x=y\n'],
    );
    expect(readFileSync(join(home(), 'v.age'), 'utf8')).not.toContain('fromsealed');
    writeFileSync(join(home(), 'plain'), 'from file\n');
    environment['KEY'] = 'fromenv';
    rmSync(configFile());
    const read = await vendors(
      '[[vendors]]\nserver = "a.example"\nsealed_file = "v.age"\n[[vendors]]\nserver = "b.example"\nsubjects = ["d1"]\nenv = { auth_key = "KEY" }\nfiles = { other = "plain" }\n',
    );
    expect(read).toEqual([
      { server: 'a.example', subjects: [], secrets: { auth_key: 'fromsealed', other: 'x=y' } },
      { server: 'b.example', subjects: ['d1'], secrets: { auth_key: 'fromenv', other: 'from file' } },
    ]);
  });

  it('that is missing is told of by its place alone', async () => {
    await expect(
      vendors('[[vendors]]\nserver = "a.example"\nenv = { auth_key = "NOT_SET" }\n'),
    ).rejects.toThrow(/NOT_SET is not set/);
    rmSync(configFile());
    await expect(vendors('[[vendors]]\nserver = "a.example"\n')).rejects.toMatchObject({
      code: 'config.invalid',
    });
    await expect(run(['seal', join(home(), 'w.age')], ['hunter2 is my password\n'])).rejects.toThrow(
      /^(?!.*hunter2)/,
    );
  });

  it('is chosen by server and subject, and never guessed', () => {
    const credential = (subjects: string[], auth_key: string, server = 'api.vendor.example') => ({
      server,
      subjects,
      secrets: { auth_key },
    });
    const lookup = credentialLookup([
      credential([], 'all'),
      credential(['d1'], 'mine'),
      credential([], 'x', 'other.example'),
    ]);
    expect(lookup.secrets(OPERATION, 'd1')).toEqual({ auth_key: 'mine' });
    expect(lookup.secrets(OPERATION, 'd2')).toEqual({ auth_key: 'all' });
    expect([lookup.nameOf(OPERATION, 'd1'), lookup.nameOf(OPERATION, 'd2')]).toEqual([
      'api.vendor.example for d1',
      'api.vendor.example',
    ]);
    expect(() => credentialLookup([credential([], 'x', 'other.example')]).secrets(OPERATION, '')).toThrow(
      NodeError,
    );
    expect(() =>
      credentialLookup([{ server: 'api.vendor.example', subjects: [], secrets: {} }]).secrets(OPERATION, ''),
    ).toThrow(NodeError);
  });
});

describe('the configuration', () => {
  it('tells every problem at once, each with its line and what to write', async () => {
    await initialise();
    const text = readFileSync(configFile(), 'utf8')
      .replace(/^rpc = .*/m, 'rpc = "nowhere"')
      .replace(/^listen = .*/m, 'listen = ["9000"]')
      .replace(/^port = .*/m, 'prot = 1');
    const result = parseConfig(text, configSchema);
    const problems = result.ok ? [] : result.problems;
    expect(problems.map(({ path }) => path)).toEqual([
      'chain.rpc',
      'p2p.listen[0]',
      'http.port',
      'http.prot',
    ]);
    expect(problems.every(({ line, remedy }) => line > 1 && remedy.length > 10)).toBe(true);
  });
});
