import { join } from 'node:path';
import { buildWasmd, startWasmd } from '@cloudx3/scripts';
import { startDevnet } from 'cloudx3-devnet';
import { freePorts } from '../../support/free-ports.ts';

export const DENOM = 'ucx3';
const CHAIN_ID = 'cloudx3-bench-1';
const FUNDS = '1000000000000';

/** A chain for one run. Disposing of it ends it. */
export type BenchChain = AsyncDisposable & { readonly rpcUrl: string };

export type ChainName = 'devnet' | 'wasmd';

/** Starts a fresh chain on which these addresses have funds. A wasmd that is not there yet is built first. */
export async function startChain(
  name: ChainName,
  folder: string,
  fund: readonly string[],
  tell: (line: string) => void,
): Promise<BenchChain> {
  const home = join(folder, name);
  if (name === 'devnet') {
    const accounts = fund.map((address) => ({ address, coins: [{ denom: DENOM, amount: FUNDS }] }));
    return startDevnet({
      home,
      port: 0,
      blockMs: 100,
      genesis: { chainId: CHAIN_ID, denom: DENOM, accounts },
    });
  }
  const { program } = await buildWasmd({ tell });
  const [port = 0] = await freePorts(1);
  return startWasmd(program, { home, port, blockMs: 500, chainId: CHAIN_ID, denom: DENOM, fund });
}
