import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChainKind } from './chain-place.ts';
import { GENESIS_BALANCE } from './economy.ts';
import type { NetworkPlan } from './plan.ts';
import type { ProcessGroup, RunningProcess } from './processes.ts';
import { writeWhole } from './write-whole.ts';

const DEVNET = fileURLToPath(new URL('../../devnet/src/cli/main.ts', import.meta.url));
const WASMD = fileURLToPath(new URL('../wasmd/main.ts', import.meta.url));
const WASMD_BLOCK_MS = 500;
/** With the build. */
const WASMD_READY_MS = 1_800_000;
const BLOCK_MS = 1_000;
/** What waits is in a block at once, so that a newcomer does not wait either. */
const LEAST_BLOCK_MS = 200;

/** A chain that the network starts itself. */
export type OwnChainKind = Exclude<ChainKind, 'rpc'>;

/** Starts the chain. `funded` are the accounts of its genesis; they count at the very first start only. */
export function startChain(
  processes: Pick<ProcessGroup, 'start'>,
  plan: NetworkPlan,
  funded: readonly string[],
  kind: OwnChainKind,
): Promise<RunningProcess> {
  return kind === 'devnet' ? startDevnet(processes, plan, funded) : startWasmd(processes, plan, funded);
}

/** A genuine wasmd; it is built first, where that was not done yet. */
function startWasmd(
  processes: Pick<ProcessGroup, 'start'>,
  plan: NetworkPlan,
  funded: readonly string[],
): Promise<RunningProcess> {
  const home = join(plan.dataDir, 'wasmd');
  const args = [
    ...['start', '--json', '--home', join(home, 'chain'), '--port', String(plan.rpcPort)],
    ...['--block-ms', String(WASMD_BLOCK_MS), '--chain-id', plan.chain.chainId],
    ...['--denom', plan.chain.denom],
    ...['--fund', ...funded],
  ];
  return processes.start({ name: 'chain', script: WASMD, args, home, readyWithinMs: WASMD_READY_MS });
}

function startDevnet(
  processes: Pick<ProcessGroup, 'start'>,
  plan: NetworkPlan,
  funded: readonly string[],
): Promise<RunningProcess> {
  const home = join(plan.dataDir, 'chain');
  const genesis = join(home, 'genesis.json');
  if (!existsSync(genesis)) {
    const { chainId, denom } = plan.chain;
    const coins = [{ denom, amount: GENESIS_BALANCE }];
    const accounts = funded.map((address) => ({ address, coins }));
    writeWhole(genesis, JSON.stringify({ chainId, denom, accounts }, null, 2));
  }
  const args = [
    ...['start', '--json', '--home', home, '--port', String(plan.rpcPort)],
    ...['--genesis', genesis, '--block-ms', String(BLOCK_MS)],
    ...['--least-block-ms', String(LEAST_BLOCK_MS)],
  ];
  return processes.start({ name: 'chain', script: DEVNET, args, home });
}
