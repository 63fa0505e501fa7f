import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DevnetErrorCode } from '../errors.ts';
import { temporaryHome } from '../testing/store.ts';
import type { DevnetDeps, DevnetOptions } from './devnet-options.ts';
import type { Devnet } from './start-devnet.ts';
import { startDevnet } from './start-devnet.ts';

/** Blocks come only when a test asks for them. */
const STILL = { blockMs: 3_600_000 };

async function start(options: Partial<DevnetOptions> = {}, deps?: DevnetDeps): Promise<Devnet> {
  const devnet = await startDevnet({ home: temporaryHome(), ...STILL, ...options }, deps);
  onTestFinished(() => devnet.close());
  return devnet;
}

describe('a devnet', () => {
  it('says what it is and where, and makes a block when it is told to', async () => {
    const devnet = await start({ genesis: { chainId: 'mine-1', denom: 'ucoin', addressPrefix: 'my' } });
    expect(devnet).toMatchObject({
      ...{ chainId: 'mine-1', denom: 'ucoin', addressPrefix: 'my', minGasPrice: '0.025ucoin', height: 1 },
      rpcUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    });
    expect([devnet.produceBlock(), devnet.height]).toEqual([2, 2]);
    const { result } = (await (await fetch(`${devnet.rpcUrl}/status`)).json()) as { result: unknown };
    expect(result).toMatchObject({
      node_info: { network: 'mine-1', other: { rpc_address: devnet.rpcUrl } },
      sync_info: { latest_block_height: '2' },
    });
  });

  it('makes blocks by itself, at its pace', async () => {
    const devnet = await start({ blockMs: 1 });
    await vi.waitUntil(() => devnet.height >= 4, { interval: 1, timeout: 10_000 });
  });

  it('ends once, however often it is told to, and answers nobody after that', async () => {
    const home = temporaryHome();
    const devnet = await start({ home });
    await Promise.all([devnet.close(), devnet.close(), devnet[Symbol.asyncDispose]()]);
    await expect(fetch(`${devnet.rpcUrl}/health`)).rejects.toThrow();
    expect((await start({ home })).height).toBe(1);
  });

  it('that cannot store a block has stopped, and says so once', async () => {
    let broken = false;
    const failures: unknown[] = [];
    const clock = () => {
      if (broken) throw new Error('no disk');
      return 1_800_000_000_000_000_000n;
    };
    const devnet = await start({ blockMs: 1 }, { clock, onFailure: (error) => failures.push(error) });
    broken = true;
    await vi.waitUntil(() => failures.length > 0, { interval: 1, timeout: 10_000 });
    const { height } = devnet;
    broken = false;
    expect(failures).toEqual([new Error('no disk')]);
    expect(await (await fetch(`${devnet.rpcUrl}/abci_info`)).json()).toMatchObject({
      result: { response: { last_block_height: height.toString() } },
    });
  });
});

describe('a start', () => {
  it('is refused for a home that is in use', async () => {
    const home = temporaryHome();
    await start({ home });
    await expect(start({ home })).rejects.toMatchObject({ code: DevnetErrorCode.homeLocked });
  });

  it('is refused for a port that is taken, and lets go of the home', async () => {
    const port = Number(new URL((await start()).rpcUrl).port);
    const home = temporaryHome();
    await expect(start({ home, port })).rejects.toMatchObject({ code: DevnetErrorCode.portTaken });
    await start({ home });
  });

  it('is refused for bad options before anything is touched', async () => {
    const home = join(temporaryHome(), 'never');
    await expect(start({ home, blockMs: 0 })).rejects.toMatchObject({ code: DevnetErrorCode.optionInvalid });
    expect(() => mkdirSync(home)).not.toThrow();
  });
});
