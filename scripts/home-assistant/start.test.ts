import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HomeAssistantErrorCode } from './error.ts';
import {
  HOME_ASSISTANT_VERSION,
  installationPaths,
  requirementsDigest,
  writeMarker,
} from './installation.ts';
import { startHomeAssistant } from './start.ts';
import type { StartOptions } from './start.ts';

let folder: string;
let options: StartOptions;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ha-start-'));
  options = {
    cacheDir: join(folder, 'cache'),
    configDir: join(folder, 'home'),
    port: await freePort(),
    certificatePem: '-----BEGIN CERTIFICATE-----\n',
    keyPem: '-----BEGIN PRIVATE KEY-----\n',
    caPem: '-----BEGIN CERTIFICATE-----\n',
    serverName: 'home-assistant.cloudx3.test',
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An installation that says it is complete, whose Python is a shell script. */
async function installStandIn(script: string): Promise<void> {
  const { python, marker } = installationPaths(options.cacheDir ?? '');
  await mkdir(join(python, '..'), { recursive: true });
  await writeFile(python, `#!/bin/sh\n${script}\n`);
  await chmod(python, 0o700);
  const requirements = await requirementsDigest();
  await writeMarker(marker, { version: HOME_ASSISTANT_VERSION, requirements, python: '3.11.2' });
}

test('without an installation nothing is started or written', async () => {
  const code = HomeAssistantErrorCode.notInstalled;
  await expect(startHomeAssistant(options)).rejects.toMatchObject({ code });
  expect(existsSync(options.configDir)).toBe(false);
});

test.each<[keyof StartOptions, unknown]>([
  ['port', 0],
  ['port', 65_536],
  ['port', 1.5],
  ['serverName', 'home'],
  ['serverName', 'a.b/../c'],
  ['serverName', 'a.b\nserver_host: 0.0.0.0'],
  ['certificatePem', ''],
  ['keyPem', 'a key'],
  ['caPem', 'a certificate'],
])('the option %s of %j is refused by name, and a key is not repeated', async (name, value) => {
  const failure = startHomeAssistant({ ...options, [name]: value });
  await expect(failure).rejects.toMatchObject({
    code: HomeAssistantErrorCode.optionInvalid,
    message: expect.stringContaining(name) as string,
  });
  await expect(failure).rejects.not.toThrow(/a key/);
});

test('a taken port is refused before anything is started', async () => {
  await installStandIn('exit 9');
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(options.port, '127.0.0.1', resolve));
  const code = HomeAssistantErrorCode.portTaken;
  await expect(startHomeAssistant(options)).rejects.toMatchObject({ code });
  await new Promise((resolve) => holder.close(resolve));
});

test('a server that ends at once is reported with its log, and its key is its owner’s alone', async () => {
  await installStandIn('echo "ModuleNotFoundError: No module named homeassistant"; exit 1');
  await expect(startHomeAssistant(options)).rejects.toMatchObject({
    code: HomeAssistantErrorCode.exited,
    message: expect.stringContaining('ModuleNotFoundError') as string,
  });
  expect((await stat(join(options.configDir, 'server-key.pem'))).mode & 0o777).toBe(0o600);
  expect((await stat(options.configDir)).mode & 0o777).toBe(0o700);
});

test('an abort while the server comes up ends it', async () => {
  await installStandIn('exec cat');
  const stop = new AbortController();
  let pid = 0;
  const onProgress: StartOptions['onProgress'] = ({ text }) => {
    pid = Number(/^process (\d+)/.exec(text)?.[1]);
    stop.abort();
  };
  const failure = startHomeAssistant({ ...options, signal: stop.signal, onProgress });
  await expect(failure).rejects.toMatchObject({ name: 'AbortError' });
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
