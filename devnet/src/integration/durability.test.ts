import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DirectSecp256k1HdWallet, coins } from '@cosmjs/proto-signing';
import { GasPrice, SigningStargateClient } from '@cosmjs/stargate';
import { Comet38Client } from '@cosmjs/tendermint-rpc';
import { describe, expect, it, vi } from 'vitest';
import { temporaryHome } from '../testing/store.ts';
import { DENOM, feeFor } from '../testing/test-chain.ts';

vi.setConfig({ testTimeout: 300_000 });

const MAIN = join(import.meta.dirname, '..', 'cli', 'main.ts');
const FLAGS = ['--conditions=cloudx3-source', '--disable-warning=ExperimentalWarning'];

interface Ready {
  readonly ready: boolean;
  readonly rpc: string;
  readonly chainId: string;
  readonly height: number;
}

async function startProcess(home: string): Promise<{ child: ChildProcess; ready: Ready }> {
  const args = [
    ...FLAGS,
    MAIN,
    'start',
    '--home',
    home,
    '--port',
    '0',
    '--block-ms',
    '5',
    '--json',
    '--log-level',
    'silent',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, ready: JSON.parse(line) as Ready };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await exited)[0];
}

describe('a killed process', () => {
  it('has lost no block that anybody saw', async () => {
    const home = temporaryHome();
    const wallet = await DirectSecp256k1HdWallet.generate(12, { prefix: 'wasm' });
    const { address } = (await wallet.getAccounts())[0]!;
    const genesis = { chainId: 'killed-1', accounts: [{ address, coins: coins('1000000000000', DENOM) }] };
    writeFileSync(join(home, 'genesis.json'), JSON.stringify(genesis));
    const seenBlocks = new Map<number, string>();
    const seenTxs = new Map<string, number>();
    for (const blocksBeforeKill of [3, 11, 5]) {
      const { child, ready } = await startProcess(home);
      expect(ready).toMatchObject({ ready: true, chainId: 'killed-1' });
      expect(ready.height).toBeGreaterThanOrEqual(Math.max(1, ...seenBlocks.keys()));
      const comet = await Comet38Client.connect(ready.rpc);
      for (const [height, hash] of seenBlocks) {
        expect(Buffer.from((await comet.block(height)).blockId.hash).toString('hex')).toBe(hash);
      }
      for (const [hash, height] of seenTxs) {
        expect((await comet.tx({ hash: Buffer.from(hash, 'hex') })).height).toBe(height);
      }
      const client = await SigningStargateClient.connectWithSigner(ready.rpc, wallet, {
        gasPrice: GasPrice.fromString(`0.025${DENOM}`),
        broadcastPollIntervalMs: 5,
      });
      // Load goes on until the kill; whatever it breaks off is not looked at any more.
      const stop = new AbortController();
      const stopped = stop.signal;
      const load = (async () => {
        while (!stopped.aborted) {
          const sent = await client.sendTokens(address, address, coins(1, DENOM), feeFor(200_000));
          seenTxs.set(sent.transactionHash, sent.height);
        }
      })().catch(() => undefined);
      const [until, enoughTxs] = [ready.height + blocksBeforeKill, seenTxs.size + 2];
      for (let height = ready.height; height < until || seenTxs.size < enoughTxs;) {
        const { blockId, block } = await comet.block();
        height = block.header.height;
        seenBlocks.set(height, Buffer.from(blockId.hash).toString('hex'));
      }
      stop.abort();
      await end(child, 'SIGKILL');
      await load;
      client.disconnect();
      comet.disconnect();
    }
    expect(seenTxs.size).toBeGreaterThanOrEqual(6);
    const { child, ready } = await startProcess(home);
    const client = await SigningStargateClient.connect(ready.rpc);
    const spent = BigInt((await client.getBalance(address, DENOM)).amount);
    const { sequence } = (await client.getAccount(address))!;
    expect(spent).toBe(1_000_000_000_000n - BigInt(sequence) * 5000n);
    expect(sequence).toBeGreaterThanOrEqual(seenTxs.size);
    client.disconnect();
    expect(await end(child, 'SIGTERM')).toBe(0);
  });
});
