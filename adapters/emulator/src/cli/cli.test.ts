import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfigText } from '../config/read.ts';
import { exchange } from '../testing/exchange.ts';
import { readRequest, shellyRequest } from '../testing/running.ts';

const HOST = 'shelly-1-eu.shelly.cloud';
let home = '';
let ca = '';

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'adapters-emulator-cli-'));
  const authority = await createDevelopmentCa({ validDays: 2 });
  const issued = await issueServerCertificate(authority, {
    names: [HOST, 'api.open-meteo.com'],
    validDays: 2,
  });
  ca = authority.pem;
  writeFileSync(join(home, 'cert.pem'), issued.certificatePem);
  writeFileSync(join(home, 'key.pem'), issued.privateKeyPem);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function start(...args: string[]): ChildProcess {
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  const flags = ['--conditions=cloudx3-source', '--disable-warning=ExperimentalWarning'];
  return spawn(process.execPath, [...flags, program, 'start', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const usual = () => [
  '--home',
  home,
  '--cert',
  join(home, 'cert.pem'),
  '--key',
  join(home, 'key.pem'),
  '--port',
  '0',
  '--json',
];

interface Ready {
  readonly child: ChildProcess;
  readonly port: number;
  readonly adminPort: number;
  readonly config: string;
}

async function ready(): Promise<Ready> {
  const child = start(...usual());
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { ...(JSON.parse(line.toString()) as Omit<Ready, 'child'>), child };
}

async function stateOf({ adminPort }: Ready): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${adminPort}/state`)).json();
}

async function endedWith(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return code ?? signal;
}

describe('cloudx3-emulator start', () => {
  it('makes a configuration, and loses no switch of a relay by kill -9', async () => {
    const first = await ready();
    const [account] = readConfigText(readFileSync(first.config, 'utf8')).shelly.accounts;
    const [device] = account?.devices ?? [];
    if (account === undefined || device === undefined)
      throw new Error('the first configuration has no device');
    const at = { host: HOST, ca };
    const set = shellyRequest('/v2/devices/api/set/switch', { id: device.id, on: true }, account.auth_key);
    const asHost = (request: string) => request.replace(/^host: .*\r$/m, `host: ${HOST}\r`);
    expect((await exchange({ ...at, port: first.port }, asHost(set))).status).toBe(200);
    first.child.kill('SIGKILL');
    expect(await endedWith(first.child)).toBe('SIGKILL');

    const second = await ready();
    expect(await stateOf(second)).toMatchObject({
      devices: [{ id: device.id, on: true, switches: 1, commands: 1 }],
    });
    const read = readRequest([device.id]).replace(/auth_key=\w+/, `auth_key=${account.auth_key}`);
    const answer = await exchange({ ...at, port: second.port }, asHost(read));
    expect(JSON.parse(answer.body)).toMatchObject([{ status: { 'switch:0': { output: true } } }]);
    second.child.kill('SIGTERM');
    expect(await endedWith(second.child)).toBe(0);
  });

  it('writes no key and no query into its log', async () => {
    const running = await ready();
    const log = text(running.child.stderr ?? expect.unreachable());
    await exchange(
      { host: HOST, ca, port: running.port },
      `GET /x?auth_key=canary HTTP/1.1\r\nhost: ${HOST}\r\nconnection: close\r\n\r\n`,
    );
    running.child.kill('SIGINT');
    expect(await endedWith(running.child)).toBe(0);
    const { shelly } = readConfigText(readFileSync(running.config, 'utf8'));
    expect(await log).toContain('replaying measured data');
    expect(await log).toContain('"path":"/x"');
    expect(await log).not.toContain('canary');
    for (const { auth_key } of shelly.accounts) expect(await log).not.toContain(auth_key);
  });

  it.each([
    [
      'no certificate',
      () => ['--home', home, '--cert', join(home, 'gone.pem'), '--key', join(home, 'key.pem')],
      'emulator.config: --cert',
    ],
    [
      'no configuration',
      () => [...usual(), '--config', join(home, 'gone.toml')],
      'emulator.config: --config',
    ],
    [
      'a configuration that is no TOML',
      () => [...usual(), '--config', join(home, 'key.pem')],
      'emulator.config: the file is not valid TOML',
    ],
    [
      'a configuration with mistakes',
      () => [...usual(), '--config', configWithMistakes()],
      'shelly.accounts.0.auth_key: must be 32 to 128',
    ],
    ['a store that is none', () => ['--home', homeWithoutStore(), ...usual().slice(2)], 'emulator.store'],
  ])('ends with one line and code 1 for %s', async (_, args, message) => {
    const child = start(...args());
    const said = await text(child.stderr ?? expect.unreachable());
    expect(await endedWith(child)).toBe(1);
    expect(said.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toHaveLength(1);
    expect(said).toContain(message);
    expect(said).not.toContain('c4n4ry');
  });

  it('ends with one line and code 1 where its port is taken', async () => {
    const running = await ready();
    const child = start(...usual().map((arg) => (arg === '0' ? String(running.port) : arg)));
    expect(await text(child.stderr ?? expect.unreachable())).toContain('emulator.listen: port');
    expect(await endedWith(child)).toBe(1);
    running.child.kill('SIGTERM');
    expect(await endedWith(running.child)).toBe(0);
  });
});

function configWithMistakes(): string {
  const file = join(home, 'mistakes.toml');
  writeFileSync(
    file,
    '[[shelly.accounts]]\nauth_key = "c4n4ry"\n[[shelly.accounts.devices]]\nid = "c4n4ry"\n',
  );
  return file;
}

function homeWithoutStore(): string {
  const folder = mkdtempSync(join(home, 'broken-'));
  writeFileSync(
    join(folder, 'emulator.sqlite'),
    'this is no database, whatever its name says, and it is long enough to be looked at '.repeat(20),
  );
  return folder;
}
