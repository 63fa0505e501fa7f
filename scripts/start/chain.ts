import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENESIS_BALANCE } from './economy.ts';
import { CHAIN_ID, DENOM } from './plan.ts';
import type { NetworkPlan } from './plan.ts';
import type { ProcessGroup, RunningProcess } from './processes.ts';
import { writeWhole } from './write-whole.ts';

const DEVNET = fileURLToPath(new URL('../../devnet/src/cli/main.ts', import.meta.url));
const BLOCK_MS = 1_000;
/** What waits is in a block at once, so that a newcomer does not wait either. */
const LEAST_BLOCK_MS = 200;

/** Starts the embedded chain. `funded` are the accounts of its genesis; they count at the very first start only. */
export function startChain(
  processes: Pick<ProcessGroup, 'start'>,
  plan: NetworkPlan,
  funded: readonly string[],
): Promise<RunningProcess> {
  const home = join(plan.dataDir, 'chain');
  const genesis = join(home, 'genesis.json');
  if (!existsSync(genesis)) {
    const coins = [{ denom: DENOM, amount: GENESIS_BALANCE }];
    const accounts = funded.map((address) => ({ address, coins }));
    writeWhole(genesis, JSON.stringify({ chainId: CHAIN_ID, denom: DENOM, accounts }, null, 2));
  }
  const args = [
    ...['start', '--json', '--home', home, '--port', String(plan.rpcPort)],
    ...['--genesis', genesis, '--block-ms', String(BLOCK_MS)],
    ...['--least-block-ms', String(LEAST_BLOCK_MS)],
  ];
  return processes.start({ name: 'chain', script: DEVNET, args, home });
}
