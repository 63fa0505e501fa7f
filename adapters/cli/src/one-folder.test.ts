import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { parseResponse, prepareRequest, readCredentials } from '@cloudx3/adapter-kit';
import type { Adapter } from '@cloudx3/adapter-kit';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { NODE_FLAGS, repositoryRoot } from '@cloudx3/launcher';
import { formatDecimal, unwrap } from '@cloudx3/verifier-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tank } from './testdata/tank/src/index.ts';

const HOST = 'api.tank.example.org';
const MODULES = join(repositoryRoot, 'node_modules');
const PROGRAM = fileURLToPath(new URL('cli/main.ts', import.meta.url));
const EMULATOR = fileURLToPath(new URL('../../emulator/src/cli/main.ts', import.meta.url));

/** An author's folder outside of this repository: the vendor's own files, and what `npm install` would bring. */
let home = '';
let vendor = '';
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'adapters-one-folder-')));
  vendor = join(home, 'tank');
  cpSync(fileURLToPath(new URL('testdata/tank', import.meta.url)), vendor, { recursive: true });
  symlinkSync(MODULES, join(vendor, 'node_modules'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly { readonly name: string }[];
}

interface Ran {
  readonly code: number | string | null | undefined;
  readonly out: string;
}

/** Runs a script of ours or of a tool in the author's folder. */
function run(...args: string[]): Promise<Ran> {
  const env = { ...process.env, NODE_OPTIONS: NODE_FLAGS.join(' '), NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: vendor, env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : error.code, out: out + err }),
    );
  });
}

describe('a vendor is one folder, wherever it stands', () => {
  it('is linted', async () => {
    const { code, out } = await run(PROGRAM, 'lint', '.');
    expect({ code, out: out.trim().split('\n').at(-1) }).toEqual({
      code: 0,
      out: 'tank: 0 errors, 0 warnings, 0 notes',
    });
  });

  it('is shown as others will read it', async () => {
    const { code, out } = await run(PROGRAM, 'manifest', '.', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      vendor: 'tank',
      version: '0.1.0',
      operations: [{ key: 'level' }],
    });
  });

  it('passes the suites for adapters and for emulated vendors', async () => {
    const config = join(repositoryRoot, 'vitest.config.ts');
    const reportFile = join(home, 'report.json');
    const reporter = ['--reporter=json', `--outputFile=${reportFile}`];
    const args = ['run', '--root', vendor, '--config', config, '--project=unit', ...reporter];
    const { code, out } = await run(join(MODULES, 'vitest/vitest.mjs'), ...args);
    expect(code, out).toBe(0);
    const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
    expect(report.testResults.map(({ name }) => name).sort()).toEqual([
      join(vendor, 'src/conformance.test.ts'),
      join(vendor, 'src/emulated/conformance.test.ts'),
    ]);
    expect(report.numPassedTests).toBeGreaterThan(100);
  });

  it('is played by the emulator on real TLS, and read by its adapter there', async () => {
    const ca = await createDevelopmentCa({ validDays: 2 });
    const issued = await issueServerCertificate(ca, { names: [HOST], validDays: 2 });
    writeFileSync(join(home, 'cert.pem'), issued.certificatePem);
    writeFileSync(join(home, 'key.pem'), issued.privateKeyPem);
    const token = 'A1'.repeat(16);
    writeFileSync(join(home, 'emulator.toml'), `[tank]\ntoken = "${token}"\n`);
    const files = ['--cert', join(home, 'cert.pem'), '--key', join(home, 'key.pem'), '--home', home];
    const child = spawn(
      process.execPath,
      [...NODE_FLAGS, EMULATOR, 'start', '--vendor', '.', '--port', '0', '--json', ...files],
      { cwd: vendor, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const ended = once(child, 'exit').then(([code]) => expect.unreachable(`it ended with ${String(code)}`));
    const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [string];
    const ready = JSON.parse(line) as { port: number; hosts: unknown };
    expect(ready.hosts).toEqual({ tank: HOST });
    expect(await level(tank({ port: ready.port }), token, { port: ready.port, ca: ca.pem })).toBe('12.5');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

/** Reads the tank as a node does, over a TLS connection of its own. */
async function level(
  adapter: Adapter<'level'>,
  token: string,
  at: { port: number; ca: string },
): Promise<string> {
  const { level: operation } = adapter.operations;
  const params = { tank_id: 't1' };
  const { bytes } = unwrap(prepareRequest(operation, params, readCredentials(adapter.auth, { token })));
  const socket = connect({ host: '127.0.0.1', servername: HOST, ...at });
  socket.write(bytes);
  const parts: Buffer[] = [];
  for await (const part of socket as AsyncIterable<Buffer>) parts.push(part);
  const { readings } = unwrap(parseResponse(operation, params, Buffer.concat(parts), BigInt(Date.now())));
  const value = readings[0]?.value;
  return value === undefined ? 'nothing' : formatDecimal(value);
}
