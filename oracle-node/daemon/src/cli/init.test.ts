import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@cloudx3/config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configSchema } from '../config/schema.ts';
import { INIT_SETTINGS, settingOf } from './init-settings.ts';
import type { InitName, InitSetting } from './init-settings.ts';
import { init } from './init.ts';
import { integer } from './integer.ts';
import { createProgram } from './program.ts';

const surroundings = { environment: { CLOUDX3_PASSPHRASE: 'correct horse' } };
let home: string;

beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), 'node-init-')), 'home');
});

afterEach(() => rmSync(join(home, '..'), { recursive: true }));

function program() {
  const nothing = (async function* () {
    yield* [] as string[];
    await Promise.resolve();
  })();
  return createProgram({
    surroundings,
    signals: { on: () => undefined, off: () => undefined },
    input: nothing,
    write: () => undefined,
  }).exitOverride();
}

const run = (...flags: string[]) =>
  program().parseAsync([
    'node',
    'oracle-node',
    'init',
    '--home',
    home,
    '--scrypt-work-factor',
    '4',
    ...flags,
  ]);

const configText = () => readFileSync(join(home, 'node.toml'), 'utf8');

function config(): Record<string, unknown> {
  const result = parseConfig(configText(), configSchema);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

/** What stands at a dotted path. */
const at = (path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], config());

/** What a person might give for each kind of setting, and what the file has then. */
const GIVEN: Readonly<Record<string, readonly [given: string[], kept: unknown]>> = {
  name: [['node-7'], 'node-7'],
  rpc: [['https://rpc.example'], 'https://rpc.example'],
  chainId: [['chain-9'], 'chain-9'],
  oracle: [['wasm1oracle'], 'wasm1oracle'],
  devices: [['wasm1devices'], 'wasm1devices'],
  gasPrice: [['1.5uatom'], '1.5uatom'],
  prefix: [['osmo'], 'osmo'],
  listen: [
    ['/ip4/10.0.0.1/tcp/1', '/ip4/10.0.0.1/tcp/2'],
    ['/ip4/10.0.0.1/tcp/1', '/ip4/10.0.0.1/tcp/2'],
  ],
  announce: [['/dns4/node.example/tcp/9000'], ['/dns4/node.example/tcp/9000']],
  bootstrap: [['/dns4/a.example/tcp/1/p2p/16U'], ['/dns4/a.example/tcp/1/p2p/16U']],
  acceptBy: [
    ['wasm1one', 'wasm1two'],
    ['wasm1one', 'wasm1two'],
  ],
  acceptOperation: [['ab'.repeat(32)], ['ab'.repeat(32)]],
  httpPort: [['9999'], 9_999],
  allowPrivate: [
    ['10.1.0.0/16', 'fd00::/8'],
    ['10.1.0.0/16', 'fd00::/8'],
  ],
  passphraseFile: [['/secrets/passphrase'], expect.stringMatching(/^\.\..*\/secrets\/passphrase$/)],
  tlsCa: [['/pki/ca.pem'], expect.stringMatching(/^\.\..*\/pki\/ca\.pem$/)],
  customCa: [['/pki/own.pem'], expect.stringMatching(/^\.\..*\/pki\/own\.pem$/)],
  logFile: [['node.log'], 'node.log'],
  poolSize: [['0'], 0],
  resolve: [['a.example=127.0.0.1', 'b.example=::1'], { 'a.example': '127.0.0.1', 'b.example': '::1' }],
};

const inFile = Object.entries<InitSetting>(INIT_SETTINGS).filter(([, { path }]) => path !== undefined);

describe('each setting of init', () => {
  it('has a place in the file that is there', () => {
    expect(inFile.filter(([name]) => settingOf(name as InitName) === undefined)).toEqual([]);
    expect(inFile.map(([name]) => name).sort()).toEqual(Object.keys(GIVEN).sort());
  });

  it.each(inFile)('%s goes from its flag to its place', async (name, { flag, path = '' }) => {
    const [given, kept] = GIVEN[name]!;
    await run(...given.flatMap((value) => [flag.split(' ')[0]!, value]));
    expect(at(path)).toEqual(kept);
  });

  it.each(inFile)(
    '%s is as the table says where it is left out',
    async (_name, { path = '', initial, kind }) => {
      await run();
      if (initial === undefined || kind === 'pairs') return;
      expect(at(path)).toEqual(initial);
    },
  );

  it('is told of in --help, with its flag', () => {
    const help = program()
      .commands.find((command) => command.name() === 'init')!
      .helpInformation();
    for (const { flag } of Object.values<InitSetting>(INIT_SETTINGS)) expect(help).toContain(flag);
    expect(help.replaceAll(/\s+/g, ' ')).toContain('the RPC address of a node of the chain');
  });

  it('can be given by a program as by its flag', async () => {
    await run('--name', 'n', '--listen', '/ip4/10.0.0.1/tcp/1', '--resolve', 'a.example=127.0.0.1');
    const byFlags = configText();
    const options = { home, name: 'n', listen: ['/ip4/10.0.0.1/tcp/1'], resolve: ['a.example=127.0.0.1'] };
    await init({ ...options, scryptWorkFactor: 4, overwriteConfig: true }, surroundings);
    expect(configText()).toBe(byFlags);
  });
});

describe('what the file would not take', () => {
  it.each([
    ['--rpc', 'nowhere', /^--rpc: Write the RPC address/],
    ['--listen', 'tcp/9001', /^--listen: Write the addresses to listen on/],
    ['--gas-price', 'cheap', /^--gas-price: Write the price of gas/],
    ['--http-port', '99999', /^--http-port: Write the port/],
    ['--allow-private', '10.1.2.3', /^--allow-private: Write the ranges of addresses/],
    ['--bootstrap', '/dns4/a.example/tcp/1', /^--bootstrap: Write addresses of operators/],
    ['--resolve', 'a.example', /not of the form --resolve <host=address>/],
    ['--credential', 'a.example=/f', /not of the form --credential <server:hole=file>/],
  ])('%s %s is refused by its flag, and leaves nothing behind', async (flag, value, message) => {
    const failure: unknown = await run(flag, value).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'node.usage' });
    expect((failure as Error).message).toMatch(message);
    expect((failure as Error).message).not.toContain(value);
    expect(existsSync(home)).toBe(false);
  });

  it('is no number where one is asked for', () => {
    expect(integer('0016')).toBe(16);
    for (const text of ['many', '-1', '1.5', '1e3', '', '1234567890'])
      expect(() => integer(text)).toThrow('Not a whole number.');
  });
});

describe('credentials', () => {
  it('are kept by server, each hole with the file that holds it', async () => {
    await run(
      ...['--credential', `a.example:key=${join(home, 'secrets', 'a')}`],
      ...['--credential', `b.example:key=${join(home, 'secrets', 'b')}`],
      ...['--credential', `a.example:token=${join(home, 'secrets', 't')}`],
    );
    expect(config()['vendors']).toMatchObject([
      { server: 'a.example', files: { key: 'secrets/a', token: 'secrets/t' } },
      { server: 'b.example', files: { key: 'secrets/b' } },
    ]);
  });
});
