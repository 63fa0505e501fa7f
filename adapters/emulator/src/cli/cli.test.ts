import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readToml } from '../config/read.ts';
import { exchange } from '../testing/exchange.ts';
import { LAMP_HOST as HOST, lampRequest } from '../testing/lamp.ts';

const LAMP = fileURLToPath(new URL('../testing/lamp.ts', import.meta.url));
let home = '';
let ca = '';

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'adapters-emulator-cli-'));
  const authority = await createDevelopmentCa({ validDays: 2 });
  const issued = await issueServerCertificate(authority, {
    names: [HOST],
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
  '--vendor',
  LAMP,
  '--json',
];

interface Ready {
  readonly child: ChildProcess;
  readonly hosts: Readonly<Record<string, string>>;
  readonly port: number;
  readonly adminPort: number;
  readonly config: string;
}

async function ready(...args: string[]): Promise<Ready> {
  const child = start(...(args.length === 0 ? usual() : args));
  const ended = once(child, 'exit').then(([code]) => expect.unreachable(`it ended with ${String(code)}`));
  const [line] = (await Promise.race([once(child.stdout ?? child, 'data'), ended])) as [Buffer];
  return { ...(JSON.parse(line.toString()) as Omit<Ready, 'child'>), child };
}

/** The key that was drawn at the first start. */
function keyOf({ config }: Ready): string {
  const { lamp } = readToml(readFileSync(config, 'utf8')) as { lamp: { key: string } };
  return lamp.key;
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
  it('makes a configuration, and loses no change of a device by kill -9', async () => {
    const first = await ready();
    const at = { host: HOST, ca };
    const turnOn = lampRequest('POST', '{"on":true}', keyOf(first));
    expect((await exchange({ ...at, port: first.port }, turnOn)).status).toBe(200);
    first.child.kill('SIGKILL');
    expect(await endedWith(first.child)).toBe('SIGKILL');

    const second = await ready();
    expect(await stateOf(second)).toMatchObject({
      devices: [{ id: 'lamp-1', on: true, switches: 1, commands: 1 }],
    });
    const answer = await exchange({ ...at, port: second.port }, lampRequest('GET', '', keyOf(first)));
    expect(JSON.parse(answer.body)).toMatchObject({ on: true });
    second.child.kill('SIGTERM');
    expect(await endedWith(second.child)).toBe(0);
  });

  it('says where it can be reached, and whom it plays', async () => {
    const running = await ready();
    expect(running).toMatchObject({ ready: true, address: '127.0.0.1', hosts: { lamp: HOST } });
    expect(running.config).toBe(join(home, 'emulator.toml'));
    // Keys are in it.
    expect(statSync(running.config).mode & 0o777).toBe(0o600);
    running.child.kill('SIGTERM');
    expect(await endedWith(running.child)).toBe(0);
  });

  it('writes no key and no query into its log', async () => {
    const running = await ready();
    const log = text(running.child.stderr ?? expect.unreachable());
    await exchange({ host: HOST, ca, port: running.port }, lampRequest('GET', '', 'canary'));
    running.child.kill('SIGINT');
    expect(await endedWith(running.child)).toBe(0);
    expect(await log).toContain('replaying measured data');
    expect(await log).toContain('"path":"/lamp"');
    expect(await log).not.toContain('canary');
    expect(await log).not.toContain(keyOf(running));
  });

  it('plays all that are installed unless it is told whom, and makes each of them a table', async () => {
    const folder = mkdtempSync(join(home, 'installed-'));
    const args = usual().filter((arg) => arg !== '--vendor' && arg !== LAMP);
    const running = await ready(...args.map((arg) => (arg === home ? folder : arg)));
    expect(Object.keys(running.hosts).length).toBeGreaterThan(1);
    running.child.kill('SIGTERM');
    expect(await endedWith(running.child)).toBe(0);
  });

  it.each([
    [
      'no certificate',
      () => usual().map((arg) => (arg.endsWith('cert.pem') ? join(home, 'gone.pem') : arg)),
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
      'lamp.key: must be 16 letters',
    ],
    ['a vendor that is not there', () => [...usual(), '--vendor', './gone'], 'emulator.vendor: "./gone"'],
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
  writeFileSync(file, '[lamp]\nkey = "c4n4ry"\n');
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
