import { mkdirSync } from 'node:fs';
import { compose } from './compose.ts';
import { StartError } from './error.ts';
import type { Network } from './network.ts';
import type { NetworkOptions } from './network-options.ts';
import { DEFAULT_CHAIN } from './chain-place.ts';
import type { ChainPlace } from './chain-place.ts';
import { inspectable, planNetwork } from './plan.ts';
import type { NetworkPlan } from './plan.ts';
import { ProcessGroup } from './processes.ts';
import type { Inspect } from './processes.ts';
import { findChain } from './remote/find-chain.ts';
import type { RemoteChain } from './remote/find-chain.ts';
import { readMnemonic } from './remote/mnemonic-file.ts';
import { readState, writeState } from './state.ts';
import type { NetworkState } from './state.ts';
import type { Terminal } from './terminal.ts';

/** Starts everything, each as a process of its own, and deploys what is not deployed yet. Can be repeated on the same data. */
export async function startNetwork(
  options: NetworkOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Network> {
  const { source, chain = DEFAULT_CHAIN, remote } = options;
  // Before a chain is asked: what it says is of no use to a folder of another.
  const before = readState(options.dataDir);
  if (before !== undefined) refuseOther(before, options);
  const place = remote === undefined ? undefined : await findOwnMoney(remote);
  const plan = planNetwork(options.dataDir, options.portBase, options.nodes, place);
  mkdirSync(plan.dataDir, { recursive: true, mode: 0o700 });
  const remembered = before ?? { source, chain, chainId: plan.chain.chainId };
  refuseOtherChain(remembered, plan);
  writeState(plan.dataDir, remembered);
  const processes = new ProcessGroup(
    (name, reason, logFile) => terminal.fail(`${name} ended (${reason})`, `Its log says why: ${logFile}`),
    readInspect(options, plan, terminal),
  );
  const closers: (() => Promise<void> | void)[] = [() => processes.stopAll()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await compose(plan, options, remembered, { processes, terminal, signal, closers })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Looks at the words first, since nothing needs a chain to say that they are wrong. */
function findOwnMoney(remote: RemoteChain): Promise<ChainPlace> {
  readMnemonic(remote.mnemonicFile);
  return findChain(remote);
}

function readInspect(
  { inspect: name }: NetworkOptions,
  plan: NetworkPlan,
  terminal: Terminal,
): Inspect | undefined {
  if (name === undefined) return undefined;
  const names = inspectable(plan);
  if (!names.includes(name)) {
    throw new StartError(
      'start.inspect.unknown',
      `there is no process "${name}" to inspect`,
      `Name one of ${names.join(', ')}.`,
    );
  }
  terminal.step(`A debugger can attach to ${name} at 127.0.0.1:${plan.inspectPort}`);
  return { name, port: plan.inspectPort };
}

/** Refuses to go on with a network that reads something else, or stands on another chain. */
export function refuseOther(
  state: NetworkState,
  options: Pick<NetworkOptions, 'dataDir' | 'source' | 'chain'>,
): void {
  const [chain, wanted] = [state.chain ?? DEFAULT_CHAIN, options.chain ?? DEFAULT_CHAIN];
  if (state.source === options.source && chain === wanted) return;
  const [is, not] =
    state.source === options.source
      ? [`on the chain "${chain}"`, `on "${wanted}"`]
      : [`with the source "${state.source}"`, `"${options.source}"`];
  throw new StartError(
    'start.data.other',
    `${options.dataDir} holds a network ${is}, not ${not}`,
    'Give another folder with --data, or delete that one.',
  );
}

/** Refuses a folder whose contracts are on a chain of another name. */
export function refuseOtherChain(
  { chainId }: Pick<NetworkState, 'chainId'>,
  { chain, dataDir }: Pick<NetworkPlan, 'chain' | 'dataDir'>,
): void {
  if (chainId === undefined || chainId === chain.chainId) return;
  throw new StartError(
    'start.data.other',
    `${dataDir} holds a network on the chain ${chainId}, and ${chain.rpcUrl} is ${chain.chainId}`,
    'Give another folder with --data, or the RPC of that chain.',
  );
}
