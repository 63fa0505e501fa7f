import { ChainWriter } from '@cloudx3/sdk';
import { accountOf } from './accounts.ts';
import type { Account } from './accounts.ts';
import { DEFAULT_CHAIN } from './chain-place.ts';
import type { ChainKind } from './chain-place.ts';
import { startChain } from './chain-process.ts';
import type { DeployContext } from './deploy/context.ts';
import type { Keys } from './keys.ts';
import type { NetworkOptions } from './network-options.ts';
import type { NetworkPlan } from './plan.ts';
import { fundAccounts } from './remote/fund-accounts.ts';
import { readMnemonic } from './remote/mnemonic-file.ts';
import { needsOf } from './remote/needs.ts';
import type { NetworkState } from './state.ts';
import type { Tools } from './tools.ts';
import { startVendor } from './vendor/start-vendor.ts';
import type { Vendor } from './vendor/vendor.ts';

/** What is known before anything runs. */
export interface Known {
  readonly keys: Keys;
  readonly state: NetworkState;
  readonly remember: DeployContext['remember'];
}

/** What the network stands on: chain and vendor's cloud, and the two accounts that deploy. */
export interface Ground {
  readonly vendor: Vendor;
  readonly deployer: ChainWriter;
  readonly owner: ChainWriter;
}

const CHAIN_NAMES = {
  devnet: 'embedded, one process',
  wasmd: 'wasmd, built at its first use',
} as const;

/** Starts the vendor's cloud, and the chain too unless it runs already; there the accounts are given what they need. */
export async function startGround(
  plan: NetworkPlan,
  options: NetworkOptions,
  known: Known,
  tools: Tools,
): Promise<Ground> {
  const { source, chain = DEFAULT_CHAIN } = options;
  const { processes, terminal, signal, closers } = tools;
  const { accounts, certificates } = known.keys;
  terminal.step(storyOf(plan, chain));
  const [vendor] = await Promise.all([
    startVendor(source, { plan, certificates, processes, terminal, signal }).then((started) => {
      closers.push(() => started.close());
      return started;
    }),
    chain === 'rpc'
      ? payAccounts(plan, options, known, tools)
      : startChain(processes, plan, genesisAccounts(known.keys), chain),
  ]);
  terminal.event('vendor', vendor.story);
  const [deployer, owner] = await Promise.all([
    connect(plan, accounts.deployer, closers),
    connect(plan, accounts.owner, closers),
  ]);
  return { vendor, deployer, owner };
}

function storyOf({ chain: { chainId, rpcUrl } }: NetworkPlan, kind: ChainKind): string {
  return kind === 'rpc'
    ? `Starting the vendor cloud; the chain ${chainId} runs at ${rpcUrl}`
    : `Starting the chain (${CHAIN_NAMES[kind]}) and the vendor cloud`;
}

function genesisAccounts({ accounts, identities }: Keys): string[] {
  return [accounts.deployer, accounts.owner, ...accounts.notaries, ...identities].map(
    ({ address }) => address,
  );
}

/** Only once it is remembered that they were paid, they need no more than what is spent since. */
async function payAccounts(
  plan: NetworkPlan,
  options: NetworkOptions,
  { keys, state, remember }: Known,
  { terminal, closers }: Tools,
): Promise<void> {
  if (options.remote === undefined) throw new TypeError('a chain that runs already is named');
  const account = await accountOf(readMnemonic(options.remote.mnemonicFile), plan.chain.prefix);
  const payer = await connect(plan, account, closers);
  const given = await fundAccounts(payer, plan.chain, needsOf(plan, options, keys, state));
  remember({ funded: true });
  if (given > 0n)
    terminal.event('chain', `${account.address} gave this network's accounts ${given}${plan.chain.denom}`);
}

async function connect(
  { chain: { rpcUrl, gasPrice } }: NetworkPlan,
  { wallet }: Account,
  closers: Tools['closers'],
): Promise<ChainWriter> {
  const chain = await ChainWriter.connect({ rpcUrl, signer: wallet, gasPrice });
  closers.push(() => chain.close());
  return chain;
}
