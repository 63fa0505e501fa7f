// The program as an operator runs it, against contracts on the embedded chain: init, register, start, status, stop.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing';
import { startDevnet } from 'cloudx3-devnet';
import type { Devnet } from 'cloudx3-devnet';
import { testKey } from '@cloudx3/oracle-protocol/testing';
import { ChainWriter, OracleQueries } from '@cloudx3/sdk';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const PORTS = { p2p: 25_150, http: 25_151 };
const WAIT = { timeout: 60_000, interval: 200 };

const folder = mkdtempSync(join(tmpdir(), 'node-process-'));
const home = join(folder, 'home');
const config = join(home, 'node.toml');
const running = new Set<ChildProcess>();
let devnet: Devnet;
let owner: ChainWriter;
let oracle = '';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function launch(args: readonly string[]): {
  child: ChildProcess;
  ended: Promise<Ended>;
  firstLine: Promise<string>;
} {
  const child = spawn(process.execPath, [...process.execArgv, MAIN, ...args], {
    env: { ...process.env, CLOUDX3_PASSPHRASE: 'test' },
  });
  running.add(child);
  let [out, err] = ['', ''];
  const first = Promise.withResolvers<string>();
  child.stdout.on('data', (text: Buffer) => {
    out += text.toString();
    if (out.includes('\n')) first.resolve(out.split('\n')[0] ?? '');
  });
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      running.delete(child);
      first.resolve('');
      resolve({ code, out, err });
    });
  });
  return { child, ended, firstLine: first.promise };
}

const run = (...args: string[]) => launch(args).ended;
const healthOf = async () =>
  (await fetch(`http://127.0.0.1:${PORTS.http}/health`)).json() as Promise<{
    ok: boolean;
    troubles: { code: string }[];
  }>;
const initArgs = (chainId: string) => [
  ...[
    'init',
    '--json',
    '--home',
    home,
    '--overwrite-config',
    '--scrypt-work-factor',
    '4',
    '--rpc',
    devnet.rpcUrl,
    '--chain-id',
    chainId,
  ],
  ...['--oracle', oracle, '--gas-price', devnet.minGasPrice, '--listen', `/ip4/127.0.0.1/tcp/${PORTS.p2p}`],
  ...['--http-port', String(PORTS.http), '--log-file', 'node.log', '--pool-size', '0'],
];

beforeAll(async () => {
  const signer = await DirectSecp256k1Wallet.fromKey(testKey('process/owner').privateKey, 'wasm');
  const address = (await signer.getAccounts())[0]!.address;
  const coins = [{ denom: 'ustake', amount: '1000000000' }];
  devnet = await startDevnet({
    home: join(folder, 'chain'),
    blockMs: 300,
    genesis: { accounts: [{ address, coins }] },
  });
  owner = await ChainWriter.connect({ rpcUrl: devnet.rpcUrl, signer, gasPrice: devnet.minGasPrice });
  const wasm = readFileSync(
    fileURLToPath(new URL('../../../../contracts/artifacts/oracle.wasm', import.meta.url)),
  );
  oracle = await owner.instantiate(
    await owner.upload(wasm),
    { denom: 'ustake', operator_bond: '1000', notary_bond: '1000' },
    'oracle',
  );
}, 120_000);

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  owner.close();
  await devnet.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('oracle-node', () => {
  it('is made, registered once, started, asked, and stopped without a trace', async () => {
    const made = JSON.parse((await run(...initArgs(devnet.chainId))).out) as {
      account: string;
      pubkey: string;
    };
    await owner.sendTokens(made.account, [{ denom: 'ustake', amount: '100000000' }]);
    const registered = JSON.parse((await run('register', '--json', '--config', config)).out) as {
      done: string;
    };
    expect(registered.done).toBe('registered');
    expect(JSON.parse((await run('register', '--json', '--config', config)).out)).toMatchObject({
      done: 'unchanged',
    });
    const known = await new OracleQueries(owner, oracle).operators();
    expect(known.map(({ account, active }) => [account, active])).toEqual([[made.account, true]]);

    const node = launch(['start', '--json', '--config', config]);
    expect(JSON.parse(await node.firstLine)).toMatchObject({ ready: true });
    await vi.waitFor(async () => {
      const status = JSON.parse((await run('status', '--json', '--config', config)).out) as object;
      expect(status).toMatchObject({ operator: made.pubkey, registered: true, health: { ok: true } });
    }, WAIT);
    // The same store and ports, a second time: one line, and the first goes on.
    const second = await run('start', '--json', '--config', config);
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/^node\.store: [^\n]+\n$/);
    expect((await healthOf()).ok).toBe(true);

    node.child.kill('SIGTERM');
    expect((await node.ended).code).toBe(0);
    const events = readFileSync(join(home, 'node.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toContain('node.started');
    expect(events.at(-1)).toBe('node.stopped');
  });

  it('survives a kill at any time', async () => {
    const node = launch(['start', '--json', '--config', config]);
    await node.firstLine;
    node.child.kill('SIGKILL');
    await node.ended;
    const again = launch(['start', '--json', '--config', config]);
    expect(JSON.parse(await again.firstLine)).toMatchObject({ ready: true });
    await vi.waitFor(async () => expect((await healthOf()).ok).toBe(true), WAIT);
    again.child.kill('SIGINT');
    expect((await again.ended).code).toBe(0);
  });

  it('refuses another chain in one line', async () => {
    await run(...initArgs('other-1'));
    rmSync(join(home, 'data'), { recursive: true });
    const node = await run('start', '--json', '--config', config);
    expect(node.code).toBe(1);
    expect(node.err).toMatch(/^sdk\.wrong_chain: [^\n]*other-1[^\n]*\n$/);
  });

  it('waits for a chain that does not answer, and says so', async () => {
    await run(...initArgs(devnet.chainId));
    rmSync(join(home, 'data'), { recursive: true });
    writeFileSync(config, readFileSync(config, 'utf8').replace(devnet.rpcUrl, 'http://127.0.0.1:25199'));
    const node = launch(['start', '--json', '--config', config]);
    await node.firstLine;
    await vi.waitFor(
      async () =>
        expect(await healthOf()).toMatchObject({ ok: false, troubles: [{ code: 'sdk.unreachable' }] }),
      WAIT,
    );
    node.child.kill('SIGTERM');
    expect((await node.ended).code).toBe(0);
  });
});
