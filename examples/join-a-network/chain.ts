import { readFileSync } from 'node:fs';
import { ChainReader, ChainWriter, OracleQueries, walletFromMnemonic } from '@cloudx3/sdk';

/** What a newcomer has to know of a network. */
export interface Network {
  readonly chainId: string;
  /** In which bonds, fees and rewards are paid. */
  readonly denom: string;
  readonly bond: bigint;
}

/** Enough to begin with: from its first report on a node earns what it spends. */
const GAS = 1_000_000n;

export async function networkOf(rpcUrl: string, oracle: string): Promise<Network> {
  const chain = await ChainReader.connect({ rpcUrl });
  try {
    const { denom, operatorBond } = await new OracleQueries(chain, oracle).config();
    return { chainId: chain.chainId, denom, bond: operatorBond };
  } finally {
    chain.close();
  }
}

/** Sends a node's account its bond and gas, unless it has them. `wallet` is a file with the words of the one who pays. */
export async function sendBond(
  { rpcUrl, wallet, account }: { readonly rpcUrl: string; readonly wallet: string; readonly account: string },
  { denom, bond }: Network,
): Promise<void> {
  const signer = await walletFromMnemonic(readFileSync(wallet, 'utf8').trim(), 'wasm');
  const chain = await ChainWriter.connect({ rpcUrl, signer, gasPrice: `0.025${denom}` });
  try {
    if ((await chain.balance(account, denom)) > 0n) return;
    const { txHash } = await chain.sendTokens(account, [{ denom, amount: String(bond + GAS) }]);
    console.log(`  ${chain.address} sends ${account} ${bond + GAS}${denom}, in ${txHash}`);
  } finally {
    chain.close();
  }
}
