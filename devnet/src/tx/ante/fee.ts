import type { BankKeeper } from '../../bank/bank-keeper.ts';
import { FEE_COLLECTOR } from '../../bank/bank-keeper.ts';
import type { Coin } from '../../bank/coins.ts';
import { formatCoins, parseCoins } from '../../bank/coins.ts';
import type { ExecutionContext } from '../../state/context.ts';
import { event } from '../../state/events.ts';
import { requiredFee } from '../gas-price.ts';
import { SdkError, sdkError } from '../sdk-error.ts';
import type { Transaction } from '../transaction.ts';
import type { AnteDeps } from './deps.ts';

/** Takes the fee from the payer, or else the first signer. What it takes is kept even if the messages fail. */
export function deductFee(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  const { accounts, bank } = deps;
  const fee = feeOf(tx);
  if (ctx.mode !== 'simulate') checkFee(deps, ctx, tx, fee);
  const { payer: named = '', granter = '' } = tx.authInfo.fee ?? {};
  if (granter !== '') throw sdkError('invalidRequest', 'fee grants are not enabled');
  const payer = named === '' ? (tx.signers[0] ?? '') : named;
  const address = accounts.addresses.decode(payer, 'fee payer');
  if (accounts.get(ctx, address) === undefined) {
    throw sdkError('unknownAddress', `fee payer address: ${payer} does not exist`);
  }
  if (fee.length > 0) sendFee(bank, ctx, address, fee);
  ctx.events.push(event('tx', { fee: formatCoins(fee), fee_payer: accounts.addresses.encode(address) }));
}

/** The SDK wraps the bank's refusal in the same code once more; clients see both texts. */
function sendFee(bank: BankKeeper, ctx: ExecutionContext, payer: Uint8Array, fee: readonly Coin[]): void {
  try {
    bank.sendToModule(ctx, payer, FEE_COLLECTOR, fee);
  } catch (error) {
    throw error instanceof SdkError ? sdkError('insufficientFunds', error.message) : error;
  }
}

function feeOf(tx: Transaction): Coin[] {
  try {
    return parseCoins(tx.authInfo.fee?.amount ?? []);
  } catch {
    throw sdkError('insufficientFee', `invalid fee amount`);
  }
}

/** Prices are this node's own: they only matter while a transaction is checked. */
function checkFee(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction, fee: readonly Coin[]): void {
  if (tx.gasLimit === 0) throw sdkError('invalidGasLimit', 'must provide positive gas');
  if (ctx.mode !== 'check' && ctx.mode !== 'recheck') return;
  if (deps.minGasPrices.length === 0) return;
  const required = deps.minGasPrices.map((price) => requiredFee(price, tx.gasLimit));
  if (required.some((coin) => coin.amount === 0n || amountOf(fee, coin.denom) >= coin.amount)) return;
  const figures = `got: ${formatCoins(fee)} required: ${formatCoins(required)}`;
  throw sdkError('insufficientFee', `insufficient fees; ${figures}`);
}

function amountOf(coins: readonly Coin[], denom: string): bigint {
  return coins.find((coin) => coin.denom === denom)?.amount ?? 0n;
}
