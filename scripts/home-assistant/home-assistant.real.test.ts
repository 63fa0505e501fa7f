import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from './command.ts';
import { HomeAssistantErrorCode } from './error.ts';
import { DEFAULT_CACHE_DIR, installHomeAssistant } from './install.ts';
import { installationPaths, isCurrent, readMarker, requirementsDigest } from './installation.ts';
import { findPython } from './python.ts';
import { exchange } from './server-client.ts';
import type { ServerAddress, ServerReply } from './server-client.ts';
import { startHomeAssistant } from './start.ts';
import type { RunningHomeAssistant, StartOptions } from './start.ts';

const SERVER_NAME = 'home-assistant.cloudx3.test';
const MINUTES = 60_000;

const installed = isCurrent(
  await readMarker(installationPaths(DEFAULT_CACHE_DIR).marker),
  await requirementsDigest(),
);
const why = installed
  ? ''
  : await findPython(['python3.11', 'python3'], runCommand).then(
      () => '',
      (error: unknown) => ` (skipped: ${(error as Error).message})`,
    );

describe.skipIf(why !== '')(`a genuine Home Assistant${why}`, () => {
  let options: StartOptions;
  let running: RunningHomeAssistant;
  let address: ServerAddress;

  beforeAll(async () => {
    await installHomeAssistant();
    const ca = await createDevelopmentCa({ validDays: 1 });
    const issued = await issueServerCertificate(ca, { names: [SERVER_NAME], validDays: 1 });
    const configDir = await mkdtemp(join(tmpdir(), 'home-assistant-'));
    const port = await freePort();
    const { certificatePem, privateKeyPem: keyPem } = issued;
    options = { configDir, port, certificatePem, keyPem, caPem: ca.pem, serverName: SERVER_NAME };
    address = { port, serverName: SERVER_NAME, caPem: ca.pem };
    running = await startHomeAssistant(options);
  }, 10 * MINUTES);

  afterAll(async () => {
    await running.close();
    await rm(options.configDir, { recursive: true, force: true });
  }, MINUTES);

  const get = (path: string, token = running.token): Promise<ServerReply> =>
    exchange(address, { path, token });
  const turn = (state: 'on' | 'off', entity = 'switch.ac'): Promise<ServerReply> => {
    const path = `/api/services/switch/turn_${state}`;
    return exchange(address, { method: 'POST', path, token: running.token, json: { entity_id: entity } });
  };
  const stateOf = async (entity: string): Promise<unknown> =>
    (JSON.parse((await get(`/api/states/${entity}`)).body) as { state: unknown }).state;

  test('states are strings with a unit beside them', async () => {
    const { status, body } = await get('/api/states/sensor.outside_temperature');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ state: '15.6', attributes: { unit_of_measurement: '°C' } });
    expect(await stateOf('sensor.power_consumption')).toBe('100');
  });

  test('a switch turns, answers with what changed, and with nothing the second time', async () => {
    await turn('off');
    const first = await turn('on');
    expect(first.status).toBe(200);
    expect(JSON.parse(first.body)).toMatchObject([{ entity_id: 'switch.ac', state: 'on' }]);
    expect(await stateOf('switch.ac')).toBe('on');
    expect(await turn('on')).toEqual({ status: 200, body: '[]' });
    expect(JSON.parse((await turn('off')).body)).toMatchObject([{ entity_id: 'switch.ac', state: 'off' }]);
    expect(await stateOf('switch.ac')).toBe('off');
  });

  test('a command to an unknown device is answered like one that changed nothing', async () => {
    expect(await turn('on', 'switch.nothing')).toEqual({ status: 200, body: '[]' });
  });

  test('errors have the bodies that an adapter must know', async () => {
    expect(await get('/api/states/sensor.nothing')).toEqual({
      status: 404,
      body: '{"message":"Entity not found."}',
    });
    expect(await get('/api/nothing')).toEqual({ status: 404, body: '404: Not Found' });
    expect(await get('/api/states/switch.ac', 'no-token')).toEqual({
      status: 401,
      body: '401: Unauthorized',
    });
  });

  test('TLS is what both notarization modes need', async () => {
    const ciphers = 'ECDHE-ECDSA-AES128-GCM-SHA256';
    const mpc = await handshake({
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers,
      ecdhCurve: 'P-256',
    });
    expect(mpc).toEqual({ protocol: 'TLSv1.2', cipher: ciphers, key: 'prime256v1' });
    expect(await handshake({ minVersion: 'TLSv1.3' })).toMatchObject({ protocol: 'TLSv1.3' });
    const old = handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    await expect(old).rejects.toMatchObject({
      code: expect.stringMatching(/^(ERR_SSL|ECONNRESET)/) as string,
    });
  });

  test('the token is a JWT of 183 characters, kept for its owner, and in no log', async () => {
    expect(running.token).toMatch(/^[\w-]{36}\.[\w-]{102}\.[\w-]{43}$/);
    expect((await stat(running.tokenFile)).mode & 0o777).toBe(0o600);
    for (const log of [running.log, join(options.configDir, 'home-assistant.log')]) {
      expect(await readFile(log, 'utf8')).not.toContain(running.token.slice(-43));
    }
  });

  test('a second server on the same port is refused', async () => {
    const failure = startHomeAssistant({ ...options, configDir: join(options.configDir, 'other') });
    await expect(failure).rejects.toMatchObject({ code: HomeAssistantErrorCode.portTaken });
  });

  test(
    'close leaves no process behind, and the next start reuses the token',
    { timeout: 3 * MINUTES },
    async () => {
      const { token, pid } = running;
      await running.close();
      expect(() => process.kill(-pid, 0)).toThrow('ESRCH');
      running = await startHomeAssistant(options);
      expect(running.token).toBe(token);
      expect(await stateOf('sensor.outside_humidity')).toBe('54');
    },
  );

  test('a certificate of another CA is told at once', { timeout: 3 * MINUTES }, async () => {
    const { pem: caPem } = await createDevelopmentCa({ validDays: 1 });
    const other = { ...options, caPem, port: await freePort(), configDir: join(options.configDir, 'other') };
    const code = HomeAssistantErrorCode.certificateRefused;
    await expect(startHomeAssistant(other)).rejects.toMatchObject({ code });
  });

  test('it ends when the program that started it is killed', { timeout: 3 * MINUTES }, async () => {
    const configDir = join(options.configDir, 'orphan');
    const args = ['start', '--json', '--config-dir', configDir, '--port', String(await freePort())];
    const main = [...process.execArgv, '--conditions=cloudx3-source', join(import.meta.dirname, 'main.ts')];
    const starter = spawn(process.execPath, [...main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(starter.stdout, 'data')) as [Buffer];
    const { pid } = JSON.parse(line.toString()) as { pid: number };
    expect(line.toString()).not.toContain(
      (await readFile(join(configDir, 'long-lived-token'), 'utf8')).trim(),
    );
    process.kill(pid, 0);
    starter.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: MINUTES }).toBe(false);
  });

  function handshake(
    given: ConnectionOptions,
  ): Promise<{ protocol: string | null; cipher: string; key: string }> {
    return new Promise((resolve, reject) => {
      const { port, caPem: ca } = address;
      const socket: TLSSocket = connect(
        { host: '127.0.0.1', port, servername: SERVER_NAME, ca, ...given },
        () => {
          const key = (socket.getEphemeralKeyInfo() as { name?: string } | null)?.name ?? '';
          resolve({ protocol: socket.getProtocol(), cipher: socket.getCipher().name, key });
          socket.destroy();
        },
      );
      socket.once('error', reject);
    });
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Nobody may collect an orphan that has ended: in state Z it is not running any more. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status !== '' && !/\) Z /.test(status);
}
