import type { ChainWriter } from '@cloudx3/sdk';
import type { ChainPlace } from '../chain-place.ts';
import { StartError } from '../error.ts';

/** What an account of the network must have before it can do its part. */
export interface Need {
  readonly address: string;
  readonly amount: bigint;
}

export type Payer = Pick<ChainWriter, 'address' | 'balance' | 'sendTokensToMany'>;

/** Gas of the transaction that pays everybody. */
const FUNDING_GAS = 2_000_000;

/**
 * Gives each account what it lacks of what it needs, all in one transaction; what was given. Throws a StartError with the payer's address
 * and what is needed where the payer has too little.
 */
export async function fundAccounts(
  payer: Payer,
  { denom, gasPrice }: Pick<ChainPlace, 'denom' | 'gasPrice'>,
  needs: readonly Need[],
): Promise<bigint> {
  const lacking = await Promise.all(
    needs.map(async ({ address, amount }) => ({
      to: address,
      lack: amount - (await payer.balance(address, denom)),
    })),
  );
  const transfers = lacking.filter(({ lack }) => lack > 0n);
  if (transfers.length === 0) return 0n;
  const total = transfers.reduce((sum, { lack }) => sum + lack, 0n);
  await refuseShort(payer, denom, total + gasCost(gasPrice, FUNDING_GAS));
  await payer.sendTokensToMany(
    transfers.map(({ to, lack }) => ({ to, coins: [{ denom, amount: lack.toString() }] })),
  );
  return total;
}

async function refuseShort(payer: Payer, denom: string, needed: bigint): Promise<void> {
  const has = await payer.balance(payer.address, denom);
  if (has >= needed) return;
  throw new StartError(
    'start.funds',
    `${payer.address} has ${has}${denom}, and the accounts of this network need ${needed}${denom}`,
    `Send at least ${needed - has}${denom} to ${payer.address}, then start again on the same data.`,
  );
}

/** What so much gas costs, in the price's denomination. */
export function gasCost(gasPrice: string, gas: number): bigint {
  return BigInt(Math.ceil(Number.parseFloat(gasPrice) * gas));
}
