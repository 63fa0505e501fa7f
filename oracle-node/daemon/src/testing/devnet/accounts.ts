import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing';
import { testKey } from '@cloudx3/oracle-protocol/testing';
import { ChainWriter } from '@cloudx3/sdk';

export const DENOM = 'ucx3';
export const GAS_PRICE = `0.025${DENOM}`;

/** The account of a party of the network, the same in every run. */
export function walletOf(label: string): Promise<DirectSecp256k1Wallet> {
  return DirectSecp256k1Wallet.fromKey(testKey(`devnet/account/${label}`).privateKey, 'wasm');
}

export async function addressOf(label: string): Promise<string> {
  const [account] = await (await walletOf(label)).getAccounts();
  if (account === undefined) throw new Error(`${label} has no account`);
  return account.address;
}

export async function writerOf(label: string, rpcUrl: string): Promise<ChainWriter> {
  return ChainWriter.connect({ rpcUrl, signer: await walletOf(label), gasPrice: GAS_PRICE });
}

/** Coins for each of them in the genesis. */
export function fundedAccounts(labels: readonly string[]) {
  return Promise.all(
    labels.map(async (label) => ({
      address: await addressOf(label),
      coins: [{ denom: DENOM, amount: '1000000000' }],
    })),
  );
}
