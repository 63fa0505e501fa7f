import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { registrationDigest } from '@cloudx3/sdk';
import { verifySignature } from '@cloudx3/verifier-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../start.ts';
import { CHAIN_ID, CONTEXT, PASSPHRASE, ProgramStage } from '../test-support/program-stage.ts';
import type { InitAnswer } from '../test-support/program-stage.ts';

let stage: ProgramStage;
beforeAll(async () => {
  stage = await ProgramStage.start();
});
afterAll(() => stage[Symbol.asyncDispose]());

describe('init', () => {
  it('writes a configuration that start reads, and a key that only the passphrase opens', async () => {
    const { config, keyFile, pubkey } = await stage.initIn('one');
    expect(pubkey).toMatch(/^0[23][0-9a-f]{64}$/);
    expect(await readFile(keyFile, 'utf8')).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
    expect(await readFile(config, 'utf8')).toContain('tls_cert = "../cert.pem"');
  });

  it('replaces nothing', async () => {
    const { keyFile } = await stage.initIn('two');
    const before = await readFile(keyFile, 'utf8');
    const again = await stage.run(...stage.initArgs(join(stage.folder, 'two')));
    expect(again.error?.code).toBe('key.exists');
    expect(await readFile(keyFile, 'utf8')).toBe(before);
  });
});

describe('hosts on private addresses', () => {
  const served = async (config: string): Promise<boolean> => {
    // This notary runs in the test's own process, whose terminal is not for its log.
    await appendFile(config, '[log]\nlevel = "error"\n');
    const notary = await start(config, CONTEXT);
    try {
      return notary.health().allowPrivateHosts;
    } finally {
      await notary.close();
    }
  };

  it('are served only where init was told that this is a development', async () => {
    const inProduction = stage
      .initArgs(join(stage.folder, 'production'))
      .filter((arg) => arg !== '--development');
    const { config } = JSON.parse((await stage.run(...inProduction)).lines[0] ?? '') as InitAnswer;
    expect(await served(config)).toBe(false);
    expect(await served((await stage.initIn('development')).config)).toBe(true);
    // Nor where the setting, or its whole section, is not there.
    const text = await readFile(config, 'utf8');
    const setting = /^allow_private_hosts = false\n/m;
    expect(text).toMatch(setting);
    for (const less of [
      text.replace(setting, ''),
      text.replace(setting, '').replace('[development]\n', ''),
    ]) {
      await writeFile(config, less.replaceAll(/^\[log\]\nlevel = .*\n/gm, ''));
      expect(await served(config)).toBe(false);
    }
  });
});

describe('registration', () => {
  it('prints a message whose signature proves the key for this account and network', async () => {
    const { config, pubkey } = await stage.initIn('three');
    const account = 'cx31account';
    const { lines } = await stage.run(
      ...['registration', '--json', '--config', config, '--account', account],
      ...['--name', 'First', '--url', 'wss://notary.example:7047'],
    );
    const { contract, message } = JSON.parse(lines[0] ?? '') as {
      contract: string;
      message: { register_notary: { pubkey: string; signature: string } };
    };
    expect(contract).toBe('cx31oracle');
    const key = Buffer.from(pubkey, 'hex');
    expect(message.register_notary.pubkey).toBe(key.toString('base64'));
    const digest = registrationDigest('notary', {
      chainId: CHAIN_ID,
      oracle: contract,
      pubkey: key,
      account,
    });
    const signature = Buffer.from(message.register_notary.signature, 'base64');
    expect(verifySignature(digest, signature, key)).toBe(true);
  });
});

describe('a configuration with mistakes', () => {
  it('is told all of them at once, with line and remedy, by every command that reads it', async () => {
    const { config } = await stage.initIn('four');
    const text = (await readFile(config, 'utf8'))
      .replace(/^rpc = .*$/m, 'rpc = "ftp://x"')
      .replace(/^port = 0$/m, 'port = 70000')
      .replace(/^\[vendors\]$/m, '[vendors]\nthread = 2');
    await writeFile(config, text);
    const lineOf = (part: string): number => text.split('\n').findIndex((line) => line.startsWith(part)) + 1;
    for (const command of ['start', 'status']) {
      const { error } = await stage.run(command, '--config', config);
      expect(error?.code).toBe('config.invalid');
      const problems = error?.message.split('\n') ?? [];
      expect(problems).toHaveLength(3);
      expect(problems[0]).toContain(`${config}:${lineOf('rpc')}: network.rpc`);
      expect(problems[1]).toContain(`${config}:${lineOf('port')}: listen.port`);
      expect(problems[2]).toContain(`${config}:${lineOf('thread')}: vendors.thread is not a known setting`);
    }
  });

  it('that names files or a chain that are not there says which', async () => {
    const { config } = await stage.initIn('five', '--custom-ca', join(stage.folder, 'none.pem'));
    expect((await stage.run('start', '--config', config)).error?.message).toContain('vendors.custom_ca');
    const other = await stage.initIn('six');
    await writeFile(
      other.config,
      (await readFile(other.config, 'utf8')).replaceAll(CHAIN_ID, 'cloudx3-other-1'),
    );
    expect((await stage.run('start', '--config', other.config)).error?.code).toBe('sdk.wrong_chain');
    expect((await stage.run('start', '--config', join(stage.folder, 'no.toml'))).error?.message).toContain(
      'does not exist',
    );
  });
});

describe('the program', () => {
  it('starts, says that it is ready in one line, answers health and metrics, and ends cleanly on SIGTERM', async () => {
    const { config, pubkey } = await stage.initIn(
      'seven',
      '--admin-port',
      '0',
      '--custom-ca',
      join(stage.folder, 'ca.pem'),
    );
    const bin = fileURLToPath(new URL('../../bin/cloudx3-notary.mjs', import.meta.url));
    const child = spawn(process.execPath, [bin, 'start', '--json', '--config', config], {
      env: { PATH: process.env['PATH'], ...CONTEXT.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    let ready: { ready: boolean; url: string; pubkey: string; admin: string } | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      ready = JSON.parse(line) as NonNullable<typeof ready>;
      break;
    }
    expect(ready, log).toMatchObject({ ready: true, pubkey });
    expect(ready?.url).toMatch(/^wss:\/\/127\.0\.0\.1:\d+\/v1\/session$/);
    const health = (await (await fetch(`${ready!.admin}/health`)).json()) as object;
    expect(health).toMatchObject({
      ok: true,
      pubkey,
      chainId: CHAIN_ID,
      customCa: true,
      allowPrivateHosts: true,
    });
    expect(await (await fetch(`${ready!.admin}/metrics`)).text()).toContain('notary_sessions 0');
    expect(await publicHealth(ready!.url)).toBe(200);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    // What weakens attestations is said aloud; what is secret is not said at all.
    expect(log).toContain('a private CA is trusted');
    expect(log).toContain('private addresses are served');
    expect(log).not.toContain(PASSPHRASE);
  });

  it('asks a notary that is not there, and says so', async () => {
    const { config } = await stage.initIn('eight', '--admin-port', '1');
    expect((await stage.run('status', '--config', config)).error?.message).toContain('start it first');
  });
});

async function publicHealth(url: string): Promise<number | undefined> {
  const { port } = new URL(url);
  const asking = request({ host: '127.0.0.1', port, path: '/health', ca: stage.tls.ca.pem, agent: false });
  asking.end();
  const [response] = (await once(asking, 'response')) as [{ statusCode?: number; resume: () => void }];
  response.resume();
  return response.statusCode;
}
