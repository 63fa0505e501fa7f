// An operator's whole life beside a network that runs, by the commands of docs/OPERATING.md as they stand there, and by nothing else.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes } from '@cloudx3/proto';
import { openAccount } from '@cloudx3/scripts';
import { ChainWriter, oracleMsg } from '@cloudx3/sdk';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commandsOfPage, openShell } from './operating-page.ts';
import type { Shell } from './operating-page.ts';
import { startTestNetwork } from './support.ts';
import type { TestNetwork } from './support.ts';

const START_MS = 300_000;
const WAIT = { timeout: 90_000, interval: 500 };
const DENOM = 'ucx3';
const FAUCET = 100_000_000n;
const BOND = 1_000_000n;
/** Most that a few transactions cost here. */
const FEES = 60_000n;

describe('an operator who does what docs/OPERATING.md says', { timeout: 600_000 }, () => {
  let running: TestNetwork;
  let shell: Shell;
  let admin: ChainWriter;
  const nodes: ReturnType<Shell['leave']>[] = [];

  beforeAll(async () => {
    running = await startTestNetwork({ stepUpFeed: false, unbondingMs: 20_000n });
    const { network, signal, dataDir } = running;
    const folder = join(dataDir, 'operator');
    mkdirSync(folder);
    shell = openShell(folder, knownOf());
    const { wallet } = await openAccount(dataDir, 'deployer', network.plan.chain.prefix);
    admin = await ChainWriter.connect({ rpcUrl: known('RPC'), signer: wallet, gasPrice: `0.025${DENOM}` });
    await network.story.when('feed_updated', ({ feedId }) => feedId === network.feedId, signal);
  }, START_MS);

  afterAll(async () => {
    for (const node of nodes) await node.stop();
    admin.close();
    await running.close();
  }, 60_000);

  /** What somebody knows who has heard of this network, and what is particular to one on this machine. */
  function knownOf(): Map<string, string> {
    const { network, dataDir } = running;
    const { plan, vendor, oracle, devices } = network;
    const last = plan.nodes.at(-1)!;
    const ca = join(dataDir, 'tls', 'ca.pem');
    const more = [
      ...['--gas-price', `0.025${DENOM}`, '--http-port', String(last.httpPort + 1)],
      ...['--tls-ca', ca, '--custom-ca', ca, '--allow-private', '127.0.0.0/8', '--allow-private', '::1/128'],
      ...Object.entries(vendor.resolve).flatMap(([host, at]) => ['--resolve', `${host}=${at}`]),
      ...['--scrypt-work-factor', '4', '--pool-size', '0'],
    ];
    // Served unasked would be what the feed of this story does not read.
    const other = vendor.adapters
      .flatMap((adapter) => Object.values(adapter.operations))
      .find(({ id }) => !equalBytes(id, vendor.feed.operation.id))!;
    return new Map([
      ['CLOUDX3_PASSPHRASE', 'correct horse'],
      ['RPC', `http://127.0.0.1:${plan.rpcPort}`],
      ['CHAIN', 'cloudx3-local-1'],
      ['ORACLE', oracle.address],
      ['DEVICES', devices.address],
      ['LISTEN', `/ip4/127.0.0.1/tcp/${last.p2pPort + 1}`],
      ['CUSTOMER', network.owner.address],
      ['OPERATION', Buffer.from(other.id).toString('hex')],
      ['FUNDED', join(dataDir, 'accounts', 'owner')],
      ['FEED', String(network.feedId)],
      ['MORE', more.join(' ')],
    ]);
  }

  const known = (name: string): string => shell.known.get(name)!;
  const balance = () => running.network.owner.balance(known('ACCOUNT'), DENOM);
  const operatorOf = (key: Uint8Array) => running.network.oracle.operator(key);
  const owedTo = async (key: Uint8Array) =>
    (await running.network.oracle.owed('operator', key)).reduce((sum, { owed }) => sum + owed, 0n);
  const seatOf = async (key: Uint8Array) =>
    (await running.network.oracle.feedMembers(running.network.feedId))?.operators.find(({ pubkey }) =>
      equalBytes(pubkey, key),
    );
  const keyIn = async (home: string): Promise<Uint8Array> => {
    const shown = await shell.run(`npx oracle-node keys --json --config ${home}/node.toml\n`);
    const { pubkey, account } = JSON.parse(shown) as { pubkey: string; account: string };
    shell.known.set('ACCOUNT', account);
    return Uint8Array.from(Buffer.from(pubkey, 'hex'));
  };

  /** The feed's maker asks the newcomer in. */
  function invite(key: Uint8Array) {
    const { oracle, feedId } = running.network;
    const message = oracleMsg.inviteMembers({ feedId, operators: [key], notaries: [] });
    return admin.execute(oracle.address, message);
  }

  it('joins, serves, rotates, leaves and has its money back', async () => {
    const [
      make,
      fund,
      register,
      start,
      ask,
      accept,
      claim,
      rotate,
      startNext,
      leave,
      unbond,
      withdraw,
      ...none
    ] = commandsOfPage() as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    expect(none).toEqual([]);

    expect(await shell.run(make, 'auth_key=abcdef\n')).toContain('holds auth_key');
    const first = await keyIn('node');
    expect(await balance()).toBe(0n);
    await shell.run(fund);
    expect(await balance()).toBe(FAUCET);

    expect(await shell.run(register)).toContain('the configuration says the same');
    expect(await operatorOf(first)).toMatchObject({ active: true, bond: BOND, account: known('ACCOUNT') });
    const registered = await balance();
    expect(registered).toBeLessThan(FAUCET - BOND);
    expect(registered).toBeGreaterThan(FAUCET - BOND - FEES);

    const node = shell.leave(start);
    nodes.push(node);
    await invite(first);
    const asked = await shell.run(ask);
    expect(asked).toContain('NOT SERVED: you have not said anything');
    shell.known.set('TERMS', new RegExp(`accept feed ${known('FEED')} ([0-9a-f]{32})`).exec(asked)![1]!);
    await vi.waitFor(async () => expect(await shell.run(accept)).toContain('Member    of feed'), WAIT);
    expect(await seatOf(first)).toMatchObject({ member: true });

    await vi.waitFor(async () => expect(await owedTo(first)).toBeGreaterThan(0n), WAIT);
    await shell.run(claim);
    const { claimed } = await running.network.oracle.rewards(known('ACCOUNT'));
    expect(claimed).toBeGreaterThan(0n);

    expect(await shell.run(rotate)).toContain(`It sits in feed ${known('FEED')} from the next round on`);
    const second = await keyIn('next');
    expect(await node.stop()).toBe(0);
    nodes.length = 0;
    const next = shell.leave(startNext);
    nodes.push(next);
    expect(await operatorOf(first)).toMatchObject({ active: false, bond: 0n });
    expect((await operatorOf(first))?.replacedBy).toEqual(second);
    expect(await operatorOf(second)).toMatchObject({ active: true, bond: BOND, account: known('ACCOUNT') });
    await vi.waitFor(async () => expect(await owedTo(second)).toBeGreaterThan(0n), WAIT);

    expect(await shell.run(leave)).toContain('leaving at round');
    await vi.waitFor(async () => expect((await seatOf(second))?.member ?? false).toBe(false), WAIT);
    expect(await next.stop()).toBe(0);
    nodes.length = 0;

    expect(await shell.run(unbond)).toContain('to be withdrawn from');
    await expect(shell.run(withdraw)).rejects.toThrow('unbonding');
    const { unbondedAtMs } = (await operatorOf(second))!;
    await vi.waitFor(
      async () => expect(BigInt(await admin.blockTimeMs())).toBeGreaterThan(unbondedAtMs!),
      WAIT,
    );
    const owed = (await owedTo(first)) + (await owedTo(second));
    const before = await balance();
    await shell.run(withdraw);
    const after = await balance();
    const fees = before + BOND + owed - after;
    expect(fees).toBeGreaterThan(0n);
    expect(fees).toBeLessThan(FEES);
    expect((await operatorOf(second))?.bond).toBe(0n);
    expect((await owedTo(first)) + (await owedTo(second))).toBe(0n);
    expect((await running.network.oracle.rewards(known('ACCOUNT'))).claimed).toBe(claimed + owed);
  });
});
